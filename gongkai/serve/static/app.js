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
const mark = (number, from) => {
  for (const each of document.querySelectorAll(".current")) { each.classList.remove("current"); }
  const cell = document.querySelector(`.sheet a[data-fact="${number}"]`);
  const row = document.querySelector(`tr[data-fact="${number}"]`);
  for (const each of [cell, row]) { if (each) { each.classList.add("current"); } }
  const other = from === "row" ? cell : row;
  if (other) { other.scrollIntoView({ block: "center", inline: "nearest" }); }
};
for (const cell of document.querySelectorAll(".sheet a")) {
  cell.addEventListener("click", (event) => { event.preventDefault(); mark(cell.dataset.fact, "cell"); });
  cell.addEventListener("focus", () => mark(cell.dataset.fact, "cell"));
}
for (const button of document.querySelectorAll("button[data-show]")) {
  button.addEventListener("click", () => mark(button.dataset.show, "row"));
}
