// What a page loads, compressed, beside `sizes.json`: fails where it grew by more than 3 %.
//
//   node sizes.mjs            compares
//   node sizes.mjs --write    writes it, and the table in README.md, anew

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const GROWTH = 1.03;
const here = (path) => new URL(path, import.meta.url);

const found = {};
for (const flavour of ["full", "lite"]) {
  const folder = here(`../pkg/${flavour}/`);
  const library = readFileSync(new URL("standard-library.txt", folder), "utf8").trim();
  if (library !== "small") {
    console.log(`sizes: NOT COMPARED, ${flavour} was built with the standard library "${library}"`);
    process.exit();
  }
  const sizes = (of) => {
    const files = readdirSync(folder).filter(of).map((name) => readFileSync(new URL(name, folder)));
    const sum = (list) => list.reduce((sum, file) => sum + file.length, 0);
    return { raw: sum(files), gzip: sum(files.map((file) => gzipSync(file, { level: 9 }))) };
  };
  found[flavour] = {
    wasm: sizes((name) => name.endsWith(".wasm")),
    js: sizes((name) => name.endsWith(".js") && name !== "node.js"),
  };
}

if (process.argv.includes("--write")) {
  writeFileSync(here("sizes.json"), `${JSON.stringify(found, null, 2)}\n`);
  const kilobytes = (bytes) => (bytes / 1000).toFixed(0);
  const rows = Object.entries(found).map(([flavour, { wasm, js }]) =>
    `| \`${flavour}\` | ${kilobytes(wasm.raw)} | **${kilobytes(wasm.gzip)}** | ${kilobytes(js.raw)} | ${kilobytes(js.gzip)} |`,
  );
  const head = "| build | wasm, KB | gzip | JavaScript, KB | gzip |\n|---|--:|--:|--:|--:|";
  const page = readFileSync(here("../README.md"), "utf8");
  const parts = page.split(/(<!-- sizes: (?:begin|end) -->)/);
  parts[2] = `\n${head}\n${rows.join("\n")}\n`;
  writeFileSync(here("../README.md"), parts.join(""));
  process.exit();
}

const known = JSON.parse(readFileSync(here("sizes.json"), "utf8"));
for (const [flavour, parts] of Object.entries(found)) {
  for (const [part, { gzip }] of Object.entries(parts)) {
    const was = known[flavour][part].gzip;
    const grown = ((gzip / was - 1) * 100).toFixed(1);
    console.log(`${flavour} ${part}: ${gzip} bytes compressed, ${grown} % on ${was}`);
    if (gzip > was * GROWTH) process.exitCode = 1;
  }
}
if (process.exitCode) console.error("it grew by more than 3 %: `sizes.mjs --write` accepts it");
