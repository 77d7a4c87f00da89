"use strict";
// Shared by all pages: words in the chosen language, building nodes from text, switching the language.
const gongkai = (() => {
  const words = () => gongkaiData.text;
  const english = () => document.documentElement.dataset.lang === "en";
  const listeners = [];

  function text(key, ...values) {
    const found = words()[key];
    if (!found) return key;
    return values.reduce((said, value, n) => said.replace(`{${n}}`, value), found[english() ? 1 : 0]);
  }

  // The words of a coded value; a value without words is shown as it is.
  function term(group, value) {
    const found = words()[`${group}.${value}`];
    return found ? found[english() ? 1 : 0] : String(value ?? "");
  }

  // The title of a rule; its id where the catalogue doesn't have it.
  function rule(id) {
    const found = gongkaiData.rules[id];
    return found ? found[english() ? 1 : 0] : id;
  }

  // Everything that comes from a document enters the page as text, never as markup.
  function node(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  }

  // A decimal given as text, with thousands separators; no arithmetic, so nothing is lost.
  function figure(value) {
    const said = String(value ?? "");
    const parts = /^([-+]?)(\d+)(\.\d+)?$/.exec(said);
    return parts ? parts[1] + parts[2].replace(/\B(?=(\d{3})+$)/g, ",") + (parts[3] ?? "") : said;
  }

  // Links keep the language, also where storage is off.
  function address(path) {
    const [file, anchor] = path.split("#");
    return file + (english() ? "?lang=en" : "?lang=zh") + (anchor ? "#" + anchor : "");
  }

  function apply() {
    for (const labelled of document.querySelectorAll("[data-label]")) {
      labelled.setAttribute("aria-label", text(labelled.dataset.label));
    }
    for (const listener of listeners) listener();
  }

  function change() {
    const language = english() ? "zh" : "en";
    document.documentElement.dataset.lang = language;
    document.documentElement.lang = language === "en" ? "en" : "zh-CN";
    try { localStorage.setItem("gongkai-language", language); } catch { /* the address carries it */ }
    apply();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.getAttribute("href").startsWith("#") || link.hasAttribute("download")) return;
    link.setAttribute("href", address(link.getAttribute("href").replace(/\?lang=\w+/, "")));
  }, true);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-search-page]")) return;
    event.preventDefault();
    location.href = address(`${document.body.dataset.root}search.html#q=${encodeURIComponent(event.target.elements.q.value)}`);
  });
  document.getElementById("language").addEventListener("click", change);
  document.addEventListener("DOMContentLoaded", () => {
    document.getElementById("built").textContent = gongkaiData.site.built_at;
    apply();
  });

  return { text, term, rule, node, figure, address, english, changed: (listener) => listeners.push(listener) };
})();
