"use strict";
(async () => {
  const { term, node, figure, address, text } = gongkai;
  const documents = await gongkaiLists.documents();
  const INDICATOR = ["document", "key", "subject", "levels", "name", "target", "actual", "weight", "score", "kind",
    "met", "unit", "target_value", "actual_value"];
  const FORM = ["document", "key", "type", "subject", "year", "budget", "executed", "rate", "band", "weight", "score",
    "rating"];
  const BANDS = ["none", "0", "50", "80", "90", "100", "over"];
  const VIEWS = ["indicators", "scores", "costs"];
  // Fiscal year → indicators with a result; shown first is the year with most of them.
  const results = await gongkaiLists.load("indicators");
  const years = Object.keys(results).sort().reverse();
  const fullest = years.reduce((a, b) => results[b] > results[a] ? b : a, years[0]);
  const mount = document.getElementById("list");
  const known = (names) => (row) => {
    const made = Object.fromEntries(names.map((name, n) => [name, row[n]]));
    return { ...made, document: documents[made.document] };
  };
  let view = new URLSearchParams(location.hash.slice(1)).get("view");
  let year = new URLSearchParams(location.hash.slice(1)).get("year");
  if (!VIEWS.includes(view)) view = "indicators";

  const link = (r, said) => node("a", { href: address(`documents/${r.document.slug}.html#${r.key}`) }, said || "—");
  const said = (key, title, extra = {}) => ({ key, title, value: (r) => r[key], show: (r) => r[key] ?? "", ...extra });
  const number = (key, title) => said(key, title, { numeric: true, class: "n", show: (r) => figure(r[key]) });
  const shared = [
    { key: "subject", title: "column.project", value: (r) => r.subject, class: "name", show: (r) => r.subject },
    { key: "agency", title: "column.agency", value: (r) => r.document.agency, class: "agency", show: (r) => r.document.agency },
  ];
  const agency = { key: "agency", title: "column.agency", value: (r) => r.document.agency, label: (v) => v };
  const indicatorSearch = (r) => [r.subject, r.name, r.levels, r.target, r.actual, r.document.agency, r.document.title];

  async function indicators() {
    const wanted = years.includes(year) ? year : fullest;
    return wanted === undefined ? [] : (await gongkaiLists.rows(`indicators-${wanted}`)).map(known(INDICATOR));
  }

  const makers = {
    async indicators() {
      return {
        rows: await indicators(), file: "indicators", search: indicatorSearch,
        columns: [
          said("name", "column.level3", { class: "name", head: true, show: (r) => link(r, r.name) }),
          said("target", "column.target"), said("actual", "column.actual"),
          { key: "met", title: "column.met", value: (r) => r.met,
            show: (r) => node("span", { class: `met-${r.met}` }, term("met", r.met)) },
          number("weight", "column.weight"), number("score", "column.score"), said("levels", "column.level1"), ...shared,
        ],
        filters: [
          { key: "met", title: "performance.result", value: (r) => r.met, label: (v) => term("met", v) },
          { key: "kind", title: "performance.kind", value: (r) => r.kind, label: (v) => term("kind", v) }, agency,
        ],
      };
    },
    async scores() {
      const rows = (await gongkaiLists.rows("forms")).map(known(FORM));
      return {
        rows, file: "scores", start: { sort: "rate" }, search: (r) => [r.subject, r.document.agency, r.document.title],
        columns: [
          said("subject", "column.project", { class: "name", head: true, show: (r) => link(r, r.subject) }), shared[1],
          said("year", "column.year", { numeric: true, class: "n", show: (r) => String(r.year ?? "") }),
          { key: "type", title: "disclosure_type", value: (r) => r.type, show: (r) => term("form_type", r.type) },
          number("budget", "column.budget"), number("executed", "column.executed"),
          said("rate", "column.execution_rate", { numeric: true, class: "n",
            show: (r) => r.rate === null ? "" : node("span", { class: Number(r.rate) < 80 ? "met-no" : "" }, `${r.rate} %`) }),
          number("weight", "column.weight"), number("score", "column.score"), said("rating", "column.rating"),
        ],
        filters: [
          { key: "band", title: "performance.band", value: (r) => r.band, label: (v) => term("band", v),
            order: (a, b) => BANDS.indexOf(a) - BANDS.indexOf(b) },
          { key: "rating", title: "column.rating", value: (r) => r.rating, label: (v) => v },
          { key: "formyear", title: "column.year", value: (r) => r.year, label: (v) => v, order: (a, b) => b - a },
          { key: "type", title: "disclosure_type", value: (r) => r.type, label: (v) => term("form_type", v) }, agency,
        ],
      };
    },
    async costs() {
      return {
        rows: (await gongkaiLists.rows("costs")).map(([year, ...row]) => ({ year, ...known(INDICATOR)(row) })), file: "unit-costs", search: indicatorSearch,
        columns: [
          said("name", "column.level3", { class: "name", head: true, show: (r) => link(r, r.name) }),
          said("target", "column.target"), said("actual", "column.actual"), said("unit", "column.unit"),
          number("target_value", "column.value"), said("year", "column.year", { class: "n" }), ...shared,
        ],
        filters: [{ key: "costyear", title: "column.year", value: (r) => r.year, label: (v) => v, order: (a, b) => b - a },
          { key: "unit", title: "column.unit", value: (r) => r.unit, label: (v) => v }, agency],
      };
    },
  };

  function chart(rows) {
    const box = document.getElementById("chart-box");
    const bands = BANDS.filter((band) => band !== "none");
    box.hidden = view !== "scores" || !rows.some((r) => r.band !== "none");
    if (box.hidden) return;
    gongkaiCharts.bars("rates-chart", {
      labels: bands.map((band) => term("band", band)),
      series: [{ label: text("performance.chart"), data: bands.map((band) => rows.filter((r) => r.band === band).length) }],
    });
  }

  function yearBox() {
    const choose = (event) => {
      year = event.target.value;
      history.replaceState(null, "", `#view=${view}&year=${year}`);
      show();
    };
    return node("label", {}, text("performance.year"), node("select", { "data-year": true, onchange: choose },
      ...years.map((value) => node("option", { value, selected: value === year }, value === "0" ? "—" : value))));
  }

  let turn = 0;
  async function show() {
    const mine = ++turn;
    for (const tab of document.querySelectorAll("[role=tab]")) {
      const chosen = tab.dataset.view === view;
      tab.setAttribute("aria-selected", chosen);
      tab.tabIndex = chosen ? 0 : -1;
    }
    document.getElementById("view").setAttribute("aria-labelledby", `tab-${view}`);
    mount.replaceChildren(node("p", { role: "status" }, text("list.loading")));
    const made = await makers[view]();
    if (mine !== turn) return;
    chart(made.rows);
    const start = { view, ...(view === "indicators" ? { year: years.includes(year) ? year : fullest } : {}), ...made.start };
    year = start.year ?? year;
    gongkaiList({ mount, ...made, start });
    if (view === "indicators") mount.querySelector(".filters").prepend(yearBox());
  }

  function turnTo(next, focus) {
    view = next;
    history.replaceState(null, "", `#view=${view}`);
    if (focus) document.getElementById(`tab-${view}`).focus();
    show();
  }
  for (const tab of document.querySelectorAll("[role=tab]")) {
    tab.addEventListener("click", () => turnTo(tab.dataset.view));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) turnTo(VIEWS[(VIEWS.indexOf(view) + step + VIEWS.length) % VIEWS.length], true);
    });
  }
  gongkai.changed(show);
  show();
})();
