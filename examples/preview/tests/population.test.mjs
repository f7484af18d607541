// A whole population: counts, reasons, limits, and what a change of the rules changes.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { Rules } from "scimrules";
import { decided, rulesText, typeRules, withBrowser } from "./browser.mjs";

const { open } = withBrowser();
/** @type {Awaited<ReturnType<typeof open>>} */ let opened;

const example = (/** @type {string} */ name) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");

beforeEach(async () => {
  await opened?.close();
  opened = await open();
});

/** The sample, decided by the rules in the editor. @param {import("playwright-core").Page} page */
async function sample(page) {
  await page.getByRole("tab", { name: "Population" }).click();
  await page.getByRole("button", { name: "Use the sample" }).click();
  await settled(page);
}

/** @param {import("playwright-core").Page} page */
async function settled(page) {
  await page.waitForTimeout(400);
  await page.locator("progress").waitFor({ state: "detached", timeout: 20_000 });
  await page.locator(".outcome-grid:not(.stale)").waitFor({ timeout: 20_000 });
}

/** The counts that the page shows, by action. @param {import("playwright-core").Page} page */
async function counts(page) {
  const rows = await page.locator(".counts tbody tr").evaluateAll((found) =>
    found.map((row) => [row.querySelector("th")?.textContent ?? "", Number(row.querySelector(".number")?.textContent?.replace(",", ""))]));
  return Object.fromEntries(rows);
}

test("the counts are those that the engine gives in node", async () => {
  const { page, complaints } = opened;
  await page.getByLabel("Sample rules").selectOption({ label: "JumpCloud" });
  await sample(page);
  const expected = Rules.compile(example("jumpcloud.rules")).simulate(example("users.ndjson"), { now: new Date() });
  assert.deepEqual(await counts(page), expected.counts);
  assert.equal(await page.locator(".limits").textContent(), "No limit is exceeded.");
  assert.deepEqual(complaints, []);
});

test("every reason opens to its users, and a user to the page", async () => {
  const { page } = opened;
  await page.getByLabel("Sample rules").selectOption({ label: "JumpCloud" });
  await sample(page);
  const reasons = page.locator(".why details");
  for (let at = 0; at < await reasons.count(); at++) {
    await reasons.nth(at).locator("summary").click();
    const number = Number((await reasons.nth(at).locator("summary .number").textContent())?.replace(",", ""));
    assert.equal(await reasons.nth(at).locator(".person").count(), Math.min(number, 50));
  }
  const row = page.locator(".counts tbody tr", { has: page.locator(".badge.delete") });
  await row.locator(".person").first().click();
  await page.getByRole("tab", { name: "Decision" }).click();
  await decided(page, "delete");
});

test("an exceeded limit comes first, with its line", async () => {
  const { page } = opened;
  await typeRules(page, 'map { email = userName }\nlimit create to 10');
  await sample(page);
  const limit = page.locator(".limits[role=alert]");
  assert.match((await limit.textContent()) ?? "", /A host would stop here\. \d+ where 10 are allowed.*limit create to 10/);
  await limit.locator(".rule-link").click();
  assert.match((await page.evaluate(() => document.getSelection()?.toString())) ?? "", /^limit create/);
});

test("a change is compared with the saved rules", async () => {
  const { page } = opened;
  await page.getByRole("textbox", { name: "Rules" }).focus();
  await page.keyboard.press("Control+s");
  await page.getByRole("button", { name: "Saved" }).waitFor();
  await sample(page);
  assert.match((await page.locator(".differences").textContent()) ?? "", /No decision differs/);
  const before = await rulesText(page);
  const changed = before.replace('and userType ne "Guest"', 'and userType eq "Employee"');
  await typeRules(page, changed);
  await page.locator(".differences h3", { hasText: /decisions? differs?/ }).waitFor({ timeout: 20_000 });
  await settled(page);
  const expected = Rules.compile(changed).simulate(example("users.ndjson"), { now: new Date(), against: Rules.compile(before), listed: 200 });
  assert.ok(expected.differ > 0);
  assert.match((await page.locator(".differences h3").textContent()) ?? "", new RegExp(`${expected.differ.toLocaleString("en")} decision`));
  assert.equal(await page.locator(".differences > ul > li .person").count(), expected.differences.length);
  // The saved rules outlive the page.
  await page.reload();
  await page.getByRole("tab", { name: "Population" }).click();
  await page.getByText(/Compared with the rules saved/).waitFor();
});

test("a file can be opened, and lines that are no requests are counted", async () => {
  const { page } = opened;
  await page.getByRole("tab", { name: "Population" }).click();
  await page.locator(".population input[type=file]").setInputFiles({
    name: "mine.ndjson",
    mimeType: "application/x-ndjson",
    buffer: Buffer.from('{"userName":"a@example.com"}\nnonsense\n{"userName":"b@example.org"}\n'),
  });
  await settled(page);
  assert.deepEqual(await counts(page), { create: 1, ignore: 1, "no request": 1 });
});

test("the page does not freeze over tens of thousands of users", async (context) => {
  const { page } = opened;
  await page.getByLabel("Sample rules").selectOption({ label: "JumpCloud" });
  await page.getByRole("tab", { name: "Population" }).click();
  const folder = mkdtempSync(join(tmpdir(), "scimrules-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const many = join(folder, "many.ndjson");
  writeFileSync(many, example("users.ndjson").repeat(10));
  await page.evaluate(() => {
    const window = /** @type {any} */ (globalThis);
    window.longest = 0;
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      window.longest = Math.max(window.longest, now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  const began = Date.now();
  await page.locator(".population input[type=file]").setInputFiles(many);
  await page.locator("progress").waitFor();
  await settled(page);
  const longest = await page.evaluate(() => /** @type {any} */ (globalThis).longest);
  context.diagnostic(`30,370 users in ${Date.now() - began} ms; the longest pause of the page was ${Math.round(longest)} ms`);
  assert.match((await page.locator(".foot").textContent()) ?? "", /30,370 requests/);
  // A pause of half a second would be felt.
  assert.ok(longest < 500, `${longest} ms`);
});
