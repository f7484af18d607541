// Every case of `tests/cases` and every hostile text, through both builds in node.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as full from "scimrules";
import * as lite from "scimrules/lite";
import { conform } from "./conform.mjs";

const outcomes = new URL("../../../target/outcomes/outcomes.ndjson", import.meta.url);
const rows = readFileSync(outcomes, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

for (const [name, api] of Object.entries({ full, lite })) {
  test(`${name}: what the core answers`, () => {
    const { asked, failures } = conform(api, rows);
    assert.deepEqual(failures, []);
    assert.ok(asked.decide >= 700 && asked.filter > 700 && asked.patch > 200 && asked.rules > 150, JSON.stringify(asked));
  });

  test(`${name}: it goes on after everything hostile`, () => {
    const rules = api.Rules.compile("map { email = lower(userName) }");
    assert.deepEqual(rules.decide({ userName: "Ada" }).record, { email: "ada" });
  });
}
