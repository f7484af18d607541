// Asks a build what the core was asked, and compares the answers: in node and in a page alike.

/** The rows of `cargo run -p scimrules --example outcomes`; how many were asked, and what differs. */
export function conform(api, rows) {
  const { Rules, Filter, RequestError, FilterError, PatchError, CompileError } = api;
  const failures = [];
  const asked = { rules: 0, decide: 0, filter: 0, patch: 0 };
  const scripts = api.features.includes("script");
  let rules, ascii, batch;

  function same(found, expected, ...where) {
    const [one, other] = [found, expected].map((value) =>
      typeof value === "string" ? value : JSON.stringify(value),
    );
    if (one !== other) {
      failures.push(`${where.join(", ")}: found ${cut(one)}, expected ${cut(other)}`);
    }
  }

  /** What a call gives, or its error. */
  function outcome(call, kind) {
    try {
      return { gives: call() };
    } catch (error) {
      if (!(error instanceof kind)) throw error;
      return { error };
    }
  }

  const what = {
    rules({ name, text, script, compiles, findings, formatted }) {
      endBatch();
      rules?.free();
      rules = undefined;
      ascii = !/[^\0-\x7f]/.test(text);
      const found = api.check(text);
      if (script && !scripts) {
        if (compiles) same(found.some((one) => one.message.endsWith("has no scripts")), true, name, "no scripts");
        return;
      }
      same(found.map((one) => [one.code, one.line]), findings, name, "findings");
      const shown = outcome(() => api.format(text), CompileError);
      same(shown.gives ?? null, formatted, name, "formatted");
      const compiled = outcome(() => Rules.compile(text), CompileError);
      same(compiled.gives !== undefined, compiles, name, "compiles");
      rules = compiled.gives;
      batch = { name, lines: [], gives: [] };
    },

    decide({ name, text, base64, plain, gives, error, explained }) {
      if (!rules) return;
      const request = text ?? Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const exact = outcome(() => rules.decideText(request), RequestError);
      if (error) {
        const { code, message } = exact.error ?? {};
        same({ code, message }, error, name);
        return;
      }
      same(exact.gives, gives, name, "text");
      const decision = JSON.parse(gives);
      same(rules.decide(request), decision, name, "decide of text");
      if (text !== undefined && !/[\n\r]/.test(text)) {
        batch.lines.push(text);
        batch.gives.push(decision);
      }
      if (plain) {
        const object = JSON.parse(text);
        same(rules.decide(object), decision, name, "decide of an object");
        const said = options(object);
        if (said) {
          const { call, resource, rest } = said;
          for (const given of [resource, JSON.stringify(resource)]) {
            same(rules[call](given, rest), decision, name, "decide with options");
          }
        }
      }
      const { text: shown, ...told } = rules.explain(request);
      same(shown.length > 0, true, name, "explanation as text");
      const expected = JSON.parse(explained);
      same(ascii ? told : bare(told), ascii ? expected : bare(expected), name, "explanation");
    },

    filter({ text, gives, error, matches = [] }) {
      const parsed = outcome(() => Filter.parse(text), FilterError);
      same(told(parsed.error), error ?? null, "filter", cut(text));
      if (!parsed.gives) return;
      same(String(parsed.gives), gives, "filter", cut(text));
      for (const { resource, gives, error } of matches) {
        for (const given of [resource, JSON.stringify(resource)]) {
          const found = outcome(() => parsed.gives.matches(given), FilterError);
          same(told(found.error) ?? String(found.gives), error ?? gives, "filter", cut(text));
        }
      }
      parsed.gives.free();
    },

    patch({ resource, patch, options, gives, error }) {
      for (const given of [[resource, patch], [resource, patch].map((one) => JSON.stringify(one))]) {
        const patched = outcome(() => api.applyPatch(...given, options), PatchError);
        same(told(patched.error), error ?? null, "patch", cut(JSON.stringify(patch)));
        if (!error) same(patched.gives, JSON.parse(gives), "patch", cut(JSON.stringify(patch)));
      }
    },
  };

  /** All requests of some rules at once. */
  function endBatch() {
    if (!batch || !rules) return;
    const { name, lines, gives } = batch;
    const many = rules.decideMany(lines.join("\n"));
    same(many.length, gives.length, name, "decisions of many");
    many.forEach((one, index) => same(one, gives[index], name, "many", index));
    batch = undefined;
  }

  for (const row of rows) {
    what[row.ask](row);
    asked[row.ask]++;
  }
  endBatch();
  return { asked, failures };
}

function told(error) {
  return error ? { scimType: error.scimType ?? null, detail: error.detail } : null;
}

/** A request as a resource and what is said beside it, where that is the same. */
function options(request) {
  const kinds = ["user", "group"].filter((kind) => kind in request);
  const [kind] = kinds;
  const { [kind]: resource, ...rest } = request;
  const known = ["groups", "current", "params", "now", "operation"];
  if (kinds.length !== 1 || !Object.keys(rest).every((name) => known.includes(name))) return;
  if (typeof resource !== "object" || !resource || !Object.keys(resource).length) return;
  if (kind === "group" && "groups" in rest) return;
  const { params = {}, now = "", operation = "upsert" } = rest;
  if (params === null || Array.isArray(params) || typeof now !== "string") return;
  if (!["upsert", "delete"].includes(operation)) return;
  return { call: kind === "user" ? "decide" : "decideGroup", resource, rest };
}

/** Without places, which count other units where letters are not ASCII. */
function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const { span, ...rest } = value;
  return Object.fromEntries(Object.entries(rest).map(([name, inside]) => [name, bare(inside)]));
}

function cut(text) {
  return text?.length > 300 ? `${text.slice(0, 300)}…` : text;
}
