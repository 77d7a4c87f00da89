"use strict";
// Agencies side by side, for one stage and year: what is chosen stands in the address.
(async () => {
  const { term, text, node, figure, address } = gongkai;
  const MEASURES = ["revenue_yuan", "expenditure_yuan", "basic_yuan", "project_yuan", "personnel_yuan", "three_public_yuan",
    "overseas_travel_yuan", "official_reception_yuan", "official_vehicle_yuan", "evaluated_yuan", "executed_yuan",
    "execution_rate_pct", "scored_indicator_count", "met_indicator_count", "finding_count"];
  const MOST = 8;
  const said = document.getElementById("said");
  const names = (await gongkaiLists.rows("agencies")).map(([slug, name, region]) => ({ slug, label: region ? `${name}（${region}）` : name }));
  const known = new Map(names.map((each) => [each.slug, each.label]));
  const asked = new URLSearchParams(location.hash.slice(1));
  const state = { a: (asked.get("a") ?? "").split(",").filter((slug) => known.has(slug)), at: asked.get("at") ?? "" };

  document.getElementById("names").append(...names.slice(0, 5000).map((each) => node("option", { value: each.label })));
  const data = (slug) => gongkaiLists.load(`../agencies/${slug}`, `agency-${slug}`);

  function save() {
    const kept = { a: state.a.join(","), ...(state.at ? { at: state.at } : {}) };
    history.replaceState(null, "", location.pathname + location.search + "#" + new URLSearchParams(kept));
  }

  function chosen() {
    document.getElementById("chosen").replaceChildren(...state.a.map((slug) => node("li", {},
      node("a", { href: address(`agencies/${slug}.html`) }, known.get(slug)), " ",
      node("button", { type: "button", "aria-label": `${text("compare.remove")} ${known.get(slug)}`,
        onclick: () => { state.a = state.a.filter((other) => other !== slug); show(); document.getElementById("name").focus(); } }, "×"))));
  }

  function choice(options) {
    document.getElementById("choices").replaceChildren(options.length ? node("label", {}, text("compare.year"),
      node("select", { id: "at", onchange: (event) => { state.at = event.target.value; show().then(() => document.getElementById("at").focus()); } },
        ...options.map(([key, count]) => node("option", { value: key, selected: key === state.at },
          `${key.split(" ")[0]} ${term("stage", key.split(" ")[1])} (${count})`)))) : "");
  }

  function cell(measure, value, most) {
    const shown = value === null ? "—" : figure(value) + (measure.endsWith("_pct") ? " %" : "");
    const bar = value !== null && most > 0 && Number(value) > 0 ? node("progress", { max: "1", value: String(Number(value) / most), "aria-hidden": "true" }) : null;
    return node("td", { class: "n" }, shown, bar ? node("br") : null, bar);
  }

  async function show() {
    save();
    chosen();
    const agencies = await Promise.all(state.a.map(data));
    const counts = new Map();
    for (const { years } of agencies) for (const [year, stage] of years) counts.set(`${year} ${stage}`, (counts.get(`${year} ${stage}`) ?? 0) + 1);
    const options = [...counts].sort((x, y) => y[1] - x[1] || y[0].localeCompare(x[0]));
    if (!counts.has(state.at)) state.at = options[0]?.[0] ?? "";
    save();
    choice(options);
    said.textContent = state.a.length ? "" : text("compare.none");
    const of = agencies.map(({ years }) => years.find(([year, stage]) => `${year} ${stage}` === state.at) ?? []);
    const rows = MEASURES.map((measure, n) => [measure, of.map((row) => row[n + 2] ?? null)]).filter(([, values]) => values.some((value) => value !== null));
    document.getElementById("result").replaceChildren(rows.length ? node("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": text("nav.compare") },
      node("table", { class: "list" },
        node("caption", {}, `${state.at.split(" ")[0]} ${term("stage", state.at.split(" ")[1])}`),
        node("thead", {}, node("tr", {}, node("th", { scope: "col" }, text("column.name")), ...agencies.map(({ name }, n) =>
          node("th", { scope: "col" }, node("a", { href: address(`agencies/${state.a[n]}.html`) }, name))))),
        node("tbody", {}, ...rows.map(([measure, values]) => node("tr", { "data-measure": measure },
          node("th", { scope: "row" }, text(`measure.${measure}`), measure.endsWith("_yuan") ? ` (${text("unit.yuan")})` : ""),
          ...values.map((value) => cell(measure, value, Math.max(...values.map(Number))))))))) : "");
  }

  document.getElementById("add").addEventListener("submit", (event) => {
    event.preventDefault();
    const input = document.getElementById("name");
    const wanted = input.value.trim();
    const slug = (names.find((each) => each.label === wanted) ?? names.find((each) => wanted && each.label.includes(wanted)))?.slug;
    if (!slug) { said.textContent = text("compare.unknown"); return; }
    if (!state.a.includes(slug)) state.a = [...state.a, slug].slice(-MOST);
    input.value = "";
    show();
  });
  gongkai.changed(show);
  await show();
})();
