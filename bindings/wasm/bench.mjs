// What the boundary costs: `node bindings/wasm/bench.mjs`, after `bindings/wasm/build` and
// `cargo run --release -p scimrules-benches --bin users target/users`.
//
// The same work by scimrules and by hand, on the same users; the outcome is compared before anything
// is measured, and 0 rounds measure nothing: `bench.mjs pkg/full/node.js 0`. All ways take turns; shown is the median of the rounds, in processor time.

import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { decide as byHand } from "../../benches/peers/node/by_hand.js";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const { Rules } = await import(new URL(process.argv[2] ?? "pkg/full/node.js", import.meta.url));
const ROUNDS = Number(process.argv[3] ?? 7);
const MICROSECONDS = 150_000;

const rules = Rules.compile(read("benches/work/mapping.rules"));
const users = Object.fromEntries(
  ["small", "typical", "large", "stream"].map((name) => [name, read(`target/users/${name}`).split("\n")]),
);
const bytes = new Map(Object.values(users).flat().map((text) => [text, new TextEncoder().encode(text)]));

const ways = [
  ["text to text", "by hand", String, (text) => JSON.stringify(byHand(JSON.parse(text)))],
  ["text to text", "`decideText`", String, (text) => rules.decideText(text)],
  ["text to text", "`decideText` of bytes", (text) => bytes.get(text), (text) => rules.decideText(text)],
  ["text to object", "by hand", String, (text) => byHand(JSON.parse(text))],
  ["text to object", "`decide`", String, (text) => rules.decide(text)],
  ["text to object", "`decide`, with `current`", String, (text) => rules.decide(text, { current: null })],
  ["object to object", "by hand", JSON.parse, byHand],
  ["object to object", "`decide`", JSON.parse, (user) => rules.decide(user)],
  ["object to object", "`explain`", JSON.parse, (user) => rules.explain(user).decision],
];
const many = ["text to object", "`decideMany`, NDJSON"];

for (const texts of Object.values(users)) {
  for (const text of texts.slice(0, 200)) {
    const expected = byHand(JSON.parse(text));
    for (const [kind, name, take, decide] of ways) {
      const found = decide(take(text));
      const value = typeof found === "string" ? JSON.parse(found) : found;
      if (!isDeepStrictEqual(value, expected)) {
        throw new Error(`${kind}, ${name} differs: ${JSON.stringify(value)}, not ${JSON.stringify(expected)}`);
      }
    }
  }
}

if (ROUNDS === 0) process.exit();

/** Microseconds of processor time a user. */
function measure(step, count) {
  const start = process.cpuUsage();
  for (let done = 0; ; ) {
    step();
    done += count;
    const { user, system } = process.cpuUsage(start);
    if (user + system >= MICROSECONDS) return (user + system) / done;
  }
}

const times = new Map();
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, texts] of Object.entries(users)) {
    const repeated = Array.from({ length: Math.ceil(200 / texts.length) }, () => texts).flat();
    const note = (kind, way, time) => {
      const key = `| ${kind} | ${way} |`;
      const row = times.get(key) ?? times.set(key, {}).get(key);
      if (round) (row[name] ??= []).push(time);
    };
    for (const [kind, way, take, decide] of ways) {
      const given = repeated.map(take);
      note(kind, way, measure(() => given.forEach((one) => decide(one)), given.length));
    }
    const lines = repeated.join("\n");
    note(...many, measure(() => rules.decideMany(lines), repeated.length));
  }
}

const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const names = Object.keys(users);
console.log(`| from and to | way |${names.map((name) => ` ${name} µs | × |`).join("")}`);
console.log(`|---|---|${"--:|--:|".repeat(names.length)}`);
for (const kind of ["text to text", "text to object", "object to object"]) {
  const hand = times.get(`| ${kind} | by hand |`);
  for (const [key, row] of times) {
    if (!key.startsWith(`| ${kind} |`)) continue;
    const cells = names.map((name) => {
      const time = median(row[name]);
      return ` ${time.toFixed(1)} | ${(time / median(hand[name])).toFixed(2)} |`;
    });
    console.log(`${key}${cells.join("")}`);
  }
}
console.log(`\nNode ${process.versions.node}, medians of ${ROUNDS} rounds.`);
