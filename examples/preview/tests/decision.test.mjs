// The decision as one types: action, record, reasons, and the links to the rules.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { decided, rulesText, typeRules, typeUser, withBrowser } from "./browser.mjs";

const { open } = withBrowser();
/** @type {Awaited<ReturnType<typeof open>>} */ let opened;

beforeEach(async () => {
  await opened?.close();
  opened = await open();
});

test("the first screen shows a decision with its reason", async () => {
  const { page, complaints } = opened;
  await decided(page, "update");
  assert.match((await page.locator(".facts").textContent()) ?? "", /Because26sync users where/);
  assert.deepEqual(complaints, []);
});

test("the decision follows the user as one types", async () => {
  const { page } = opened;
  await typeUser(page, '{ "userName": "guest@example.com", "userType": "Guest" }');
  await decided(page, "deactivate");
  await page.keyboard.press("Control+a");
  await page.keyboard.type('{ "userName": "eve@example.com", "displayName": "Eve" }');
  await decided(page, "update");
  await page.locator("table.record", { hasText: '"eve@example.com"' }).waitFor();
});

test("the decision follows the rules as one types", async () => {
  const { page } = opened;
  await typeRules(page, "map { email = lower(userName) }\nsync users where userName ew \"@example.org\"");
  await decided(page, "deactivate");
});

test("the record tells where each value came from, and what changes", async () => {
  const { page } = opened;
  const row = page.locator("table.record tr", { has: page.getByRole("rowheader", { name: "name", exact: true }) });
  assert.equal(await row.locator("del").textContent(), '"Ada Lovelace"');
  assert.match((await row.textContent()) ?? "", /"Ada L\."changed20displayName \?\?/);
  assert.equal(await row.locator(".reads").textContent(), 'displayName "Ada L."');
});

test("a clause selects its place in the rules", async () => {
  const { page } = opened;
  await page.locator(".clause", { hasText: 'userType ne "Guest"' }).last().click();
  const selected = await page.evaluate(() => document.getSelection()?.toString());
  assert.equal(selected, 'userType ne "Guest"');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Rules");
});

test("the cursor in a rule marks its clause, and the field of the record", async () => {
  const { page } = opened;
  await page.locator(".rules .cm-line", { hasText: "phone  =" }).click();
  assert.match((await page.locator(".clause.active").textContent()) ?? "", /phone = phoneNumbers/);
  assert.match((await page.locator("table.record tr.active").textContent()) ?? "", /^phone/);
});

test("lines of the rules carry a mark of what they said", async () => {
  const { page } = opened;
  await page.locator(".line-mark.true.decided").waitFor({ state: "attached" });
  await page.locator(".line-mark.true:not(.decided)").first().waitFor({ state: "attached" });
});

test("invalid JSON is told in its place, and the last decision stays", async () => {
  const { page } = opened;
  await typeUser(page, '{\n  "userName": "ada@example.com",\n  "active": tru\n}');
  await page.locator(".request .cm-lintRange-error").first().waitFor({ state: "attached" });
  assert.match((await page.locator(".request .fault").textContent()) ?? "", /^Line 3: /);
  assert.match((await page.locator(".stale-note").textContent()) ?? "", /The JSON of the user cannot be read/);
  await decided(page, "update");
});

test("a whole request that is pasted is taken apart", async () => {
  const { page } = opened;
  await typeUser(page, '{"user": {"userName": "bob@example.com"}, "current": {"status": "suspended"}, "operation": "delete"}');
  await decided(page, "deactivate");
  await page.getByRole("tab", { name: "Account suspended" }).waitFor();
  await page.getByRole("tab", { name: "More delete" }).waitFor();
});

test("a file can be dropped", async () => {
  const { page } = opened;
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['{"userName": "dropped@example.com"}'], "user.json", { type: "application/json" }));
    return data;
  });
  await page.dispatchEvent(".request .pane-body", "drop", { dataTransfer: transfer });
  await page.locator(".facts", { hasText: "dropped@example.com" }).waitFor();
});

