// The built page in Debian's Chromium.

import { existsSync } from "node:fs";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { preview } from "vite";

const EXECUTABLE = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Serves `dist` on a free port; `close` when done. */
export async function serve() {
  const server = await preview({ root: new URL("..", import.meta.url).pathname, preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error("the server has no address");
  return { url, close: () => server.close() };
}

export async function launch() {
  if (!existsSync(EXECUTABLE)) throw new Error(`no browser at ${EXECUTABLE}: apt-get install -y chromium, or set CHROMIUM`);
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
}

/**
 * A page with the first decision on it, and what went wrong in it.
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function open(browser, url, options) {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, ...options });
  context.setDefaultTimeout(5000);
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  await page.locator(".verdict .badge").waitFor();
  return { page, complaints, close: () => context.close() };
}

/** For the tests of a file: the page is served and the browser runs; `open` opens it anew. */
export function withBrowser() {
  /** @type {import("playwright-core").Browser} */ let browser;
  /** @type {Awaited<ReturnType<typeof serve>>} */ let server;
  before(async () => {
    server = await serve();
    browser = await launch();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });
  return { open: (/** @type {import("playwright-core").BrowserContextOptions} */ options = {}) => open(browser, server.url, options) };
}

/** @typedef {import("playwright-core").Page} Page */

/** Empties the rules and puts the cursor there. @param {Page} page */
export async function clearRules(page) {
  await page.getByRole("textbox", { name: "Rules" }).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
}

/** Other rules, put in at once as a paste is. @param {Page} page @param {string} text */
export async function typeRules(page, text) {
  await clearRules(page);
  await page.keyboard.insertText(text);
}

/** The rules as they stand in the session that is kept. @param {Page} page */
export async function rulesText(page) {
  await page.waitForTimeout(400);
  return page.evaluate(() => JSON.parse(localStorage.getItem("scimrules.preview") ?? "{}").rules ?? "");
}

/** Another user in the editor on the right. @param {Page} page @param {string} text */
export async function typeUser(page, text) {
  await page.getByRole("tab", { name: "User" }).click();
  await page.getByRole("textbox", { name: "User, as JSON" }).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}

/** Waits for an option of the completion with that label. @param {Page} page @param {string} label */
export async function option(page, label) {
  const found = page.locator(".cm-tooltip-autocomplete li .cm-completionLabel").filter({ hasText: new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`) });
  await found.first().waitFor({ timeout: 3000 });
  // Keys right after it opens are taken for typing.
  await page.waitForTimeout(120);
  return true;
}

/** The action that the page shows. @param {Page} page @param {string} action */
export async function decided(page, action) {
  await page.locator(`.verdict .badge.${action}`).waitFor({ timeout: 3000 });
}

/** Puts the mouse on a word of the rules, and waits for help. @param {Page} page @param {string} line @param {string} word */
export async function hoverWord(page, line, word) {
  const place = await page.evaluate(([text, searched]) => {
    const found = [...document.querySelectorAll(".rules .cm-line")].find((one) => one.textContent?.includes(text ?? ""));
    found?.scrollIntoView({ block: "center" });
    const walker = document.createTreeWalker(found ?? document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.textContent?.indexOf(searched ?? "") ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + (searched ?? "").length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    return null;
  }, [line, word]);
  if (!place) throw new Error(`no ${word} in ${line}`);
  // Help needs the engine's reference, which comes a moment after the page.
  for (let step = 0; step < 20; step++) {
    await page.mouse.move(place.x + (step % 2), place.y);
    await page.waitForTimeout(400);
    if (await page.locator(".cm-tooltip-hover").count()) return;
  }
  throw new Error(`no help for ${word}`);
}
