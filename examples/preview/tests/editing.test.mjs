// The editor of the rules: errors, fixes, completion, help, layout.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { clearRules, hoverWord, option, rulesText, typeRules, withBrowser } from "./browser.mjs";

const { open } = withBrowser();
/** @type {Awaited<ReturnType<typeof open>>} */ let opened;

beforeEach(async () => {
  await opened?.close();
  opened = await open();
});

test("rules are coloured, with the JSON of tests and the script in them", async () => {
  const { page } = opened;
  await page.getByLabel("Sample rules").selectOption({ label: "JumpCloud" });
  const classOf = (/** @type {string} */ text) =>
    page.locator(".rules .cm-content span", { hasText: new RegExp(`^${text}$`) }).first().getAttribute("class");
  assert.equal(await classOf("target"), "tok-keyword");
  assert.equal(await classOf("first_name"), "tok-field");
  assert.equal(await classOf("string"), "tok-type");
  await page.getByRole("textbox", { name: "Rules" }).press("Control+End");
  assert.equal(await classOf('"userName"'), "tok-field");
  assert.equal(await classOf("ignore"), "tok-action");
});

test("a mistake is underlined where it is, told, and mended by one click", async () => {
  const { page } = opened;
  await typeRules(page, "map { email = lower(userNam) }");
  const mistake = page.locator(".cm-lintRange-error");
  await mistake.waitFor();
  assert.equal(await mistake.textContent(), "userNam");
  assert.match((await page.locator(".problem-line").textContent()) ?? "", /there is no attribute userNam.*did you mean userName/);
  assert.equal(await page.locator(".stale-note").textContent(), "The rules have errors; below is what was decided before");
  await page.getByRole("button", { name: "Write userName" }).click();
  assert.equal(await rulesText(page), "map { email = lower(userName) }");
  await page.locator(".problem-line", { hasText: "No problems" }).waitFor();
  assert.equal(await page.locator(".stale-note").count(), 0);
});

test("the tooltip of a mistake has its help and the fix", async () => {
  const { page } = opened;
  await typeRules(page, "map { email = lower(userNam) }");
  await page.locator(".cm-lintRange-error").hover();
  const tip = page.locator(".cm-tooltip .cm-diagnostic");
  await tip.waitFor();
  assert.match((await tip.textContent()) ?? "", /there is no attribute userNam\s*did you mean userName\?/);
  await tip.getByRole("button", { name: "Write userName" }).click();
  assert.equal(await rulesText(page), "map { email = lower(userName) }");
});

test("places are right behind letters of more than one byte", async () => {
  const { page } = opened;
  await typeRules(page, 'map { office = "Zürich 🏢" email = userNam }');
  const mistake = page.locator(".cm-lintRange-error");
  await mistake.waitFor();
  assert.equal(await mistake.textContent(), "userNam");
});

test("all problems are listed on demand, errors first", async () => {
  const { page } = opened;
  await typeRules(page, "target { email string required phone string }\nmap { email = name.givenName phone = userNam }");
  await page.locator(".cm-lintRange-error").waitFor();
  await page.getByRole("button", { name: /1 error/ }).click();
  const severities = await page.locator(".problem-list .severity").allTextContents();
  assert.equal(severities[0], "error");
  assert.ok(severities.includes("warning"));
});

test("completion knows statements, fields, attributes, functions, events and actions", async () => {
  const { page } = opened;
  await clearRules(page);
  await page.keyboard.type("targ");
  assert.ok(await option(page, "target"));
  await clearRules(page);
  await page.keyboard.insertText("target {\n  email string\n  phone str");
  await page.keyboard.press("Control+Space");
  assert.ok(await option(page, "string"));
  await clearRules(page);
  await page.keyboard.insertText("target { email string phone string }\nmap {\n  ");
  await page.keyboard.type("ph");
  assert.ok(await option(page, "phone"));
  await page.keyboard.press("Enter");
  await page.keyboard.type(" = phoneN");
  assert.ok(await option(page, 'phoneNumbers[type eq "mobile"].value'));
  await page.keyboard.press("Escape");
  await page.keyboard.insertText("umbers.");
  await page.keyboard.press("Control+Space");
  assert.ok(await option(page, "value"));
  await page.keyboard.press("Escape");
  await page.keyboard.insertText("value\n  email = low");
  await page.keyboard.press("Control+Space");
  assert.ok(await option(page, "lower"));
  await page.keyboard.press("Enter");
  assert.match(await rulesText(page), /email = lower\(x\)$/);
  await clearRules(page);
  await page.keyboard.insertText("status {\n  on dea");
  await page.keyboard.press("Control+Space");
  assert.ok(await option(page, "deactivate"));
  await page.keyboard.press("Escape");
  await page.keyboard.insertText("ctivate => ign");
  await page.keyboard.press("Control+Space");
  assert.ok(await option(page, "ignore"));
});

