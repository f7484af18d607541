// What the package does, in node.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import {
  CompileError,
  Filter,
  FilterError,
  PatchError,
  RequestError,
  Rules,
  ScimRulesError,
  applyPatch,
  check,
  features,
  format,
  init,
  reference,
  version,
} from "scimrules";
import * as lite from "scimrules/lite";

const TEXT = `
target { email string required  name string  title string  level integer  since dateTime
         pin string secret  tags string[] }
match email
attributes { level integer  since dateTime  tags string[] }
map {
  email = lower(userName)
  name  = displayName
  title = title ?? null
  level = level
  since = since
  pin   = password
  tags  = tags
}
sync users where not (userType eq "Guest")
status { on delete => deactivate, delete after 30 days }
notify { password to user on create }
limit deactivate to 1
`;
const rules = Rules.compile(TEXT, { name: "store" });
const raises = (call, kind, what) => assert.throws(call, (error) => {
  assert.ok(error instanceof kind, `${error}`);
  assert.ok(error instanceof ScimRulesError);
  for (const [name, value] of Object.entries(what ?? {})) assert.deepEqual(error[name], value);
  return true;
});

describe("decisions", () => {
  test("have their parts", () => {
    const decision = rules.decide({ userName: "Ada@example.com", level: 3, password: "hush" });
    assert.deepEqual(decision, {
      action: "create",
      event: "create",
      status: "active",
      record: { email: "ada@example.com", level: 3, pin: "hush" },
      match: [{ field: "email", value: "ada@example.com" }],
      notify: [{ what: "password", to: "user" }],
      because: { rule: "sync users where", line: 15 },
    });
  });

  test("are the same of text, bytes and objects", () => {
    const user = { userName: "Ada", tags: ["x"], displayName: "Åsa 🌍" };
    const text = JSON.stringify(user);
    const expected = rules.decide(user);
    assert.equal(expected.record.name, "Åsa 🌍");
    for (const way of [text, new TextEncoder().encode(text), Buffer.from(text), { user }]) {
      assert.deepEqual(rules.decide(way), expected);
    }
    assert.deepEqual(JSON.parse(rules.decideText(text)), expected);
  });

  test("take what is said beside the user", () => {
    const user = { userName: "ada" };
    assert.equal(rules.decide(user, { current: "active" }).action, "update");
    assert.equal(rules.decide(user, { current: null }).action, "create");
    const left = rules.decide(user, { current: { status: "active" }, operation: "delete" });
    assert.deepEqual(left.then, { action: "delete", after: "P30D" });
    assert.equal(rules.decide(null, { operation: "delete" }).action, "ignore");
    const timed = Rules.compile("param who string\nmap { at = now()  who = who }");
    assert.ok(timed.needsClock);
    const now = new Date(0);
    const { record } = timed.decide(user, { now, params: { who: "me" } });
    assert.deepEqual(record, { at: "1970-01-01T00:00:00.000Z", who: "me" });
    // What a whole request says itself counts.
    const whole = { user, now: "2026-01-01T00:00:00Z" };
    assert.equal(timed.decide(whole, { now }).record.at, "2026-01-01T00:00:00Z");
  });

  test("of groups", () => {
    const grouped = Rules.compile("map groups { name = displayName }");
    assert.deepEqual(grouped.decideGroup({ displayName: "Team" }).record, { name: "Team" });
    const text = JSON.stringify({ displayName: "Team" });
    assert.equal(grouped.decideGroup(text, { current: { status: "active" } }).action, "update");
  });

  test("of objects are those of their JSON", () => {
    class Person {
      toJSON() {
        return { userName: "Ada", since: new Date(0) };
      }
    }
    const { record } = rules.decide(new Person());
    assert.deepEqual(record, { email: "ada", since: "1970-01-01T00:00:00.000Z" });
    assert.deepEqual(rules.decide({ userName: "a", displayName: undefined }).record, { email: "a" });
  });

  test("need a request", () => {
    raises(() => rules.decide("{"), RequestError, { code: "E0901" });
    raises(() => rules.decide("[]"), RequestError, { code: "E0901" });
    raises(() => rules.decide({}), RequestError);
    raises(() => rules.decide({ userName: 1n }), RequestError);
    const circle = {};
    circle.circle = circle;
    raises(() => rules.decide(circle), RequestError);
    raises(() => rules.decide(() => 1), RequestError);
    raises(() => rules.decide('{"userName": "\ud800"}'), RequestError);
    raises(() => rules.decide(new Uint8Array([0x22, 0xff, 0x22])), RequestError);
    raises(() => rules.decide({ userName: "a" }, { params: [] }), RequestError);
    assert.throws(() => rules.decide({ userName: "a" }, { operation: "put" }), TypeError);
  });

  test("of many", () => {
    const lines = '{"userName": "a"}\n\n[]\r\n{"userName": "b", "userType": "Guest"}\n';
    for (const given of [lines, Buffer.from(lines)]) {
      const [one, two, three, ...rest] = rules.decideMany(given);
      assert.deepEqual([one.action, three.action, rest], ["create", "ignore", []]);
      assert.ok(two instanceof RequestError);
      assert.deepEqual([two.code, two.line], ["E0901", 3]);
    }
    const mixed = rules.decideMany([{ userName: "a" }, "{", '{"userName": "b"}'], { operation: "delete" });
    assert.deepEqual(mixed.map((one) => one.action ?? one.line), ["ignore", 2, "ignore"]);
    assert.deepEqual(rules.decideMany(""), []);
    // More than one piece, with a line that is longer than a piece.
    const long = JSON.stringify({ userName: "a", nickName: "x".repeat(3 << 20) });
    const much = `${'{"userName": "ä"}\n'.repeat(100_000)}${long}\n[]\n${'{"userName": "ö"}\n'.repeat(10)}`;
    for (const given of [much, Buffer.from(much)]) {
      const found = rules.decideMany(given);
      assert.equal(found.length, 100_012);
      assert.equal(found[100_001].line, 100_002);
      assert.equal(found.filter((one) => one.action === "create").length, 100_011);
      assert.equal(found.at(-1).record.email, "ö");
    }
  });

  test("that are larger than is allowed", () => {
    const small = Rules.compile("map { a = userName }", { limits: { requestSize: 100, requestDepth: 4 } });
    raises(() => small.decide({ userName: "x".repeat(100) }), RequestError, { code: "E0902" });
    raises(() => small.decideText("[[[[[[]]]]]]"), RequestError);
    assert.equal(small.decide({ userName: "x" }).action, "create");
    assert.throws(() => Rules.compile("", { limits: { size: 1 } }), TypeError);
  });
});

