// Objects, of which only what rules read becomes text, against the whole of them as text.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { RequestError, Rules } from "scimrules";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const rules = Rules.compile(`
  extension acme "urn:acme:User" { desk { floor string  room string }  badges string[] }
  attributes { tags string[]  shoes { size integer  colour string }[] }
  map {
    name = displayName ?? "{name.givenName} {name.familyName}"
    email = emails[type eq "work"].value ?? emails[primary eq true].value
    hasPhones = phoneNumbers pr
    others = count(addresses)
    role = first(roles.value)
    office = acme.desk.floor
    badges = acme.badges
    boss = enterprise.manager.value
    shoes = count(shoes[not (size gt 40)])
    tags = tags
    schemas = count(schemas)
  }
  map groups { name = displayName }
  sync users where not (userType eq "Guest")
`);

class Person {
  constructor() {
    this.userName = "ada";
    this.emails = [new Address("a@x")];
  }
  get displayName() {
    return "inherited, and so left out";
  }
}
class Address {
  type = "work";
  constructor(value) {
    this.value = value;
  }
}

const users = [
  {},
  { unknown: 1 },
  { groups: [] },
  { id: "7", meta: { resourceType: "User" } },
  { displayName: "Ada", schemas: [GROUP] },
  { DISPLAYNAME: "Ada", Meta: { RESOURCETYPE: "Group" } },
  { displayName: "Ada", META: { resourceType: "group" }, unknown: {} },
  { displayName: "Ada", meta: "Group", schemas: "x" },
  { displayName: "Ada", DisplayName: "Bob" },
  { displayName: 'A"\\\n\u2028\ud800 Ada', "\u212aey": 1 },
  { "name.givenName": "Ada", "NAME.familyName": "Byron", "x.y": 1 },
  { name: { givenName: "Ada", formatted: "A" }, NAME: { familyName: "Byron" } },
  { name: [{ givenName: "Ada" }, { givenName: "Bob" }] },
  { emails: [{ type: "work", value: "a@x", display: "A" }, { Type: "home", VALUE: "b@x" }] },
  { emails: [{ display: "says nothing that is read" }, {}, null, "c@x", { type: "", value: null }] },
  { emails: { type: "work", value: "a@x" } },
  { emails: [[{ type: "work" }], 7, true, , undefined] },
  { phoneNumbers: [{ unknown: 1 }], addresses: [{ unknown: "" }, { unknown: 1 }, {}] },
  { roles: [{ value: '{"id":"1","displayName":"One"}', primary: "True" }, "two"] },
  { [ENTERPRISE]: { manager: "m", department: "D" } },
  { [ENTERPRISE.toUpperCase()]: { Manager: { value: "m", displayName: "M" } } },
  { [`${ENTERPRISE}:manager.value`]: "m", "urn:other:User": { a: 1 } },
  { [`${ENTERPRISE}:manager`]: { value: "m", $ref: "r" } },
  { "urn:ietf:params:scim:schemas:core:2.0:User:displayName": "Ada" },
  { "urn:ietf:params:scim:schemas:core:2.0:User": { displayName: "Ada" } },
  { "urn:acme:User": { desk: { floor: 1, chair: 2 }, badges: ["a", 2, true, null] } },
  { "urn:acme:User": [{ desk: { floor: 1 } }] },
  { shoes: [{ size: 39, laces: 1 }, { colour: "red" }, { size: Number.NaN, laces: 1 }, { laces: 1 }] },
  { tags: ["a", Number.POSITIVE_INFINITY, new Date(0), undefined, () => 1, Symbol("x")] },
  { tags: Object.assign(["a"], { toJSON: () => ["b"] }) },
  { displayName: undefined, unknown: undefined },
  { displayName: undefined, name: { givenName: () => 1, familyName: "Byron" } },
  { displayName: new String("boxed"), emails: new Map([["type", "work"]]) },
  { displayName: { toJSON: () => "made" }, unknown: 10n ** 3n > 5n },
  JSON.parse('{"__proto__": {"displayName": "x"}, "displayName": "Ada"}'),
  JSON.parse('{"emails": [{"__proto__": {"a": 1}, "type": "work", "value": "a@x"}]}'),
  Object.assign(Object.create(null), { displayName: "Ada" }),
  Object.assign(Object.create({ displayName: "inherited" }), { userName: "ada" }),
  new Person(),
  { toJSON: () => ({ displayName: "made" }) },
  { user: { displayName: "Ada", x: 1 }, groups: [{ value: "1", x: 1 }], current: null },
  { user: null, operation: "delete", current: { status: "active" } },
  { group: { displayName: "Team", members: [{ value: "1" }] }, now: "2026-01-01T00:00:00Z" },
  { user: { displayName: "Ada" }, displayNames: 1 },
  { user: { displayName: "Ada" }, params: undefined },
  { userType: "Guest", active: "nonsense", unknown: [{ deep: [] }] },
];
const said = [
  undefined,
  {},
  { current: null },
  { current: undefined, groups: undefined },
  { groups: null },
  { current: "active", groups: [{ value: "g", display: "G" }] },
  { current: { status: "active", record: { name: "Ada" } }, now: "2026-01-31T09:00:00Z" },
  { now: "soon" },
  { now: "" },
  { operation: "delete", current: "active" },
  { operation: "upsert", params: { unknown: 1 } },
  { params: null },
  { params: [] },
];

function outcome(call) {
  try {
    return call();
  } catch (error) {
    assert.ok(error instanceof RequestError || error instanceof TypeError, `${error}`);
    return `${error.name}: ${error.message}`;
  }
}

test("objects of every shape are decided as their text is", () => {
  let decided = 0;
  for (const call of ["decide", "decideGroup"]) {
    for (const options of said) {
      for (const user of users) {
        const found = outcome(() => rules[call](user, options));
        const expected = outcome(() => rules[call](JSON.stringify(user), options));
        assert.deepEqual(found, expected, `${call} ${JSON.stringify(user)} ${JSON.stringify(options)}`);
        decided += typeof found === "object";
      }
    }
  }
  assert.ok(decided > users.length * said.length, `${decided}`);
});

test("a delete of nobody is a request", () => {
  for (const nobody of [undefined, null, {}, "{}"]) {
    assert.equal(rules.decide(nobody, { operation: "delete" }).action, "ignore");
    assert.throws(() => rules.decide(nobody), RequestError);
  }
});

test("strict rules look at everything", () => {
  const strict = Rules.compile(`strict map { name = displayName }`);
  for (const user of [{ displayName: "Ada" }, { displayName: "Ada", unknown: 1 }]) {
    assert.deepEqual(strict.decide(user), strict.decide(JSON.stringify(user)));
  }
});

test("what is not read is not looked at", () => {
  const user = { displayName: "Ada", unknown: 1n };
  user.self = user;
  assert.equal(rules.decide(user).record.name, "Ada");
  assert.throws(() => rules.decide({ displayName: 1n }), RequestError);
  assert.throws(() => rules.explain(user), RequestError);
});

test("payloads of providers", () => {
  const texts = readFileSync(new URL("../../../target/users/stream", import.meta.url), "utf8").split("\n");
  const work = Rules.compile(readFileSync(new URL("../../../benches/work/mapping.rules", import.meta.url), "utf8"));
  for (const text of texts) {
    const user = JSON.parse(text);
    for (const options of said.slice(0, 4)) {
      assert.deepEqual(work.decide(user, options), work.decide(text, options));
    }
  }
});
