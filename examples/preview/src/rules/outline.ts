// What a rules text declares, and the requests of its tests: read with the tokenizer, so that it
// also works while the text has mistakes.

import { StringStream } from "@codemirror/language";
import { start, type State } from "./tokens/state";
import { token } from "./tokens/token";

export interface Declared {
  name: string;
  kind: "field" | "let" | "param" | "table" | "extension" | "attribute" | "script";
  /** The line that declares it, for help. */
  text: string;
  /** Of an attribute of an extension: the extension. */
  of?: string;
  /** Of a field: `target` declares it. */
  target?: boolean;
}

export interface TestRequest {
  name: string;
  /** Where the test begins. */
  at: number;
  /** JSON texts by item: user, group, groups, current, params. */
  json: Record<string, string>;
  now?: string;
  operation?: string;
}

export interface Outline {
  declared: Declared[];
  tests: TestRequest[];
}

const KINDS: Record<string, Declared["kind"]> = {
  fieldDefinition: "field", letDefinition: "let", paramDefinition: "param", tableDefinition: "table",
  extensionDefinition: "extension", attributeDefinition: "attribute", scriptDefinition: "script", field: "field",
};

/** Reads tokens up to `end`; `see` is given each with the states before and after it. */
export function read(
  text: string,
  end: number,
  see?: (kind: string, from: number, to: number, before: State, after: State) => void,
): State {
  const state = start();
  let from = 0;
  while (from <= end) {
    const newline = text.indexOf("\n", from);
    const stop = Math.min(newline < 0 ? text.length : newline, end);
    const stream = new StringStream(text.slice(from, stop), 2, 2);
    while (!stream.eol()) {
      stream.start = stream.pos;
      const before: State = { ...state, stack: state.stack.slice() };
      const kind = token(stream, state);
      if (see && kind) see(kind, from + stream.start, from + stream.pos, before, state);
    }
    if (newline < 0 || newline >= end) break;
    from = newline + 1;
  }
  return state;
}

export function outline(text: string): Outline {
  const declared = new Map<string, Declared>();
  const tests: TestRequest[] = [];
  let json: { item: string; from: number } | null = null;
  let item = "";
  let began = 0;
  read(text, text.length, (kind, from, to, before, after) => {
    const said = text.slice(from, to);
    const what = KINDS[kind];
    if (what) {
      const nested = what === "attribute" && before.stack.length > 1;
      const of = before.stack[0]?.kind === "extension" ? before.stack[0].of : undefined;
      const known = declared.get(`${what} ${of ?? ""} ${said}`);
      if (!known && !nested) {
        const one: Declared = { name: said, kind: what, text: lineOf(text, from) };
        if (of !== undefined) one.of = of;
        if (kind === "fieldDefinition") one.target = true;
        declared.set(`${what} ${of ?? ""} ${said}`, one);
      }
    }
    if (kind === "statement" && said === "test") began = from;
    if (after.statement !== "test") return;
    const test = tests[tests.length - 1];
    if (kind === "string" && before.stack.length === 0) {
      tests.push({ name: unquote(said), at: began, json: {} });
    } else if (!test) {
      return;
    } else if (kind === "keyword") {
      item = said;
    } else if (kind === "string" && item === "now" && before.stack.length === 1) {
      test.now = unquote(said);
    } else if (kind === "action" && item === "operation") {
      test.operation = said;
    } else if (kind === "bracket" && after.stack.length === 2 && before.stack.length === 1) {
      json = { item, from };
    } else if (kind === "bracket" && json && after.stack.length === 1 && before.stack.length === 2) {
      test.json[json.item] = text.slice(json.from, to);
      json = null;
    }
  });
  const all = [...declared.values()];
  // Without `target` the fields are those of `map`.
  const fields = all.some((one) => one.kind === "field" && one.target);
  return { declared: all.filter((one) => one.kind !== "field" || !fields || one.target), tests };
}

function lineOf(text: string, at: number): string {
  const end = text.indexOf("\n", at);
  return text.slice(text.lastIndexOf("\n", at) + 1, end < 0 ? text.length : end).trim();
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.replace(/^"|"$/g, "");
  }
}
