// The JavaScript of both READMEs runs as it is written, and what it asserts holds.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const IMPORT = /^import .* from "scimrules";/m;

for (const file of ["../../../README.md", "../README.md"]) {
  const text = readFileSync(new URL(file, import.meta.url), "utf8");
  const blocks = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, block]) => block);
  // A later block goes on with what the first one imports.
  const imports = blocks[0]?.match(IMPORT)?.[0];

  test(`${file} has JavaScript`, () => assert.ok(imports));

  blocks.forEach((block, at) => {
    test(`${file}: block ${at + 1} runs`, () => {
      const program = IMPORT.test(block) ? block : `${imports}\nawait init();\n${block}`;
      const run = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
        cwd: fileURLToPath(new URL(".", import.meta.url)),
        encoding: "utf8",
      });
      // `console.assert` does not throw: it writes.
      assert.deepEqual([run.status, run.stderr], [0, ""]);
    });
  });
}