test("explanations tell why, with places in the string", () => {
  const text = '# “quoted” 🌍\nmap { email = lower(userName)  name = "ü{displayName}" }';
  const explained = Rules.compile(text).explain({ userName: "Ada" });
  assert.equal(explained.decision.record.email, "ada");
  const [email, name] = explained.lines;
  assert.equal(text.slice(email.span.start, email.span.end), "email = lower(userName)");
  assert.equal(text.slice(name.span.start, name.span.end), 'name = "ü{displayName}"');
  assert.deepEqual(email.reads, [{ name: "userName", state: "value", value: "Ada" }]);
  assert.match(explained.text, /userName is "Ada"/);
  raises(() => rules.explain("{"), RequestError, { code: "E0901" });
});

test("findings have places in the string", () => {
  const text = '# “quoted” 🌍\nmap { x = usrName }';
  const [found] = check(text);
  assert.deepEqual([found.code, found.severity, found.line, found.column], ["E0301", "error", 2, 11]);
  assert.equal(text.slice(found.labels[0].start, found.labels[0].end), "usrName");
  assert.equal(found.fix.text, "userName");
  const mended = text.slice(0, found.fix.start) + found.fix.text + text.slice(found.fix.end);
  assert.deepEqual(check(mended).filter((one) => one.severity === "error"), []);
  raises(() => Rules.compile(text), CompileError, { code: "E0301", line: 2, column: 11 });
  assert.equal(check(TEXT).length, rules.diagnostics.length);
});

test("formatting", () => {
  assert.equal(format("map{a=userName}"), "map {\n  a = userName\n}\n");
  raises(() => format("map {"), CompileError);
});

