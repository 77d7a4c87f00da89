"use strict";
(async () => {
  const { term, node, figure, address, text } = gongkai;
  const rows = await gongkaiLists.documents();
  const list = gongkaiList({
    mount: document.getElementById("list"), rows, file: "documents",
    columns: [
      { key: "title", title: "column.document", value: (r) => r.title, class: "name", head: true,
        show: (r) => node("a", { href: address(`documents/${r.slug}.html`) }, r.title) },
      { key: "agency", title: "column.agency", value: (r) => r.agency, class: "agency", show: (r) => r.of ? node("a", { href: address(`agencies/${r.of}.html`) }, r.agency) : r.agency },
      { key: "region", title: "column.region", value: (r) => r.region, show: (r) => r.region },
      { key: "year", title: "column.year", value: (r) => r.year, numeric: true, class: "n", show: (r) => String(r.year ?? "") },
      { key: "type", title: "disclosure_type", value: (r) => r.type, show: (r) => term("disclosure_type", r.type) },
      { key: "quality", title: "quality", value: (r) => r.quality,
        show: (r) => node("span", { class: `quality q-${r.quality}` }, term("quality", r.quality)) },
      ...["tables", "forms", "amounts"].map((key) => ({ key, title: `column.${key}`, value: (r) => r[key],
        numeric: true, class: "n", show: (r) => figure(r[key]) })),
      { key: "errors", title: "column.errors", value: (r) => r.errors, numeric: true, class: "n",
        show: (r) => r.errors ? node("span", { class: "severity s-error" }, figure(r.errors)) : "0" },
      { key: "used", title: "column.used", value: (r) => r.used, numeric: true, class: "n",
        show: (r) => r.used === null ? "—" : `${r.used} %` },
      { key: "rejects", title: "column.rejects", value: (r) => r.rejects, numeric: true, class: "n", show: (r) => figure(r.rejects) },
    ],
    filters: [
      { key: "type", title: "disclosure_type", value: (r) => r.type, label: (v) => term("disclosure_type", v) },
      { key: "year", title: "column.year", value: (r) => r.year, label: (v) => v, order: (a, b) => b - a },
      { key: "region", title: "column.region", value: (r) => r.region, label: (v) => v },
      { key: "quality", title: "quality", value: (r) => r.quality, label: (v) => term("quality", v) },
    ],
    search: (r) => [r.title, r.file, r.agency, r.region, text(`disclosure_type.${r.type}`), String(r.year ?? "")],
  });
  gongkai.changed(list.draw);
})();
