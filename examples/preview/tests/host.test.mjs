// What the product's own functions answer, as the administrator writes it down.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { typeRules, withBrowser } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */
const { open } = withBrowser();
/** @type {Page} */ let page;
/** @type {string[]} */ let complaints;
/** @type {() => Promise<void>} */ let close;

beforeEach(async () => {
  await close?.();
  ({ page, complaints, close } = await open());
});

const editor = () => page.getByRole("textbox", { name: "Host functions, as a JSON object" });

/** @param {string} text */
async function typeAnswers(text) {
  await page.getByRole("tab", { name: /^More/ }).click();
  await editor().focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}

test("functions, accounts and names that are taken answer what is written down", async () => {
  await typeAnswers(`{
    "office(title, userType)": { "Dr, Staff": "Chennai", "else": "Remote" },
    "trusted(userName)": true,
    "account": { "7": "id-of-7" },
    "is_taken": ["ada@example.com"]
  }`);
  await typeRules(page, `map {
    site  = office(title ?? "Dr", userType ?? "Staff")
    other = office(userName, userName)
    boss  = account("employee_id", "7")
    login = first_free(lower(userName), "{lower(userName)}{n}")
  }
  sync users where trusted(userName)
  test "the product answers in tests" {
    user { "userName": "Bob", "title": "Dr", "userType": "Staff" }
    expect create { "site": "Chennai", "other": "Remote", "boss": "id-of-7", "login": "bob" }
  }`);
  await page.getByText("No problems").waitFor();
  await page.getByRole("tab", { name: /^Tests 1\/1/ }).waitFor();
  await page.getByText("As the host gets it").click();
  const said = page.locator(".as-json pre");
  for (const part of [/"site": "Chennai"/, /"other": "Remote"/, /"boss": "id-of-7"/, /"login": "ada@example.com1"/]) {
    await said.filter({ hasText: part }).waitFor();
  }
  assert.deepEqual(complaints, []);
});

test("types follow from the answers, as the product would declare them", async () => {
  await typeAnswers('{ "hired(userName)": "2026-01-31T09:00:00Z", "level": { "else": 7 } }');
  await typeRules(page, "target { since dateTime  level integer }\nmap { since = add_days(hired(userName), 1)  level = level(userName) }");
  await page.getByText("No problems").waitFor();
  await typeRules(page, "target { level string }\nmap { level = lower(level(userName)) }");
  await page.getByText(/this is an integer/).waitFor();
});

test("a function that only the product has gets an answer by one click", async () => {
  await typeRules(page, 'target { site string }\nmap { site = office(title ?? "x, (", join(", ", userName, "y")) }');
  await page.getByText("there is no function").waitFor();
  await page.getByRole("button", { name: "The product has it" }).click();
  await page.locator('.request [aria-label="Host functions, as a JSON object"]:focus').waitFor();
  assert.match((await editor().textContent()) ?? "", /"office\(a, b\)"/);
  await page.getByText("No problems").waitFor();
  await page.getByText("As the host gets it").click();
  await page.locator(".as-json pre").filter({ hasText: /"site": "an answer"/ }).waitFor();
});

test("what cannot be read is told, and another user leaves the answers as they are", async () => {
  await typeAnswers("[1]");
  await page.getByText("functions are an object").waitFor();
  await typeAnswers('{ "two words": 1 }');
  await page.getByText("two words is no function").waitFor();
  await typeAnswers('{ "office": ');
  await page.locator(".fault").waitFor();
  await typeAnswers('{ "office": "Chennai" }');
  await page.locator(".fault").waitFor({ state: "detached" });
  await page.getByLabel("Sample users").selectOption({ index: 2 });
  await page.waitForTimeout(500);
  await page.reload();
  await page.locator(".verdict .badge").waitFor();
  await page.getByRole("tab", { name: /^More functions/ }).click();
  assert.match((await editor().textContent()) ?? "", /Chennai/);
});

test("a population is decided with the same answers", async () => {
  await typeAnswers('{ "here(userName)": { "owner@example.com": true, "else": false } }');
  await typeRules(page, "map { email = userName }\nsync users where here(userName)");
  await page.getByRole("tab", { name: "Population" }).click();
  await page.getByRole("button", { name: "Use the sample" }).click();
  await page.locator("progress").waitFor({ state: "detached", timeout: 20_000 });
  await page.locator(".counts").filter({ hasText: "ignore" }).waitFor();
  assert.equal(await page.locator(".counts").getByText(/no function/).count(), 0);
});