test("rules tell of themselves", () => {
  assert.deepEqual(rules.fields, ["email", "name", "title", "level", "since", "pin", "tags"]);
  assert.ok(rules.attributesRead.includes("userName"));
  const { name, text, store, needsRecord, needsClock } = rules;
  assert.deepEqual([name, text, store, needsRecord, needsClock], ["store", TEXT, undefined, false, false]);
  const tested = Rules.compile('map { a = userName }\ntest "t" { user {"userName": "x"} expect create {"a": "y"} }');
  const { passed, results, coverage } = tested.test();
  assert.deepEqual([passed, results.length, coverage.missed], [false, 1, []]);
});

test("a simulation", () => {
  const lines = '{"userName": "a"}\n[]\n{"user": {"userName": "b", "userType": "Guest"}, "current": "active"}\n'.repeat(2);
  const old = Rules.compile(TEXT.replace("lower(userName)", "userName"));
  const found = rules.simulate(lines, { against: old, listed: 1, accounts: 10 });
  assert.deepEqual([found.counts, found.failed, found.requests], [{ create: 2, deactivate: 2 }, 2, 4]);
  assert.deepEqual(found.exceeded.map(({ count, allowed }) => [count, allowed]), [[2, 1]]);
  assert.deepEqual([found.differ, found.differences], [0, []]);
  const upper = rules.simulate([{ userName: "A" }, '{"userName": "B"}'], { against: old, listed: 1 });
  assert.equal(upper.differ, 2);
  const [{ user, old: before, new: after, fields }] = upper.differences;
  assert.deepEqual([user, before, after], ["A", "create", "create"]);
  assert.deepEqual(fields[0], { name: "email", old: "A", new: "a" });
  assert.equal(rules.simulate("").requests, 0);
  assert.throws(() => rules.simulate("", { accounts: -1 }), TypeError);
});

describe("functions of the host", () => {
  const rules = Rules.compile(
    `attributes { since dateTime  n integer  tags string[] }
     let login = lower(userName)
     map {
       manager = account("id", enterprise.manager.value)
       login   = first_free(login, "{login}{n}")
       twice   = twice(title)
       year    = year(since)
       next    = next(n)
       many    = many(tags)
       any     = anything(title)
     }`,
    {
      account: (field, value) => (value === "7" ? `${field}-7` : null),
      isTaken: (field, value) => value === "ada",
      functions: {
        twice: { parameters: ["string"], returns: "string", call: (text) => text + text },
        year: { parameters: ["dateTime"], returns: "integer", call: (date) => date.getUTCFullYear() },
        next: { parameters: ["integer"], returns: "integer", call: (n) => (typeof n === "bigint" ? n + 1n : n + 1) },
        many: (tags) => [tags, tags],
        anything: (value) => {
          if (value === "throw") throw new Error("no such thing");
          if (value === "promise") return Promise.reject(new Error("late"));
          if (value === "date") return new Date(0);
          if (value === "decide") return rules.decide({ userName: "inner" }).action;
          return value === "object" ? {} : null;
        },
      },
    },
  );
  const decide = (user) => rules.decide({ userName: "Ada", ...user });

  test("are called", () => {
    const urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    const found = decide({ title: "date", since: "2026-02-03T00:00:00Z", n: 4, [urn]: { manager: { value: "7" } } });
    assert.deepEqual(found.record, {
      manager: "id-7",
      login: "ada1",
      twice: "datedate",
      year: 2026,
      next: 5,
      any: "1970-01-01T00:00:00.000Z",
    });
  });

  test("take whole numbers of any size", () => {
    const text = rules.decideText('{"userName": "a", "n": 9007199254740993}');
    assert.match(text, /"next":9007199254740994[,}]/);
  });

  test("may fail, and the decision tells", () => {
    for (const [title, why] of [["throw", /no such thing/], ["promise", /promise/], ["object", /not a value/]]) {
      const { action, errors } = decide({ title });
      assert.equal(action, "reject");
      assert.match(errors[0].message, why);
    }
  });

  test("may decide in their turn", () => {
    for (let times = 0; times < 3; times++) {
      const { record } = decide({ title: "decide", tags: ["kept", "kept"], n: 7 });
      assert.deepEqual([record.any, record.twice, record.next], ["create", "decidedecide", 8]);
    }
  });

  test("have types", () => {
    const wrong = { x: { parameters: ["text"], call: () => 1 } };
    assert.throws(() => Rules.compile("", { functions: wrong }), TypeError);
    assert.throws(() => Rules.compile("", { functions: { x: 1 } }), TypeError);
    const typed = { x: { parameters: ["string"], returns: "string", call: String } };
    const found = check("map { a = x(title, title) }", { functions: typed });
    assert.equal(found[0].severity, "error");
  });
});

