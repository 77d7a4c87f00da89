"use strict";
// Chooses the language before anything is shown: the address (?lang=en), then what was chosen before.
(() => {
  const asked = new URLSearchParams(location.search).get("lang");
  let known = null;
  try { known = localStorage.getItem("gongkai-language"); } catch { /* storage may be off for folders */ }
  const language = asked === "en" || asked === "zh" ? asked : known === "en" ? "en" : "zh";
  document.documentElement.dataset.lang = language;
  document.documentElement.lang = language === "en" ? "en" : "zh-CN";
})();
