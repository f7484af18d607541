// What the boundary costs: `node bindings/wasm/bench.mjs`, after `bindings/wasm/build`,
// `cargo build --release -p scimrules-benches --bins` and `target/release/users target/users`.
//
// The same work by scimrules and by hand, on the same users; the outcome is compared before anything
// is measured, and 0 rounds measure nothing: `bench.mjs pkg/full/node.js 0`. All ways take turns; shown is
// the least of the rounds, in processor time: what others do on the machine only adds.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { decide as byHand } from "../../benches/peers/node/by_hand.js";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const entry = new URL(process.argv[2] ?? "pkg/full/node.js", import.meta.url);
const { Rules } = await import(entry);
const { put, answer } = await import(new URL("crossing.js", entry));
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
// In and out again, and nothing is decided.
const crossing = ["text to text", "the crossing alone", (text) => (put(text), answer())];
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

const native = new URL("../../target/release/repeat", import.meta.url);

/** Microseconds of a decision by the core, from bytes to bytes, without JavaScript. */
function core(name) {
  const times = { small: 20_000, typical: 10_000, large: 2_000, "stream-100": 100 }[name];
  const took = (times) => {
    const start = process.hrtime.bigint();
    spawnSync(native.pathname, [name, String(times)]);
    return Number(process.hrtime.bigint() - start) / 1000;
  };
  const users = name === "stream-100" ? 100 : 1;
  // By the clock, which others disturb: the fastest of some.
  const fastest = (times) => Math.min(...[1, 2, 3].map(() => took(times)));
  return (fastest(times) - fastest(0)) / times / users;
}

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
    const [kind, way, cross] = crossing;
    // The answer that crosses is that of one user.
    rules.decideText(texts[0]);
    note(kind, way, measure(() => repeated.forEach(cross), repeated.length));
    if (existsSync(native)) note(kind, "the core by itself, native, by the clock", core(name === "stream" ? "stream-100" : name));
    const lines = repeated.join("\n");
    note(...many, measure(() => rules.decideMany(lines), repeated.length));
  }
}

const names = Object.keys(users);
console.log(`| from and to | way |${names.map((name) => ` ${name} µs | × |`).join("")}`);
console.log(`|---|---|${"--:|--:|".repeat(names.length)}`);
for (const kind of ["text to text", "text to object", "object to object"]) {
  const hand = times.get(`| ${kind} | by hand |`);
  for (const [key, row] of times) {
    if (!key.startsWith(`| ${kind} |`)) continue;
    const cells = names.map((name) => {
      const time = Math.min(...row[name]);
      return ` ${time.toFixed(1)} | ${(time / Math.min(...hand[name])).toFixed(2)} |`;
    });
    console.log(`${key}${cells.join("")}`);
  }
}
console.log(`\nNode ${process.versions.node}, the least of ${ROUNDS} rounds.`);
