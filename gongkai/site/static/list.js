"use strict";
// A list with filters, search, sorting and pages; its state is in the address, so that it can be sent to others.
function gongkaiList({ mount, rows, columns, filters, search, file, start = {} }) {
  const { text, node } = gongkai;
  const SIZE = 50;
  const state = { page: 1, ...start, ...Object.fromEntries(new URLSearchParams(location.hash.slice(1))) };
  const haystack = new Map();
  let shown = [];

  function matches(row) {
    for (const filter of filters) {
      const wanted = state[filter.key];
      if (wanted && String(filter.value(row)) !== wanted) return false;
    }
    if (!state.q) return true;
    if (!haystack.has(row)) haystack.set(row, search(row).join("\n").toLowerCase());
    return state.q.toLowerCase().split(/\s+/).every((word) => haystack.get(row).includes(word));
  }

  function compare(a, b) {
    const column = columns.find((c) => c.key === state.sort);
    const [x, y] = [column.value(a), column.value(b)];
    if (x === y) return 0;
    if (x === null || x === undefined || x === "") return 1;
    if (y === null || y === undefined || y === "") return -1;
    const order = column.numeric ? Number(x) - Number(y) : String(x).localeCompare(String(y), "zh-CN");
    return state.down ? -order : order;
  }

  function save() {
    const kept = Object.entries(state).filter(([key, value]) => value && !(key === "page" && String(value) === "1"));
    history.replaceState(null, "", location.pathname + location.search + "#" + new URLSearchParams(kept));
  }

  function update(changes) {
    Object.assign(state, { page: 1 }, changes);
    save();
    fill();
  }

  function filterBox(filter) {
    const counts = new Map();
    for (const row of rows) {
      const value = String(filter.value(row) ?? "");
      if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const order = filter.order ?? ((a, b) => a.localeCompare(b, "zh-CN"));
    const options = [...counts.keys()].sort(order).map((value) =>
      node("option", { value, selected: state[filter.key] === value }, `${filter.label(value)} (${counts.get(value)})`));
    return node("label", {}, text(filter.title), node("select", {
      "data-filter": filter.key, onchange: (event) => update({ [filter.key]: event.target.value }),
    }, node("option", { value: "" }, text("list.all")), ...options));
  }

  function controls() {
    const boxes = filters.map(filterBox);
    const query = node("input", {
      type: "search", value: state.q ?? "", "data-search": true, oninput: (event) => update({ q: event.target.value }),
    });
    const reset = node("button", { type: "button", onclick: () => { clear(); draw(); } }, text("list.reset"));
    const download = node("button", { type: "button", onclick: save_csv }, text("list.csv"));
    return node("div", { class: "filters", role: "group", "aria-label": text("list.filters") },
      node("label", {}, text("list.search"), query), ...boxes, reset, download);
  }

  function clear() {
    for (const key of Object.keys(state)) delete state[key];
    Object.assign(state, { page: 1, ...start });
    save();
  }

  function head() {
    return node("thead", {}, node("tr", {}, ...columns.map((column) => {
      const sorted = state.sort === column.key ? (state.down ? "descending" : "ascending") : "none";
      const press = () => update({ sort: column.key, down: state.sort === column.key && !state.down ? "1" : "" });
      return node("th", { scope: "col", "aria-sort": column.value ? sorted : null },
        column.value ? node("button", { type: "button", title: text("list.sort"), onclick: (event) => {
          press();
          mount.querySelector(`[data-column="${column.key}"]`)?.focus();
          event.preventDefault();
        }, "data-column": column.key }, text(column.title)) : text(column.title));
    })));
  }

  function fill() {
    shown = rows.filter(matches);
    if (state.sort && columns.some((c) => c.key === state.sort && c.value)) shown.sort(compare);
    const pages = Math.max(1, Math.ceil(shown.length / SIZE));
    const page = Math.min(Math.max(1, Number(state.page) || 1), pages);
    const body = shown.slice((page - 1) * SIZE, page * SIZE).map((row) =>
      node("tr", {}, ...columns.map((column) => node(column.head ? "th" : "td",
        { class: column.class, lang: column.lang, scope: column.head ? "row" : null }, column.show(row)))));
    const go = (number) => () => {
      state.page = number;
      save();
      fill();
      mount.scrollIntoView();
      mount.querySelector("[role=status]").focus();
    };
    mount.querySelector(".result").replaceChildren(
      node("p", { role: "status", tabindex: "-1" },
        shown.length ? text("list.count", shown.length.toLocaleString("en")) : text("list.none")),
      node("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": document.querySelector("h1").innerText },
        node("table", { class: "list" }, head(), node("tbody", {}, ...body))),
      node("div", { class: "pager" },
        node("button", { type: "button", disabled: page <= 1, onclick: go(page - 1) }, text("list.prev")),
        node("span", {}, text("list.page", page, pages)),
        node("button", { type: "button", disabled: page >= pages, onclick: go(page + 1) }, text("list.next"))));
  }

  // A cell that a spreadsheet would take for a formula is kept as text.
  function csvCell(value) {
    const said = String(value ?? "");
    const safe = /^[=+@\t\r]|^-(?![\d.])/.test(said) ? "'" + said : said;
    return `"${safe.replaceAll('"', '""')}"`;
  }

  function save_csv() {
    const kept = columns.filter((column) => column.value);
    const lines = [kept.map((c) => csvCell(text(c.title))), ...shown.map((row) => kept.map((c) => csvCell(c.value(row))))];
    const blob = new Blob(["\ufeff" + lines.map((line) => line.join(",")).join("\r\n")], { type: "text/csv" });
    const link = node("a", { href: URL.createObjectURL(blob), download: `${file}.csv` });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function draw() {
    mount.replaceChildren(controls(), node("div", { class: "result" }));
    fill();
  }

  draw();
  return { draw, shown: () => shown };
}
