// A browser, and a server for its pages.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".ndjson": "application/x-ndjson",
};

/** Serves folders by the first part of the path; the address, and how to stop. */
export async function serve(folders) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://page").pathname);
    const [, first, ...rest] = path.split("/");
    let file = join(folders[first] ?? "/nowhere", ...rest);
    if (path.endsWith("/")) file = join(file, "index.html");
    if (!(await stat(file).catch(() => null))?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

/** What a page shows, or the error that keeps it from it. */
export async function shown(browser, address) {
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("response", (response) => {
    if (!response.ok() && !response.url().endsWith("favicon.ico")) errors.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(address);
  const output = page.locator("output:not(:empty)");
  const text = await output.textContent({ timeout: 20_000 }).catch(() => null);
  await page.close();
  return errors.length ? errors : text;
}