test("an account, groups, params, clock and operation can be given", async () => {
  const { page } = opened;
  await typeRules(page, 'param unit string\nmap {\n  email = userName\n  unit = unit\n  day = today()\n}\nsync users where groups.display co "staff"');
  await typeUser(page, '{ "userName": "ada@example.com" }');
  await page.getByRole("tab", { name: /^Account/ }).click();
  await page.getByLabel("No account").check();
  await page.getByRole("tab", { name: /^More/ }).click();
  await page.getByLabel("Clock").fill("2026-01-31T09:00:00Z");
  for (const [name, text] of [["Groups, as a JSON array", '[{ "display": "staff" }]'], ["Params, as a JSON object", '{ "unit": "R&D" }']]) {
    await page.getByRole("textbox", { name }).focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(text ?? "");
  }
  await decided(page, "create");
  // The groups alone make it that; the params come a decision later.
  const table = page.locator("table.record", { hasText: '"R&D"' });
  await table.waitFor();
  const record = (await table.textContent()) ?? "";
  assert.match(record, /"2026-01-31T00:00:00Z"/);
  await page.getByLabel("Delete").check();
  await decided(page, "ignore");
});

test("what was decided can be carried out, and then nothing differs", async () => {
  const { page } = opened;
  await page.getByRole("tab", { name: /^Account/ }).click();
  await page.getByRole("button", { name: /Carry out the decision/ }).click();
  await decided(page, "unchanged");
});

test("users of the providers and of the rules' own tests can be chosen", async () => {
  const { page } = opened;
  const samples = page.getByLabel("Sample users");
  const groups = await samples.locator("optgroup").evaluateAll((found) => found.map((group) => /** @type {HTMLOptGroupElement} */ (group).label));
  for (const provider of ["JumpCloud", "Okta", "Microsoft Entra ID", "OneLogin"]) assert.ok(groups.includes(provider), provider);
  await samples.selectOption({ label: "the owner is never locked out" });
  await decided(page, "ignore");
  assert.match((await page.locator(".facts").textContent()) ?? "", /protect if/);
  await samples.selectOption({ label: "the whole user again" });
  await decided(page, "create");
});

test("a secret shows nowhere but in what the host gets", async () => {
  const { page } = opened;
  await typeRules(page, "target { login string secret_word string secret }\nmap {\n  login = userName\n  secret_word = password\n}");
  await typeUser(page, '{ "userName": "ada@example.com", "password": "open-sesame" }');
  await page.locator("table.record", { hasText: "a secret, not shown" }).waitFor();
  await page.locator("details.as-json summary").waitFor();
  const shown = await page.evaluate(() => [...document.querySelectorAll(".record, .clauses, .facts")].map((one) => one.textContent).join());
  assert.ok(!shown.includes("open-sesame"));
});

test("tests run at every change, and lead to their place", async () => {
  const { page } = opened;
  await page.getByRole("tab", { name: "Tests 5/5" }).click();
  const rules = await rulesText(page);
  await typeRules(page, rules.replace('"office": "Remote"', '"office": "Moon"'));
  await page.getByRole("tab", { name: "Tests 4/5" }).waitFor();
  const failed = page.locator(".tests .failed");
  assert.match((await failed.textContent()) ?? "", /expected office to be "Moon", found "Remote"/);
  await failed.locator(".rule-link").click();
  assert.match((await page.evaluate(() => document.getSelection()?.toString())) ?? "", /^test "Ada comes in/);
  await failed.getByRole("button", { name: "try it" }).click();
  await page.getByRole("tab", { name: "Decision" }).click();
  await decided(page, "create");
});

test("a decision is kept as a test that passes", async () => {
  const { page } = opened;
  await page.getByRole("button", { name: "Keep as a test" }).click();
  await page.getByRole("tab", { name: "Tests 6/6" }).waitFor();
  assert.match(await rulesText(page), /test "Ada@example.com: update" \{\n  user \{/);
});

test("the work is there again after a reload", async () => {
  const { page } = opened;
  await typeRules(page, "map { login = userName }");
  await rulesText(page);
  await page.reload();
  await page.locator("table.record", { hasText: "login" }).waitFor();
});

test("rules that read the clock have the browser's, and a test of them keeps it", async () => {
  const { page } = opened;
  await typeRules(page, "map {\n  email = userName\n  day = today()\n}");
  await page.locator("table.record", { hasText: new Date().toISOString().slice(0, 10) }).waitFor();
  await page.getByRole("button", { name: "Keep as a test" }).click();
  await page.getByRole("tab", { name: "Tests 1/1" }).waitFor();
  assert.match(await rulesText(page), /now "\d{4}-\d\d-\d\dT/);
});

test("a group is called a group", async () => {
  const { page } = opened;
  await page.getByLabel("Sample rules").selectOption({ label: "Google Workspace" });
  await page.getByLabel("Sample users").selectOption({ label: "a team becomes a group" });
  await page.locator(".sentence", { hasText: "A new group is made." }).waitFor();
  await page.locator("table.record", { hasText: "members" }).waitFor();
});
