"use strict";
(async () => {
  const { term, text, node, figure, address, english } = gongkai;
  const documents = await gongkaiLists.documents();
  const { shards, names, reasons } = gongkaiData.money;
  const excluded = await gongkaiLists.rows("money-excluded");
  const SYSTEMS = ["function", "department_economic", "government_economic", "source"];
  const TOP = 12;
  const digits = { function: [3, 5, 7], department_economic: [3, 5], government_economic: [3, 5] };
  const asked = new URLSearchParams(location.hash.slice(1));
  const choice = { system: asked.get("system"), type: asked.get("type"), year: asked.get("year") ?? "",
    agency: asked.get("agency") ?? "", level: asked.get("level") ?? "1" };
  const unique = (values) => [...new Set(values)];
  // Amounts are whole 分 below 2^53, so that their sums are exact.
  const yuan = (cents) => figure(`${cents < 0 ? "-" : ""}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, "0")}`);

  // Kinds of disclosure and years are never added up: only what is chosen is loaded.
  async function normalise() {
    const systems = SYSTEMS.filter((system) => shards.some((shard) => shard[0] === system));
    if (!systems.includes(choice.system)) choice.system = systems[0];
    const here = shards.filter((shard) => shard[0] === choice.system);
    const types = unique(here.map((shard) => shard[1])).sort();
    if (!types.includes(choice.type)) choice.type = types[0];
    const years = here.filter((shard) => shard[1] === choice.type).map((shard) => String(shard[2])).sort().reverse();
    if (!years.includes(choice.year)) choice.year = years[0];
    const rows = await gongkaiLists.rows(`money-${choice.system}-${choice.type}-${choice.year}`);
    const dated = rows.map(([n, code, name, cents]) => ({ document: documents[n], code, name, cents }));
    const agencies = unique(dated.map((f) => f.document.agency)).sort((a, b) => a.localeCompare(b, "zh-CN"));
    if (!agencies.includes(choice.agency)) choice.agency = "";
    return { systems, types, years, agencies, chosen: dated.filter((f) => !choice.agency || f.document.agency === choice.agency) };
  }

  function box(key, title, options) {
    return node("label", {}, text(title), node("select", { "data-choice": key, onchange: (event) => {
      choice[key] = event.target.value;
      history.replaceState(null, "", "#" + new URLSearchParams(choice));
      show(key);
    } }, ...options.map(([value, label]) => node("option", { value, selected: choice[key] === value }, label))));
  }

  function sums(chosen) {
    const width = (digits[choice.system] ?? [])[Number(choice.level) - 1];
    const groups = new Map();
    for (const fact of chosen) {
      const code = width ? fact.code.slice(0, width) : fact.code;
      const name = (code !== fact.code && names[choice.system]?.[code]) || (code === fact.code ? fact.name : code);
      const key = code || name;
      const group = groups.get(key) ?? { code, name, cents: 0, lines: 0 };
      group.cents += fact.cents;
      group.lines += 1;
      groups.set(key, group);
    }
    return [...groups.values()].sort((a, b) => b.cents - a.cents);
  }

  let turn = 0;
  async function show(focus) {
    const mine = ++turn;
    const { systems, types, years, agencies, chosen } = await normalise();
    if (mine !== turn) return;
    const levels = digits[choice.system] ?? [];
    document.getElementById("choices").replaceChildren(...[
      box("system", "money.by", systems.map((v) => [v, text(`money.${v}`)])),
      box("type", "money.scope", types.map((v) => [v, term("disclosure_type", v)])),
      box("year", "column.year", years.map((v) => [v, v === "0" ? "—" : v])),
      box("agency", "money.agency", [["", text("list.all")], ...agencies.map((v) => [v, v])]),
      levels.length ? box("level", "money.level", levels.map((_, n) => [String(n + 1), text(`money.level.${n + 1}`)])) : null,
    ].filter(Boolean));
    if (focus) document.querySelector(`[data-choice="${focus}"]`)?.focus();
    const groups = sums(chosen);
    const total = groups.reduce((sum, group) => sum + group.cents, 0);
    const count = unique(chosen.map((f) => f.document.slug)).length;
    document.getElementById("sum").replaceChildren(
      `${text("money.total")} `, node("strong", { "data-total": total }, yuan(total)), ` 元 · ${text("column.document")} ${count}`);
    table(groups, total);
    const top = groups.slice(0, TOP);
    gongkaiCharts.bars("money-chart", {
      labels: top.map((group) => group.name.length > 14 ? group.name.slice(0, 13) + "…" : group.name), horizontal: true,
      series: [{ label: text("money.chart", top.length), data: top.map((group) => group.cents / 1e6) }],
    });
    left();
  }

  function table(groups, total) {
    const share = (cents) => total ? `${(cents * 100 / total).toFixed(1)} %` : "";
    const head = ["column.code", "column.name", "column.yuan", "column.share", "column.lines"];
    document.getElementById("list").replaceChildren(node("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": text("nav.money") },
      node("table", { class: "list" },
        node("caption", {}, `${text(`money.${choice.system}`)} · ${term("disclosure_type", choice.type)} · ${choice.year}${choice.agency ? " · " + choice.agency : ""}`),
        node("thead", {}, node("tr", {}, ...head.map((key) => node("th", { scope: "col" }, text(key))))),
        node("tbody", {}, ...groups.map((group) => node("tr", { "data-cents": group.cents },
          node("td", { class: "code" }, group.code), node("th", { scope: "row" }, group.name),
          node("td", { class: "n" }, yuan(group.cents)), node("td", { class: "n" }, share(group.cents)),
          node("td", { class: "n" }, String(group.lines))))))));
  }

  function left() {
    const out = excluded.filter(([, system]) => system === choice.system);
    document.getElementById("excluded").replaceChildren(...(out.length ? [
      node("h2", {}, text("money.excluded")),
      node("ul", {}, ...out.slice(0, 100).map(([n, , reason]) => node("li", {},
        node("a", { href: address(`documents/${documents[n].slug}.html#tables`) }, documents[n].title),
        ` ${documents[n].agency} ${documents[n].year ?? ""}：${reasons[reason][english() ? 1 : 0]}`))),
    ] : []));
  }

  if (!shards.length) document.getElementById("sum").textContent = text("site.empty");
  else {
    gongkai.changed(() => show());
    show();
  }
})();
