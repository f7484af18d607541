// The commands of the README.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";

test("one command opens the page", async () => {
  const root = new URL("..", import.meta.url).pathname;
  // Vite opens no browser where there is none to open.
  const opened = spawn("./open", ["--port", "0"], { cwd: root, env: { ...process.env, BROWSER: "none", NO_COLOR: "1" }, detached: true });
  try {
    let said = "";
    opened.stdout.on("data", (text) => (said += text));
    while (!/http:\/\/\S+/.test(said)) await Promise.race([once(opened.stdout, "data"), once(opened, "exit").then(() => assert.fail(said))]);
    const url = /http:\/\/\S+/.exec(said)?.[0] ?? "";
    assert.match(await (await fetch(url)).text(), /<title>scimrules preview<\/title>/);
  } finally {
    if (opened.pid) process.kill(-opened.pid);
  }
});
