"use strict";
// Loads the chunks of a list as scripts: pages opened from a folder can't fetch files.
const gongkaiLists = (() => {
  const asked = new Map();

  function load(file, name = file) {
    if (!asked.has(file)) {
      asked.set(file, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `data/${file}.js`;
        script.onload = () => resolve(gongkaiData[name]);
        script.onerror = () => reject(new Error(file));
        document.head.append(script);
      }));
    }
    return asked.get(file);
  }

  // Rows in full: repeated texts are stored once per chunk and referred to as [index].
  function unpack({ t, r }) {
    return r.map((row) => row.map((value) => Array.isArray(value) ? t[value[0]] : value));
  }

  async function chunk(name, n) {
    return unpack(await load(`${name}-${n}`));
  }

  async function rows(name) {
    const { chunks } = await load(name);
    return (await Promise.all(Array.from({ length: chunks }, (_, n) => chunk(name, n)))).flat();
  }

  const DOCUMENT = ["slug", "title", "file", "type", "year", "agency", "region", "quality", "tables", "forms",
    "amounts", "errors", "others", "passed", "used", "rejects", "of"];

  async function documents() {
    return (await rows("documents")).map((row) => Object.fromEntries(DOCUMENT.map((name, n) => [name, row[n]])));
  }

  return { load, chunk, rows, documents };
})();
