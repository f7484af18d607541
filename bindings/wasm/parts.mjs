// What the package's space goes to: `node bindings/wasm/parts.mjs`, after `bindings/wasm/build`; `lite` or
// `full` for one of them, `--write` for the table in README.md.
//
// A function belongs to the crate that it is made for, which is the first in its name that is not of the
// standard library; a table to the crate that it was compiled in, by the map of the linker. Each part is
// compressed by itself.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const PARTS = {
  "the engine": ["scimrules", "bumpalo", "strsim", "base64", "sha2", "digest", "block_buffer", "hybrid_array", "rust_iso3166", "phf", "phf_shared", "siphasher", "wide", "stacker"],
  "the grammar, with what pest makes of the rules": ["scimrules_grammar", "pest", "ucd_trie", "unicode_width"],
  "regular expressions: parser, machine, properties of letters": ["regex", "regex_automata", "regex_syntax"],
  "scripts": ["rhai", "ahash", "smartstring", "smallvec", "thin_vec", "num_traits", "once_cell", "bitflags", "web_time"],
  "what JavaScript calls": ["scimrules_wasm", "wasm_bindgen", "js_sys", "futures_util", "futures_core", "futures_task"],
  "dates": ["jiff", "jiff_core"],
  "JSON": ["serde_json", "serde", "serde_core", "itoa", "zmij", "memchr", "simdutf8", "indexmap"],
  "letters: in ASCII, normal forms, clusters, without case": ["unicode_normalization", "unicode_segmentation", "caseless", "tinyvec"],
  "time zones and telephone numbers": [],
  "the standard library: memory, texts, numbers, upper and lower case": ["core", "alloc", "std", "hashbrown", "foldhash", "compiler_builtins", "dlmalloc", "std_detect", "rustc_demangle"],
};
const STANDARD = Object.keys(PARTS).at(-1);
const OTHERS = "others";
const part = new Map(Object.entries(PARTS).flatMap(([part, crates]) => crates.map((crate) => [crate, part])));

/** Tables of the engine that are parts of their own, by files that hold them and modules that do. */
const TABLES = {
  "letters: in ASCII, normal forms, clusters, without case": ["letters"],
  "time zones and telephone numbers": ["zone", "phone"],
};
const here = (path) => new URL(path, import.meta.url);
const support = "../../core/src/functions/support/";
const files = Object.entries(TABLES).flatMap(([part, folders]) =>
  folders.flatMap((folder) =>
    readdirSync(here(`${support}${folder}`))
      .filter((name) => /\.(txt|bin)$/.test(name))
      .map((name) => [part, readFileSync(here(`${support}${folder}/${name}`))]),
  ),
);

