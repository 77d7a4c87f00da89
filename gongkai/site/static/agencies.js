"use strict";
(async () => {
  const { term, node, figure, address } = gongkai;
  const NAMES = ["slug", "name", "region", "level", "documents", "first", "last", "year", "stage", "yuan", "errors"];
  const rows = (await gongkaiLists.rows("agencies")).map((row) => Object.fromEntries(NAMES.map((name, n) => [name, row[n]])));
  const years = (r) => r.first === r.last ? String(r.first ?? "") : `${r.first ?? ""}–${r.last}`;
  const number = (key, title) => ({ key, title, value: (r) => r[key], numeric: true, class: "n", show: (r) => figure(r[key]) });
  const list = gongkaiList({
    mount: document.getElementById("list"), rows, file: "agencies",
    columns: [
      { key: "name", title: "column.agency", value: (r) => r.name, class: "name", head: true,
        show: (r) => node("a", { href: address(`agencies/${r.slug}.html`) }, r.name) },
      { key: "region", title: "column.region", value: (r) => r.region, show: (r) => r.region },
      { key: "last", title: "agencies.years", value: (r) => r.last, numeric: true, class: "n", show: years },
      number("documents", "nav.documents"),
      { ...number("yuan", "agencies.latest"), show: (r) => r.yuan === null ? "" : `${figure(r.yuan)} (${r.year} ${term("stage", r.stage)})` },
      { ...number("errors", "column.errors"), show: (r) => r.errors ? node("span", { class: "severity s-error" }, figure(r.errors)) : "0" },
    ],
    filters: [
      { key: "region", title: "column.region", value: (r) => r.region, label: (v) => v },
      { key: "level", title: "agencies.level", value: (r) => r.level, label: (v) => term("agency_level", v) },
    ],
    search: (r) => [r.name, r.region],
  });
  gongkai.changed(list.draw);
})();