test("completion goes into value filters, extensions and texts", async () => {
  const { page } = opened;
  await clearRules(page);
  await page.keyboard.insertText('extension acme "urn:acme:2.0:User" { costCode string }\nmap { a = acme.');
  await page.keyboard.press("Control+Space");
  assert.ok(await option(page, "costCode"));
  await page.keyboard.press("Escape");
  await page.keyboard.insertText("costCode b = enterprise.dep");
  await page.keyboard.press("Control+Space");
  assert.ok(await option(page, "department"));
  await page.keyboard.press("Escape");
  await page.keyboard.insertText("artment c = emails[pri");
  await page.keyboard.press("Control+Space");
  assert.ok(await option(page, "primary"));
  await page.keyboard.press("Escape");
  await page.keyboard.insertText('mary eq true].value d = "{name.giv');
  await page.keyboard.press("Control+Space");
  assert.ok(await option(page, "givenName"));
});

test("hover tells what a word means, and its value for this user", async () => {
  const { page } = opened;
  await hoverWord(page, "email  = lower(", "lower");
  const help = page.locator(".cm-tooltip-hover .help");
  await help.waitFor();
  assert.match((await help.textContent()) ?? "", /lower\(.*lower case/);
  await page.mouse.move(0, 0);
  await help.waitFor({ state: "detached" });
  await hoverWord(page, "name   =", "displayName");
  await help.waitFor();
  assert.match((await help.textContent()) ?? "", /displayName is "Ada L\."/);
});

test("a key formats, and undo brings the text back", async () => {
  const { page } = opened;
  await typeRules(page, "map {\nemail=userName\n  name   =  displayName }");
  await page.keyboard.press("Shift+Alt+F");
  await page.locator(".problem-line", { hasText: "Formatted" }).waitFor();
  assert.equal(await rulesText(page), "map {\n  email = userName\n  name  = displayName\n}\n");
  await page.keyboard.press("Control+z");
  assert.match(await rulesText(page), /^map \{\nemail=userName/);
});

test("every sample compiles, and comes with a user whom it decides", async () => {
  const { page, complaints } = opened;
  const samples = page.getByLabel("Sample rules");
  for (const label of await samples.locator("option:not([disabled])").allTextContents()) {
    await samples.selectOption({ label });
    await page.waitForFunction(() => !document.querySelector(".stale-note") && document.querySelector(".verdict .badge"));
    assert.equal(await page.locator(".cm-lintRange-error").count(), 0, label);
    assert.equal(await page.locator(".tab-note .failing").count(), 0, label);
  }
  assert.deepEqual(complaints, []);
});

test("a bracket that is not closed is told with its other end", async () => {
  const { page } = opened;
  await typeRules(page, "map {\n  email = userName\n\nsync all users\n");
  await page.locator(".cm-lintRange-error").waitFor({ state: "attached" });
  await page.getByRole("button", { name: /error/ }).last().click();
  await page.locator(".problem-list .place", { hasText: "line 2: } is missing here" }).click();
  assert.equal(await page.locator(".rules .cm-activeLine").textContent(), "  email = userName");
});

test("rules with errors cannot be saved to compare with", async () => {
  const { page } = opened;
  await typeRules(page, "map { email = userNam }");
  await page.locator(".cm-lintRange-error").waitFor();
  await page.keyboard.press("Control+s");
  assert.ok(await page.getByRole("button", { name: "Save", exact: true }).isDisabled());
});

test("a rules file is opened, dropped and downloaded", async () => {
  const { page } = opened;
  await page.locator(".rules input[type=file]").setInputFiles({ name: "mine.rules", mimeType: "text/plain", buffer: Buffer.from("map { login = userName }") });
  assert.equal(await rulesText(page), "map { login = userName }");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()]);
  assert.equal(download.suggestedFilename(), "mine.rules");
  assert.equal(readFileSync(await download.path(), "utf8"), "map { login = userName }");
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["map { mail = userName }"], "other.rules"));
    return data;
  });
  await page.dispatchEvent(".rules .cm-content", "drop", { dataTransfer: transfer });
  assert.equal(await rulesText(page), "map { mail = userName }");
});
