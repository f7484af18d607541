// How long from opening the page to its first decision: node tests/speed.mjs

import { launch, serve } from "./browser.mjs";

/** Milliseconds from the start of the navigation to the decision on the screen, for each of `rounds` fresh visits. */
export async function firstDecision(rounds = 7) {
  const server = await serve();
  const browser = await launch();
  const times = [];
  for (let round = 0; round < rounds; round++) {
    // A context of its own has an empty cache.
    const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const look = () => {
        if (document.querySelector(".verdict .badge")) /** @type {any} */ (globalThis).firstDecision = performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(server.url);
    const shown = await page.waitForFunction(() => /** @type {any} */ (globalThis).firstDecision);
    times.push(Number(await shown.jsonValue()));
    await context.close();
  }
  await browser.close();
  await server.close();
  times.sort((one, other) => one - other);
  return { fastest: times[0] ?? Infinity, median: times[Math.floor(times.length / 2)] ?? Infinity, rounds };
}

/** @param {Awaited<ReturnType<typeof firstDecision>>} measured */
export const inWords = ({ fastest, median, rounds }) =>
  `first decision after ${Math.round(median)} ms (median of ${rounds} visits with an empty cache; fastest ${Math.round(fastest)} ms)`;

if (import.meta.filename === process.argv[1]) console.log(inWords(await firstDecision()));
