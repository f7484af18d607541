// What the page reads of rules by itself, held against the engine.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Rules } from "scimrules";
import { createServer } from "vite";

const preview = new URL("..", import.meta.url).pathname;
const root = new URL("../../..", import.meta.url).pathname;

/** @type {import("vite").ViteDevServer} */ let vite;
/** The page's own modules. @type {Record<string, any>} */ let modules;

before(async () => {
  vite = await createServer({ root: preview, server: { middlewareMode: true, hmr: false, ws: false }, logLevel: "error" });
  modules = {
    ...(await vite.ssrLoadModule("/src/rules/outline.ts")),
    ...(await vite.ssrLoadModule("/src/request/parts.ts")),
    ...(await vite.ssrLoadModule("/src/engine/look.ts")),
    ...(await vite.ssrLoadModule("/src/suite/keep.ts")),
  };
});
after(() => vite.close());

/** Rules files below a folder. @param {string} folder @returns {[string, string][]} */
function rulesIn(folder) {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".rules") && !name.includes("node_modules"));
  return names.map((name) => [name, readFileSync(join(root, folder, name), "utf8")]);
}

test("every text is read to its end, whatever is wrong with it", () => {
  const all = [...rulesIn("examples"), ...rulesIn("tests/golden"), ...rulesIn("tests/cases")];
  assert.ok(all.length > 80);
  for (const [name, text] of all) {
    let end = 0;
    modules["read"](text, text.length, (/** @type {string} */ _kind, /** @type {number} */ from, /** @type {number} */ to) => {
      assert.ok(from >= end && to > from, `${name} at ${from}`);
      end = to;
    });
    assert.match(text.slice(end), /^\s*$/, name);
  }
});

test("half a text is read as well as a whole one", () => {
  for (const [, text] of rulesIn("examples")) {
    for (let end = 0; end <= text.length; end += 11) {
      modules["read"](text, end);
      modules["outline"](text.slice(0, end));
    }
  }
});

test("at the end of rules that compile every bracket is closed", () => {
  for (const [name, text] of [...rulesIn("examples"), ...rulesIn("tests/cases")]) {
    assert.deepEqual(modules["read"](text, text.length).stack, [], name);
  }
});

test("the fields, tests and requests that the page finds are the engine's", () => {
  let tried = 0;
  for (const [name, text] of rulesIn("examples")) {
    const rules = Rules.compile(text);
    const { declared, tests } = modules["outline"](text);
    const fields = declared.filter((/** @type {any} */ one) => one.kind === "field").map((/** @type {any} */ one) => one.name);
    for (const field of rules.fields) assert.ok(fields.includes(field), `${name}: ${field}`);
    assert.deepEqual(tests.map((/** @type {any} */ one) => one.name), rules.test().results.map((result) => result.name), name);
    for (const [at, one] of tests.entries()) {
      const until = tests[at + 1]?.at ?? text.length;
      const expected = /\bexpect (\w+)/.exec(text.slice(one.at, until))?.[1];
      const said = modules["look"](text, modules["requestOf"](one));
      assert.equal(said.outcome.explanation?.decision.action, expected, `${name}: ${one.name}: ${said.outcome.refused}`);
      tried++;
    }
  }
  assert.ok(tried > 20);
});

test("a decision that is kept as a test passes", () => {
  for (const [name, text] of rulesIn("examples")) {
    for (const one of modules["outline"](text).tests) {
      const request = modules["requestOf"](one);
      const { decision, lines } = modules["look"](text, request).outcome.explanation;
      const kept = Rules.compile(text + modules["testOf"](request, decision, lines)).test().results.at(-1);
      assert.deepEqual(kept?.failures, [], `${name}: ${one.name}`);
    }
  }
});
