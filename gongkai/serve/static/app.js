"use strict";

// A page that waits for a check asks for its state, and shows the result when it is there.
const progress = document.getElementById("progress");
if (progress) {
  const ask = async () => {
    try {
      const answer = await fetch(progress.dataset.state, { cache: "no-store" });
      if (!answer.ok || (await answer.json()).is_over) { location.reload(); return; }
    } catch {
      progress.firstElementChild.textContent = document.documentElement.lang === "en" ? "The app has stopped." : "程序已停止。";
      return;
    }
    setTimeout(ask, 700);
  };
  setTimeout(ask, 700);
}

// Files may be dropped on the form, and are named before they are sent.
const drop = document.getElementById("drop");
if (drop) {
  const input = document.getElementById("files");
  const name = () => { document.getElementById("chosen").textContent = [...input.files].map((file) => file.name).join("、"); };
  input.addEventListener("change", name);
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) { input.files = event.dataTransfer.files; name(); }
    });
  }
}

// Page and reading point to each other.
const choose = document.getElementById("page");
if (choose) { choose.addEventListener("change", () => { location.href = `${choose.dataset.address}/${choose.value}`; }); }
const marked = (css) => [...document.querySelectorAll(css)];
const mark = (keys, from) => {
  for (const each of marked(".current")) { each.classList.remove("current"); }
  const cells = keys.flatMap((key) => marked(`.sheet a[data-fact="${CSS.escape(key)}"]`));
  const rows = keys.flatMap((key) => marked(`tr[data-fact="${CSS.escape(key)}"]`));
  for (const each of [...cells, ...rows]) { each.classList.add("current"); }
  const [other] = from === "row" ? cells : rows;
  if (other) { other.scrollIntoView({ block: "center", inline: "nearest" }); }
  if (from === "address" && cells.length) { cells[0].scrollIntoView({ block: "center", inline: "nearest" }); }
};
// An address names what to mark: the cells of a finding, or one.
const follow = () => { if (location.hash) { mark(decodeURIComponent(location.hash.slice(1)).split(","), "address"); } };
if (choose) { addEventListener("hashchange", follow); addEventListener("load", follow); }
for (const cell of document.querySelectorAll(".sheet a")) {
  cell.addEventListener("click", (event) => { event.preventDefault(); mark([cell.dataset.fact], "cell"); });
  cell.addEventListener("focus", () => mark([cell.dataset.fact], "cell"));
}
for (const button of document.querySelectorAll("button[data-show]")) {
  button.addEventListener("click", () => mark([button.dataset.show], "row"));
}
