// Screenshots to look at, into `screenshots/`: node tests/shots.mjs

import { mkdirSync } from "node:fs";
import { launch, open, serve } from "./browser.mjs";

const folder = new URL("../screenshots/", import.meta.url).pathname;
mkdirSync(folder, { recursive: true });
const server = await serve();
const browser = await launch();
const SIZES = /** @type {const} */ ([[380, 800], [800, 1000], [1280, 800], [1600, 1000]]);

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const [width, height] of SIZES) {
    const { page, close, complaints } = await open(browser, server.url, { viewport: { width, height }, colorScheme });
    const name = `${width}-${colorScheme}`;
    const shoot = (/** @type {string} */ what) => page.screenshot({ path: `${folder}${name}-${what}.png`, fullPage: width < 960 });
    await page.waitForTimeout(300);
    await shoot("first");
    await page.getByRole("tab", { name: /Tests/ }).click();
    await shoot("tests");
    await page.getByRole("tab", { name: "Population" }).click();
    await page.getByRole("button", { name: "Use the sample" }).click();
    await page.locator(".counts").waitFor({ timeout: 5000 }).catch(() => {});
    await page.waitForTimeout(300);
    await shoot("population");
    await page.getByRole("tab", { name: "Decision" }).click();
    await page.getByRole("tab", { name: /Account/ }).click();
    await shoot("account");
    for (const complaint of complaints) console.log(name, complaint);
    await close();
  }
}
await browser.close();
await server.close();
