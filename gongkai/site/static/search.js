"use strict";
// The index is in shards: what is loaded are the pairs of letters that are asked for, and the entries that have them all.
(async () => {
  const { text, node, address } = gongkai;
  const KINDS = ["agency", "document", "finding", "project", "indicator"];
  const SIZE = 40;
  const form = document.getElementById("ask");
  const said = document.getElementById("said");
  const found = document.getElementById("found");
  const index = await gongkaiLists.load("search");
  let turn = 0;

  const plain = (word) => word.toLowerCase().replace(/[\s\p{P}\p{S}]/gu, "");
  const pairs = (word) => Array.from({ length: [...word].length - 1 }, (_, n) => [...word].slice(n, n + 2).join(""));
  const shard = (pair) => ([...pair][0].codePointAt(0) * 31 + [...pair][1].codePointAt(0)) % index.shards;

  async function having(pair) {
    const steps = (await gongkaiLists.load(`search-${shard(pair)}`))[pair] ?? [];
    let entry = 0;
    return steps.map((step) => { entry += step; return entry; });
  }

  async function candidates(words) {
    const lists = await Promise.all([...new Set(words.flatMap(pairs))].map(having));
    lists.sort((a, b) => a.length - b.length);
    return lists.slice(1).reduce((kept, list) => { const there = new Set(list); return kept.filter((n) => there.has(n)); }, lists[0] ?? []);
  }

  async function entries(numbers) {
    const chunks = new Map();
    for (const n of new Set(numbers.map((number) => Math.floor(number / index.size)))) chunks.set(n, gongkaiLists.chunk("search-entries", n));
    return Promise.all(numbers.map(async (n) => (await chunks.get(Math.floor(n / index.size)))[n % index.size]));
  }

  function item([, name, detail, target], words) {
    const parts = [];
    let rest = name;
    while (rest) {
      const hits = words.map((word) => [rest.toLowerCase().indexOf(word), word.length]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0]);
      if (!hits.length) break;
      const [at, length] = hits[0];
      parts.push(rest.slice(0, at), node("mark", {}, rest.slice(at, at + length)));
      rest = rest.slice(at + length);
    }
    return node("li", {}, node("a", { href: address(target), lang: "zh-CN" }, ...parts, rest), " ", node("span", { class: "note" }, detail));
  }

  async function show(numbers, words, from, mine) {
    const rows = (await entries(numbers.slice(from, from + SIZE))).filter((row) => words.every((word) => row[4].includes(word)));
    if (mine !== turn) return;
    for (const row of rows) {
      const kind = KINDS[row[0]];
      if (!found.querySelector(`[data-kind="${kind}"]`)) {
        found.append(node("section", { "data-kind": kind }, node("h2", {}, text(`search.${kind}`)), node("ul", { class: "results" })));
      }
      found.querySelector(`[data-kind="${kind}"] ul`).append(item(row, words));
    }
    if (from + SIZE < numbers.length) {
      const more = node("button", { type: "button", onclick: () => { more.remove(); show(numbers, words, from + SIZE, mine); } }, text("search.more"));
      found.append(more);
    }
  }

  async function ask(query) {
    const mine = ++turn;
    const words = query.split(/\s+/).map(plain).filter(Boolean);
    found.replaceChildren();
    if (words.every((word) => [...word].length < 2)) { said.textContent = text("search.lead"); return; }
    const numbers = await candidates(words.filter((word) => [...word].length > 1));
    if (mine !== turn) return;
    said.textContent = numbers.length ? text("list.count", numbers.length.toLocaleString("en")) : text("list.none");
    await show(numbers, words, 0, mine);
  }

  function start() {
    const query = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
    if (document.activeElement !== form.elements.q) form.elements.q.value = query;
    return ask(query);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.q.addEventListener("input", () => {
    history.replaceState(null, "", location.pathname + location.search + "#" + new URLSearchParams({ q: form.elements.q.value }));
    ask(form.elements.q.value);
  });
  addEventListener("hashchange", start);
  gongkai.changed(start);
  await start();
  form.elements.q.focus();
})();