/** Sections of a module, by their numbers; a custom one by its name. */
function sections(wasm) {
  let at = 8;
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = wasm[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const text = () => {
    const length = number();
    return wasm.toString("utf8", at, (at += length));
  };
  const found = { functions: [], names: new Map(), imported: 0 };
  while (at < wasm.length) {
    const id = wasm[at++];
    const size = number();
    const end = at + size;
    if (id === 2) {
      for (let left = number(); left > 0; left--) {
        text(), text();
        // Only functions are imported.
        if (wasm[at++] !== 0) throw new Error("an import that is no function");
        number();
        found.imported++;
      }
    } else if (id === 10) {
      for (let left = number(); left > 0; left--) {
        const length = number();
        found.functions.push(wasm.subarray(at, (at += length)));
      }
    } else if (id === 0 && text() === "name") {
      while (at < end) {
        const kind = wasm[at++];
        const behind = number() + at;
        if (kind === 1) for (let left = number(); left > 0; left--) found.names.set(number(), text());
        at = behind;
      }
    }
    at = end;
  }
  return found;
}

const standard = new Set(PARTS[STANDARD]);
/** The part of the first crate that is not of the standard library. */
function owner(crates) {
  const crate = crates.find((crate) => !standard.has(crate));
  return crate === undefined ? STANDARD : (part.get(crate) ?? OTHERS);
}

/** The part of a function, by its name as a person writes it: `<crate[1f]::Type>::call`. */
function ofFunction(name = "") {
  return owner([...name.matchAll(/\b([a-z_][a-z_0-9]*)\[[0-9a-f]+\]/g)].map(([, crate]) => crate));
}

/** The crates of a symbol: `_RNvNtCsgatcez4GLHE_9scimrules5value`. */
function cratesOf(symbol) {
  return [...symbol.matchAll(/Cs[0-9A-Za-z]*_(\d+)(\w+)/g)].map(([, length, rest]) => rest.slice(0, Number(length)));
}

const compiled = here("../../target/wasm32-unknown-unknown/wasm/deps/");
/** The crates that were compiled, by their names. */
const libraries = readdirSync(compiled)
  .filter((name) => name.endsWith(".rlib"))
  .map((name) => [name.replace(/^lib(.*)-[0-9a-f]+\.rlib$/, "$1"), readFileSync(new URL(name, compiled))]);
const crates = new Map();
/** The crate where a table without a name was compiled: the library that has its number. */
function crateOf(number) {
  if (!crates.has(number)) crates.set(number, libraries.find(([, library]) => library.includes(number))?.[0]);
  return crates.get(number) ?? "";
}

function ofTable(symbol, bytes) {
  const file = files.find(([, file]) => bytes.length > 1000 && file.includes(bytes.subarray(8)));
  if (file) return file[0];
  for (const [part, folders] of Object.entries(TABLES)) {
    if (folders.some((folder) => symbol.includes(`7support${folder.length}${folder}`))) return part;
  }
  const anonymous = /anon\.([0-9a-f]{32})/.exec(symbol);
  return owner(anonymous ? [crateOf(anonymous[1])] : cratesOf(symbol));
}

/** The tables of a linked module: what the map tells of its last section. */
function* tables(linked, map) {
  const lines = map.slice(map.indexOf(" DATA\n")).split("\n");
  for (const line of lines) {
    // A piece of a file is indented by eight, what is in it by more.
    const [, offset, size, symbol] =
      /^ *[0-9a-f]+ +([0-9a-f]+) +([0-9a-f]+) {9}\S.*:?\((\.(?:ro)?data\S*)\)$/.exec(line) ?? [];
    if (symbol) {
      const start = parseInt(offset, 16);
      yield [symbol, linked.subarray(start, start + parseInt(size, 16))];
    }
  }
}

function table(flavour) {
  const read = (name) => readFileSync(here(`../../target/parts/${flavour}${name}`));
  const code = new Map();
  const data = new Map();
  const add = (to, part, bytes) => (to.get(part) ?? to.set(part, []).get(part)).push(bytes);
  const { functions, names, imported } = sections(read(".wasm"));
  functions.forEach((body, index) => add(code, ofFunction(names.get(imported + index)), body));
  for (const [symbol, bytes] of tables(read(".linked.wasm"), read(".map").toString())) {
    add(data, ofTable(symbol, bytes), bytes);
  }
  if (names.size === 0 || data.size === 0) throw new Error(`${flavour} was built without names or without a map`);
  const size = (list) => (list ? gzipSync(Buffer.concat(list), { level: 9 }).length / 1000 : 0);
  const shown = (size) => (size < 0.5 ? "" : size.toFixed(0));
  const rows = [...Object.keys(PARTS), OTHERS]
    .map((part) => [part, size(code.get(part)), size(data.get(part))])
    .filter(([, code, data]) => code + data >= 0.5)
    .sort((a, b) => b[1] + b[2] - a[1] - a[2]);
  const unknown = rows.find(([part]) => part === OTHERS);
  // A new crate belongs to one of the parts.
  if (unknown && unknown[1] + unknown[2] > 5) throw new Error(`${unknown[1] + unknown[2]} KB belong to no part`);
  const lines = rows.map(([part, code, data]) => `| ${part} | ${shown(code)} | ${shown(data)} |`);
  return [`| part of \`${flavour}\`, KB | code | tables and texts |`, "|---|--:|--:|", ...lines].join("\n");
}

const options = process.argv.slice(2);
const flavours = options.filter((option) => !option.startsWith("--"));
const shown = (flavours.length ? flavours : ["lite"]).map(table).join("\n\n");
if (options.includes("--write")) {
  const page = here("README.md");
  const parts = readFileSync(page, "utf8").split(/(<!-- parts: (?:begin|end) -->)/);
  parts[2] = `\n${shown}\n`;
  writeFileSync(page, parts.join(""));
} else {
  console.log(shown);
}
