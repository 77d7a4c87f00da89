"use strict";
// A document's page: where each number comes from, what checks it, and moving among numbers by keyboard.
(() => {
  const { text, term, rule, node, figure } = gongkai;
  const { facts, texts, checks, elsewhere, extra } = gongkaiData.document;
  const panel = document.getElementById("panel");
  const RULE = 0, STATUS = 1, SEVERITY = 2, ATTRIBUTION = 3, SCOPE = 4, STATED = 5, EXPECTED = 6, DIFFERENCE = 7,
    TOLERANCE = 8, UNIT = 9, EXPLANATION = 10, EVIDENCE = 11, EXTRA = 12, SUSPECT = 13, KEY = 14;
  const MOST = 60, MOST_SHEETS = 3;
  const at = new Map(checks.map((check) => [check[KEY], check]));
  const used = new Map();
  checks.forEach((check, number) => {
    for (const key of check[EVIDENCE]) used.set(key, [...(used.get(key) ?? []), number]);
  });
  let opened = null;
  let from = null;

  // A fact with its label in one piece; the parts of labels are shared texts.
  function known(key) {
    if (!facts[key]) return [key, "", ""];
    const [parts, ...rest] = facts[key];
    return [parts.map((part) => texts[part]).join(" · "), ...rest];
  }

  function verdict(check) {
    if (check[STATUS] === "pass") return /[1-9]/.test(check[DIFFERENCE] ?? "") ? "rounding" : "ok";
    if (check[STATUS] !== "fail") return "unchecked";
    return { error: "wrong", rounding: "rounding" }[check[SEVERITY]] ?? "notice";
  }

  function where([page, first, last, box, cell]) {
    const lines = last && last !== first ? `${first}–${last}` : first;
    return [page ? text("panel.page", page) : "", first && !box && !cell ? text("panel.line", lines) : "", cell ?? ""].filter(Boolean).join(" · ");
  }

  function drawn(name, attributes, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // The page as printed with facts boxed: near them first, the whole width on request. Nothing where there is no picture.
  function sheet(page, keys, current) {
    const strip = gongkaiData.pages?.[page];
    if (!strip) return null;
    const [left, top, width, height] = strip;
    const boxes = keys.map((key) => [key, facts[key][4][3]]);
    const edge = (n, pick) => pick(...boxes.map(([, box]) => box[n]));
    const [x0, y0, x1, y1] = [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)];
    const within = (low, size, from, all) => Math.max(from, Math.min(low, from + all - size));
    const w = Math.min(width, Math.max(420, x1 - x0 + 40)), h = Math.min(height, Math.max(120, y1 - y0 + 60));
    const near = [within((x0 + x1 - w) / 2, w, left, width), within((y0 + y1 - h) / 2, h, top, height), w, h].join(" ");
    const whole = strip.join(" ");
    const said = keys.map((key) => figure(facts[key][1])).join("、");
    const picture = drawn("svg", { class: "sheet", viewBox: near, role: "img", "aria-label": text("panel.sheet", page, said) },
      drawn("image", { href: `../pictures/${panel.dataset.slug}/${page}.png`, x: left, y: top, width, height }),
      ...boxes.map(([key, box]) => drawn("rect", { class: key === current ? "here" : "operand", x: box[0] - 1.5, y: box[1] - 1.5,
        width: box[2] - box[0] + 3, height: box[3] - box[1] + 3 })));
    const turn = (event) => {
      const wide = picture.getAttribute("viewBox") !== whole;
      picture.setAttribute("viewBox", wide ? whole : near);
      event.currentTarget.textContent = text(wide ? "panel.near" : "panel.wide");
    };
    return node("figure", { class: "sheet" }, picture, node("figcaption", {}, text("panel.page", page), " ",
      near === whole ? null : node("button", { type: "button", onclick: turn }, text("panel.wide")),
      panel.dataset.whole ? node("a", { href: `${panel.dataset.whole}/${page}` }, text("panel.beside")) : null));
  }

  // Both sides of a check, next to each other where they stand on one page.
  function sheets(keys, current) {
    const pages = new Map();
    for (const key of keys) {
      const [page, , , box] = facts[key]?.[4] ?? [];
      if (page && box) pages.set(page, [...(pages.get(page) ?? []), key]);
    }
    return [...pages].slice(0, MOST_SHEETS).map(([page, found]) => sheet(page, found, current)).filter(Boolean);
  }

  function pair(key, value) {
    return value ? [node("dt", {}, text(key)), node("dd", {}, value)] : [];
  }

  function operand(key, current) {
    if (elsewhere[key]) {
      const [label, printed, unit, title] = elsewhere[key];
      const [slug, anchor] = key.split("#");
      return node("li", {}, node("a", { href: gongkai.address(`${slug}.html#${anchor}`) }, `${title} · ${label}`),
        ` ${figure(printed)} ${unit} (${text("panel.elsewhere")})`);
    }
    const [label, printed, unit] = known(key);
    const said = `${figure(printed)} ${unit}`;
    if (key === current) return node("li", {}, node("strong", {}, `${label} ${said}`), ` (${text("panel.this")})`);
    return node("li", {}, node("a", { href: `#${key}` }, label || key), ` ${said}`);
  }

  function detail(name, value) {
    const said = gongkaiData.text[`detail.${name}`] ? text(`detail.${name}`) : extra[name];
    if (value === true) return said;
    return `${said}：${name === "candidate_kind" ? term(name, value) : figure(value)}`;
  }

  function checkBox(check, current) {
    const formula = gongkaiData.rules[check[RULE]]?.[2];
    const unit = check[UNIT] ?? "";
    const sums = [["column.stated", STATED], ["column.expected", EXPECTED], ["column.difference", DIFFERENCE], ["column.tolerance", TOLERANCE]]
      .filter(([, at]) => check[at] !== null).map(([key, at]) => `${text(key)} ${figure(check[at])}`).join(" · ");
    const keys = check[EVIDENCE];
    return node("div", { class: `check r-${verdict(check)}`, "data-key": check[KEY] },
      node("p", {}, node("strong", {}, { ok: "✓ ", wrong: "✗ ", rounding: "≈ ", notice: "! " }[verdict(check)] ?? "· ",
        term("status", check[STATUS])), check[STATUS] === "fail" ? ` · ${term("severity", check[SEVERITY])}` : "", " · ",
        node("a", { href: gongkai.address(`../rules.html#${check[RULE]}`) }, rule(check[RULE]))),
      formula ? node("p", { class: "note", lang: "zh-CN" }, formula) : null,
      node("p", { lang: "zh-CN" }, check[EXPLANATION] || check[SCOPE] || ""),
      sums ? node("p", { class: "note" }, `${sums} ${unit}`) : null,
      check[ATTRIBUTION] ? node("p", { class: "note" }, `${text("attribution")}：${term("attribution", check[ATTRIBUTION])}`) : null,
      ...Object.entries(check[EXTRA]).map(([name, value]) => node("p", { class: "note" }, detail(name, value))),
      check[SUSPECT] ? node("p", {}, text("panel.suspect"), node("ul", { class: "operands" }, operand(check[SUSPECT], current))) : null,
      node("p", { class: "note" }, text("panel.operands")),
      node("ul", { class: "operands" }, ...keys.slice(0, MOST).map((key) => operand(key, current)),
        keys.length > MOST ? node("li", {}, text("panel.more", keys.length - MOST)) : null));
  }

  function mark(shown, current) {
    const keys = shown.flatMap((check) => check[EVIDENCE]);
    for (const old of document.querySelectorAll(".fact.current, .fact.operand, .fact.suspect")) old.classList.remove("current", "operand", "suspect");
    for (const key of keys) document.getElementById(key)?.classList.add("operand");
    for (const check of shown) document.getElementById(check[SUSPECT])?.classList.add("suspect");
    const here = current && document.getElementById(current);
    here?.classList.remove("operand");
    here?.classList.add("current");
  }

  function fill(title, body) {
    const shut = node("button", { type: "button", class: "close", onclick: close }, text("panel.close"));
    panel.replaceChildren(shut, node("h2", { id: "panel-title" }, title), ...body);
    panel.hidden = false;
    panel.scrollTop = 0;
    document.body.classList.add("has-panel");
  }

  function showFact(key) {
    const [label, printed, unit, amount, place, source, repair] = known(key);
    const numbers = used.get(key) ?? [];
    const order = ["wrong", "notice", "rounding", "ok", "unchecked"];
    const sorted = numbers.map((n) => checks[n]).sort((a, b) => order.indexOf(verdict(a)) - order.indexOf(verdict(b)));
    fill(text("panel.title"), [
      node("p", {}, label), node("p", { class: "figure" }, `${figure(printed)} ${unit}`),
      node("dl", {}, ...(amount && unit !== "元" ? pair("panel.yuan", amount) : []), ...pair("panel.place", where(place)),
        ...pair("panel.repair", repair)),
      ...sheets([key], key),
      node("p", { class: "note" }, text("panel.source")), node("blockquote", {}, texts[source]),
      node("h3", {}, `${text("panel.checks")} (${sorted.length})`),
      ...(sorted.length ? sorted.map((check) => checkBox(check, key)) : [node("p", {}, text("panel.nochecks"))]),
    ]);
    mark(sorted, key);
  }

  function showCheck(check) {
    fill(rule(check[RULE]), [...sheets(check[EVIDENCE], check[SUSPECT]), checkBox(check, null)]);
    mark([check], null);
  }

  function open(target, focus = true) {
    const check = at.get(target);
    if (!check && !facts[target]) return;
    opened = target;
    from = document.activeElement === document.body || panel.contains(document.activeElement) ? from : document.activeElement;
    if (check) showCheck(check);
    else showFact(target);
    const shown = check ? check[EVIDENCE].find((key) => document.getElementById(key)?.matches(".fact")) ?? target : target;
    const there = document.getElementById(shown);
    for (const folded of [document.getElementById(target)?.closest("details"), there?.closest("details")]) {
      if (folded) folded.open = true;
    }
    there?.scrollIntoView({ block: "center", inline: "nearest" });
    if (focus) panel.focus({ preventScroll: true });
  }

  function close() {
    panel.hidden = true;
    document.body.classList.remove("has-panel");
    mark([], null);
    const button = opened && document.getElementById(opened)?.querySelector("button");
    (button ?? from)?.focus();
    opened = null;
    history.replaceState(null, "", location.pathname + location.search);
  }

  // One stop for the tab key per table; arrow keys move among its numbers.
  function roving(table) {
    const buttons = [...table.querySelectorAll(".fact button")];
    buttons.forEach((button, n) => { button.tabIndex = n ? -1 : 0; });
  }

  function step(button, key) {
    const table = button.closest("table");
    if (!table) return null;
    const rows = [...table.tBodies[0].rows];
    const row = button.closest("tr");
    const inRow = [...row.querySelectorAll(".fact button")];
    if (key === "ArrowRight" || key === "ArrowLeft") {
      const next = inRow[inRow.indexOf(button) + (key === "ArrowRight" ? 1 : -1)];
      if (next) return next;
    }
    const down = key === "ArrowDown" || key === "ArrowRight" ? 1 : -1;
    const left = button.getBoundingClientRect().right;
    for (let at = rows.indexOf(row) + down; at >= 0 && at < rows.length; at += down) {
      const there = [...rows[at].querySelectorAll(".fact button")];
      if (!there.length) continue;
      if (key === "ArrowRight") return there[0];
      if (key === "ArrowLeft") return there.at(-1);
      return there.reduce((a, b) => Math.abs(b.getBoundingClientRect().right - left) < Math.abs(a.getBoundingClientRect().right - left) ? b : a);
    }
    return null;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const fact = button?.closest(".fact");
    if (fact) {
      history.replaceState(null, "", `#${fact.id}`);
      from = button;
      open(fact.id);
    } else if (button?.dataset.check) {
      from = button;
      history.replaceState(null, "", `#${button.dataset.check}`);
      open(button.dataset.check);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
    const button = event.target.closest?.(".fact button");
    if (!button || !event.key.startsWith("Arrow")) return;
    const next = step(button, event.key);
    if (!next) return;
    event.preventDefault();
    for (const other of button.closest("table").querySelectorAll(".fact button[tabindex='0']")) other.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  for (const table of document.querySelectorAll("table")) roving(table);
  // A link to a whole table leads there; only a number or a check has something to show.
  const follow = () => {
    const target = decodeURIComponent(location.hash.slice(1));
    if (!document.getElementById(target)?.matches("section")) open(target);
  };
  addEventListener("hashchange", follow);
  gongkai.changed(() => { if (!panel.hidden && opened) open(opened, false); });
  // After the browser has gone to the anchor by itself.
  if (location.hash) addEventListener("load", () => setTimeout(follow));
})();