test("filters and patches", () => {
  const filter = Filter.parse('userName  eq "X"');
  assert.equal(String(filter), 'userName eq "X"');
  assert.ok(filter.matches({ userName: "x" }));
  assert.ok(!filter.matches('{"userName": "y"}'));
  raises(() => Filter.parse("a zz b"), FilterError, { scimType: "invalidFilter", code: "invalidFilter", status: 400 });
  const before = { userName: "a" };
  const ops = { Operations: [{ op: "Replace", path: "userName", value: "b" }] };
  assert.deepEqual(applyPatch(before, ops), { userName: "b" });
  assert.deepEqual(applyPatch(JSON.stringify(before), JSON.stringify(ops)), { userName: "b" });
  assert.deepEqual(before, { userName: "a" });
  raises(() => applyPatch(before, { Operations: [{ op: "remove" }] }), PatchError, { scimType: "noTarget", operation: 0 });
});

test("rules are freed", () => {
  const freed = Rules.compile("map { a = userName }");
  freed.free();
  freed.free();
  const message = /the rules can be used no more after `free`/;
  for (const ask of [
    () => freed.decide({ userName: "a" }),
    () => freed.decideText("{}"),
    () => freed.decideMany(["{}"]),
    () => freed.explain({ userName: "a" }),
    () => freed.test(),
    () => freed.fields,
    () => rules.simulate(["{}"], { against: freed }),
  ]) {
    raises(ask, ScimRulesError, { code: "freed" });
    assert.throws(ask, message);
  }
  assert.throws(() => new Rules());
  const filter = Filter.parse("userName pr");
  filter.free();
  filter.free();
  raises(() => filter.matches({}), ScimRulesError, { code: "freed" });
  assert.equal(rules.decide({ userName: "a" }).action, "create");
});

test("memory does not grow by use", () => {
  const user = JSON.stringify({ userName: "a", nickName: "x".repeat(100_000) });
  const used = () => {
    const loops = Rules.compile("map { a = nickName }");
    for (let times = 0; times < 200; times++) {
      loops.decideText(user);
      assert.throws(() => loops.decide("["));
    }
    loops.free();
    return process.memoryUsage().arrayBuffers;
  };
  const first = used();
  for (let times = 0; times < 5; times++) used();
  assert.ok(used() - first < 4 << 20);
});

test("the reference is the code's own", () => {
  const { statements, expressions, functions, attributes } = reference();
  for (const { example } of [...statements, ...expressions]) {
    assert.deepEqual(check(example).filter((found) => found.severity === "error"), [], example);
  }
  const lower = functions.find((one) => one.name === "lower");
  assert.deepEqual([lower.signature, lower.returns], ["lower(x)", "string"]);
  assert.ok(functions.some((one) => one.name === "first_free" && one.example));
  const emails = attributes.find((one) => one.name === "emails");
  assert.ok(emails.many && emails.parts.some((part) => part.name === "value"));
});

test("what a build has", async () => {
  await init();
  const { version: said } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url)));
  const cargo = readFileSync(new URL("../../../Cargo.toml", import.meta.url), "utf8");
  assert.equal(version, said);
  assert.match(cargo, new RegExp(`^version = "${said}"`, "m"));
  assert.deepEqual([features, lite.features], [["script"], []]);
});

test("the lite build says that it has no scripts", () => {
  const text = 'script """\n  fn f(x) { x }\n"""\nmap { a = f(userName) }';
  assert.deepEqual(check(text).filter((found) => found.severity === "error"), []);
  const [found] = lite.check(text);
  assert.deepEqual([found.code, found.message], ["E0407", "this build of scimrules has no scripts"]);
  assert.throws(() => lite.Rules.compile(text), lite.CompileError);
});
