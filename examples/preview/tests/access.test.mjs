// Whoever looks and however: keyboard, themes, sizes; and that nothing leaves the browser.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { decided, typeRules, typeUser, withBrowser } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */
const { open } = withBrowser();

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds: roles, labels, contrast. @param {Page} page */
async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run({ resultTypes: ["violations"] }));
  return found.violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => `${node.target.join(" ")} ${node.any.map((/** @type {any} */ check) => check.message).join("; ")}`).slice(0, 4).join(" | ")}`);
}

/** Controls that reach out of their pane. @param {Page} page */
function clipped(page) {
  return page.evaluate(() => [...document.querySelectorAll(".pane button, .pane select, .pane label")].filter((control) => {
    const pane = control.closest(".pane")?.getBoundingClientRect();
    const box = control.getBoundingClientRect();
    return pane && box.width > 0 && !control.closest(".cm-editor") && (box.right > pane.right || box.left < pane.left);
  }).map((control) => control.textContent));
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const width of [380, 800, 1600]) {
    test(`${width} px, ${colorScheme}: nothing is cut off, and axe has nothing to say`, async () => {
      const { page, close, complaints } = await open({ viewport: { width, height: 900 }, colorScheme });
      await page.getByLabel("Sample rules").selectOption({ label: "JumpCloud" });
      await decided(page, "create");
      for (const tab of ["Decision", "Tests", "Population"]) {
        await page.getByRole("tab", { name: new RegExp(`^${tab}`) }).click();
        if (tab === "Population") {
          await page.getByRole("button", { name: "Use the sample" }).click();
          await page.locator(".counts").waitFor({ timeout: 20_000 });
          await page.locator("progress").waitFor({ state: "detached", timeout: 20_000 });
        }
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${tab} is wider than the window`);
        assert.deepEqual(await clipped(page), [], tab);
        assert.deepEqual(await violations(page), [], tab);
      }
      for (const part of ["Account", "More"]) {
        await page.getByRole("tab", { name: new RegExp(`^${part}`) }).click();
        assert.deepEqual(await violations(page), [], part);
      }
      await typeRules(page, "map { email = userNam }");
      await page.locator(".cm-lintRange-error").waitFor();
      await page.getByRole("tab", { name: "Decision" }).click();
      await page.getByRole("button", { name: /1 error/ }).click();
      assert.deepEqual(await violations(page), [], "errors");
      assert.deepEqual(complaints, []);
      await close();
    });
  }
}

test("the theme can be chosen, and is remembered", async () => {
  const { page, close } = await open({ colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.getByLabel("Dark").check();
  const dark = await ground();
  assert.notEqual(light, dark);
  await page.reload();
  await decided(page, "update");
  assert.equal(await ground(), dark);
  await page.getByLabel("System").check();
  assert.equal(await ground(), light);
  await close();
});

test("everything is reached with the keyboard, in the order of the page", async () => {
  const { page, close } = await open();
  /** @type {string[]} */
  const visited = [];
  for (let step = 0; step < 60; step++) {
    // In an editor Tab indents; Escape lets it go on.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await page.waitForTimeout(30);
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return "";
      const style = getComputedStyle(element);
      const seen = style.outlineStyle !== "none" || element.closest(".cm-focused") || element.matches("input");
      const label = element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40);
      return `${seen ? "" : "INVISIBLE "}${label || element.getAttribute("name")}`;
    });
    if (focused === "") break;
    visited.push(focused);
  }
  assert.deepEqual(visited.filter((one) => one.startsWith("INVISIBLE")), []);
  const order = ["Skip to the decision", "Keys", "Sample rules", "Format", "Save", "Rules", "Width of the rules", "User", "Sample users", "User, as JSON", "Height of the editors", "Decision"];
  const places = order.map((label) => visited.indexOf(label));
  assert.ok(!places.includes(-1), `${order[places.indexOf(-1)]} was not reached: ${visited.join(", ")}`);
  assert.deepEqual(places, [...places].sort((one, other) => one - other), visited.join(", "));
  assert.ok(visited.some((label) => label.includes("sync users where")), "a clause");
  await close();
});

test("Tab indents in an editor; Escape and Tab leave it", async () => {
  const { page, close } = await open();
  const editor = page.getByRole("textbox", { name: "Rules" });
  await editor.focus();
  const focus = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  await page.keyboard.press("Tab");
  assert.equal(await focus(), "Rules");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.notEqual(await focus(), "Rules");
  assert.match((await page.locator(`#${await editor.getAttribute("aria-describedby")}`).textContent()) ?? "", /Escape, then Tab/);
  await close();
});

test("tabs and splitters move with the arrow keys", async () => {
  const { page, close } = await open();
  await page.getByRole("tab", { name: "Decision" }).focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.getByRole("tab", { name: "Population" }).getAttribute("aria-selected"), "true");
  await page.keyboard.press("End");
  assert.equal(await page.getByRole("tab", { name: /^Tests/ }).getAttribute("aria-selected"), "true");
  const splitter = page.getByRole("separator", { name: "Width of the rules" });
  const before = (await page.locator(".rules").boundingBox())?.width ?? 0;
  await splitter.focus();
  await page.keyboard.press("ArrowLeft");
  const after = (await page.locator(".rules").boundingBox())?.width ?? 0;
  assert.ok(after < before);
  await close();
});

test("nothing is loaded while one works, and the policy lets nothing out", async () => {
  const { page, close } = await open();
  await page.waitForLoadState("networkidle");
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await typeUser(page, '{ "userName": "guest@example.com", "userType": "Guest" }');
  await decided(page, "deactivate");
  await typeRules(page, "map { email = userName }");
  await page.getByRole("tab", { name: /^Tests/ }).click();
  await page.getByRole("tab", { name: "Population" }).click();
  await page.locator(".population input[type=file]").setInputFiles({ name: "a.ndjson", mimeType: "text/plain", buffer: Buffer.from('{"userName":"a@example.com"}') });
  await page.locator(".counts").waitFor();
  // The population's worker is the page's own code, loaded when it is first used.
  assert.deepEqual(asked.filter((url) => !/\/assets\/(worker|engine_bg)-[\w-]+\.(js|wasm)$/.test(url)), []);
  const refused = await page.evaluate(async () => {
    const fetched = await fetch("https://example.com/").then(() => "sent", () => "refused");
    const policy = document.querySelector("meta[http-equiv=Content-Security-Policy]")?.getAttribute("content") ?? "";
    return { fetched, policy };
  });
  assert.equal(refused.fetched, "refused");
  assert.match(refused.policy, /default-src 'none'.*connect-src 'self'/);
  assert.doesNotMatch(refused.policy, /https?:/);
  await close();
});
