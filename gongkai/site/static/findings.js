"use strict";
(async () => {
  const { term, rule, node, figure, address, text } = gongkai;
  const documents = await gongkaiLists.documents();
  const NAMES = ["document", "rule", "severity", "attribution", "scope", "stated", "expected", "difference", "unit",
    "explanation", "page", "line", "key", "root"];
  const rows = (await gongkaiLists.rows("findings")).map((row) => {
    const found = Object.fromEntries(NAMES.map((name, n) => [name, row[n]]));
    return { ...found, document: documents[found.document] };
  });
  const number = (key) => ({ key, title: `column.${key}`, value: (r) => r[key], numeric: true, class: "n",
    show: (r) => figure(r[key]) });
  const list = gongkaiList({
    mount: document.getElementById("list"), rows, file: "findings",
    columns: [
      { key: "severity", title: "severity", value: (r) => r.severity,
        show: (r) => node("span", { class: `severity s-${r.severity}` }, term("severity", r.severity)) },
      { key: "view", title: "findings.view", show: (r) => node("a", {
        href: address(`documents/${r.document.slug}.html#${r.key}`),
        "aria-label": `${text("findings.view")} ${r.scope}` }, text("findings.view")) },
      { key: "rule", title: "column.rule", class: "rule", value: (r) => rule(r.rule),
        show: (r) => node("a", { href: address(`rules.html#${r.rule}`) }, rule(r.rule)) },
      { key: "explanation", title: "column.explanation", value: (r) => r.explanation || r.scope, class: "explanation", lang: "zh-CN",
        show: (r) => r.explanation || r.scope },
      { key: "attribution", title: "attribution", value: (r) => r.attribution, show: (r) => term("attribution", r.attribution) },
      number("stated"), number("expected"), number("difference"),
      { key: "unit", title: "column.unit", value: (r) => r.unit, show: (r) => r.unit },
      { key: "document", title: "column.document", value: (r) => r.document.title, class: "name",
        show: (r) => node("a", { href: address(`documents/${r.document.slug}.html`) }, r.document.title) },
      { key: "agency", title: "column.agency", value: (r) => r.document.agency, class: "agency", show: (r) => r.document.agency },
      { key: "year", title: "column.year", value: (r) => r.document.year, numeric: true, class: "n",
        show: (r) => String(r.document.year ?? "") },
    ],
    filters: [
      { key: "severity", title: "severity", value: (r) => r.severity, label: (v) => term("severity", v) },
      { key: "root", title: "findings.root", value: (r) => r.root, label: (v) => term("findings", v) },
      { key: "rule", title: "column.rule", value: (r) => r.rule, label: rule },
      { key: "attribution", title: "attribution", value: (r) => r.attribution, label: (v) => term("attribution", v) },
      { key: "type", title: "disclosure_type", value: (r) => r.document.type, label: (v) => term("disclosure_type", v) },
      { key: "year", title: "column.year", value: (r) => r.document.year, label: (v) => v, order: (a, b) => b - a },
      { key: "agency", title: "column.agency", value: (r) => r.document.agency, label: (v) => v },
    ],
    search: (r) => [r.scope, r.explanation, r.document.title, r.document.agency, ...(gongkaiData.rules[r.rule] ?? [r.rule]).slice(0, 2)],
  });
  gongkai.changed(list.draw);
})();
