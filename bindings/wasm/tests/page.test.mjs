// In a browser: a plain page, what vite makes, vite's own server, and all cases.

import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build, createServer } from "vite";
import { launch, serve, shown } from "./browser.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
let browser, server, built;

before(async () => {
  built = await mkdtemp(join(tmpdir(), "scimrules-vite-"));
  browser = await launch();
  server = await serve({
    pkg: here("../pkg"),
    tests: here("."),
    pages: here("pages"),
    outcomes: here("../../../target/outcomes"),
    built,
  });
});

after(async () => {
  await browser?.close();
  server?.stop();
});

test("a plain page", async () => {
  assert.equal(await shown(browser, `${server.address}/pages/plain/`), "ada@example.com");
});

test("what vite builds", async () => {
  await build({ root: here("pages/vite"), base: "./", logLevel: "error", build: { outDir: built, emptyOutDir: true, target: "esnext" } });
  const found = await shown(browser, `${server.address}/built/`);
  assert.equal(found, "ada@example.com ada@example.com");
});

test("vite's server", async () => {
  const vite = await createServer({
    root: here("pages/vite"),
    logLevel: "error",
    cacheDir: join(built, "cache"),
    server: { port: 0, host: "127.0.0.1", fs: { allow: [here("../../..")] } },
    optimizeDeps: { exclude: ["scimrules"] },
  });
  try {
    await vite.listen();
    const { port } = vite.httpServer.address();
    const found = await shown(browser, `http://127.0.0.1:${port}/`);
    assert.equal(found, "ada@example.com ada@example.com");
  } finally {
    await vite.close();
  }
});

for (const flavour of ["full", "lite"]) {
  test(`${flavour}: what the core answers`, async () => {
    const page = await browser.newPage();
    await page.goto(`${server.address}/pages/plain/`);
    const { asked, failures, again } = await page.evaluate(async (flavour) => {
      const api = await import(`/pkg/${flavour}/web.js`);
      const { conform } = await import("/tests/conform.mjs");
      await api.init();
      const answer = await fetch("/outcomes/outcomes.ndjson");
      const lines = (await answer.text()).split("\n").filter(Boolean);
      const found = conform(api, lines.map((line) => JSON.parse(line)));
      const rules = api.Rules.compile("map { email = lower(userName) }");
      return { ...found, again: rules.decide({ userName: "Ada" }).record };
    }, flavour);
    assert.deepEqual(failures, []);
    assert.ok(asked.decide > 700, JSON.stringify(asked));
    assert.deepEqual(again, { email: "ada" });
    await page.close();
  });
}

test("what cannot be loaded may be tried again", async () => {
  const page = await browser.newPage();
  await page.goto(`${server.address}/pages/plain/`);
  const found = await page.evaluate(async () => {
    const { init, Rules, ScimRulesError } = await import("/pkg/lite/web.js");
    const told = [];
    try {
      Rules.compile("");
    } catch (error) {
      told.push(error instanceof ScimRulesError, error.message);
    }
    await init("/nowhere.wasm").catch(() => told.push("failed"));
    await init(fetch("/pkg/lite/engine_bg.wasm"));
    told.push(Rules.compile("map { a = userName }").decide({ userName: "x" }).action);
    return told;
  });
  assert.deepEqual(found, [true, "the engine is not loaded: call `await init()` first", "failed", "create"]);
  await page.close();
});
