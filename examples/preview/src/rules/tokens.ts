// One tokenizer for everything the page knows of a rules text without the engine: highlighting,
// where completion stands, and what a file declares. It reads line by line and never fails:
// half a statement is the usual state of a text that somebody types.

import type { StringStream } from "@codemirror/language";
import { EVENTS, STATEMENTS, TEST_ITEMS, TYPES } from "./words";

/** What may come next. */
export type Expect =
  | "statement" | "operand" | "after" | "assign" | "field" | "event" | "action" | "type" | "flag"
  | "unit" | "recipient" | "item" | "resource" | "name" | "text" | "attribute" | "line" | "json";

export interface Frame {
  kind: "map" | "target" | "attributes" | "extension" | "status" | "notify" | "table" | "test"
    | "list" | "filter" | "call" | "group" | "json";
  close: string;
  /** Of a filter its path, of a call its function, of a test the item whose JSON it is. */
  of: string;
  /** What is expected once the frame is closed. */
  then: Expect;
}

export interface State {
  stack: Frame[];
  statement: string;
  expect: Expect;
  /** In a script. */
  script: boolean;
  /** In a string: may names in braces be read in it? */
  text: null | "plain" | "values";
  /** In braces in a string. */
  braces: boolean;
  /** The last word or path, for what opens behind it. */
  last: string;
  /** An operand of a comparison: its text is plain. */
  compared: boolean;
}

export const start = (): State => ({
  stack: [], statement: "", expect: "statement", script: false, text: null, braces: false, last: "", compared: false,
});

export const copy = (state: State): State => ({ ...state, stack: state.stack.slice() });

const NAME = /^\$?[A-Za-z][\w-]*/;
const PATH = /^(?:urn:[\w.\-+%/=@!*~:]*:)?\$?[A-Za-z][\w-]*(?:\.\$?[A-Za-z][\w-]*)*/i;
const COMPARE = /^(eq|ne|co|sw|ew|gt|ge|lt|le|in|matches)$/i;
const FRAMES: Record<string, Frame["kind"]> = {
  map: "map", target: "target", attributes: "attributes", extension: "extension", status: "status",
  notify: "notify", table: "table", test: "test",
};
const OPENED: Partial<Record<Frame["kind"], Expect>> = {
  map: "field", target: "field", attributes: "attribute", extension: "attribute", status: "line", notify: "line",
  table: "line", test: "item",
};
/** What stands behind a statement's first word. */
const FIRST: Record<string, Expect> = {
  store: "text", extension: "name", param: "name", let: "name", table: "name", match: "field", keep: "field",
  test: "text", limit: "action", again: "after", protect: "after", sync: "resource", source: "name",
};

const top = (state: State): Frame | undefined => state.stack[state.stack.length - 1];

/** The name of the next token's kind; moves the stream and the state. */
export function token(stream: StringStream, state: State): string | null {
  if (state.script) return script(stream, state);
  if (state.text) return inText(stream, state);
  if (stream.eatSpace()) return null;
  if (stream.peek() === "#") {
    stream.skipToEnd();
    return "comment";
  }
  const frame = top(state);
  if (frame?.kind === "json") return json(stream, state, frame);
  if (stream.match('"""')) {
    state.script = true;
    return "scriptMark";
  }
  if (stream.eat('"')) {
    state.text = interpolates(state, frame) ? "values" : "plain";
    return inText(stream, state);
  }
  if (stream.match(/^-?\d+(\.\d+)?([eE][+-]?\d+)?/)) {
    state.expect = frame?.kind === "status" ? "unit" : frame?.kind === "target" ? "flag" : "after";
    return "number";
  }
  return mark(stream, state, frame) ?? word(stream, state, frame);
}

function interpolates(state: State, frame: Frame | undefined): boolean {
  if (state.expect !== "operand" || state.compared) return false;
  return frame ? !["filter", "test"].includes(frame.kind) && frame.of !== "plain" : state.statement === "let";
}

function inText(stream: StringStream, state: State): string {
  if (state.braces) {
    if (stream.eat("}")) {
      state.braces = false;
      return "brace";
    }
    if (stream.match(PATH)) return stream.peek() === "(" ? "call" : "path";
    if (stream.match(/^"(\\.|[^"\\])*"/)) return "string";
    stream.next();
    return "brace";
  }
  while (!stream.eol()) {
    if (stream.match(/^\\./)) continue;
    if (state.text === "values" && stream.match("{{")) continue;
    if (state.text === "values" && stream.match(/^\{(?=\s*[\w$][^"{}]*\})/, false)) {
      if (stream.current() !== "") return "string";
      stream.next();
      state.braces = true;
      return "brace";
    }
    if (stream.next() === '"') {
      ended(state);
      return "string";
    }
  }
  // Texts end with their line.
  ended(state);
  return "string";
}

function ended(state: State): void {
  state.text = null;
  state.compared = false;
  const frame = top(state);
  if (frame?.kind === "json") return;
  if (state.statement === "test" && !frame) state.expect = "after";
  else if (frame?.kind === "test") state.expect = "item";
  else if (state.statement === "store" && !frame) state.expect = "statement";
  else state.expect = "after";
}

function script(stream: StringStream, state: State): string | null {
  if (stream.match('"""')) {
    state.script = false;
    state.expect = "statement";
    return "scriptMark";
  }
  if (stream.eatSpace()) return null;
  if (stream.match(/^\/\/.*/)) return "comment";
  if (stream.match(/^"(?!"")(\\.|[^"\\])*"?/) || stream.match(/^`[^`]*`?/) || stream.match(/^'(\\.|[^'\\])'?/)) return "string";
  if (stream.match(/^\d[\w.]*/)) return "number";
  if (stream.match(/^(fn|let|const|if|else|for|in|while|loop|return|break|continue|switch|throw|try|catch|do|until)\b/)) {
    state.last = stream.current();
    return "control";
  }
  if (stream.match(/^(true|false|this)\b/)) return "atom";
  if (stream.match(/^[A-Za-z_]\w*/)) {
    const defined = state.last === "fn";
    state.last = stream.current();
    return defined ? "scriptDefinition" : stream.match(/^\s*\(/, false) ? "call" : "scriptName";
  }
  stream.next();
  return "mark";
}

function json(stream: StringStream, state: State, frame: Frame): string | null {
  const next = stream.peek();
  if (next === "{" || next === "[") {
    stream.next();
    state.stack.push({ kind: "json", close: next === "{" ? "}" : "]", of: frame.of, then: "json" });
    return "bracket";
  }
  if (next === "}" || next === "]") {
    stream.next();
    state.stack.pop();
    state.expect = frame.then;
    return "bracket";
  }
  if (stream.match(/^"(\\.|[^"\\])*"?/)) return stream.match(/^\s*:/, false) ? "jsonKey" : "string";
  if (stream.match(/^-?\d[\d.eE+-]*/)) return "number";
  if (stream.match(/^(true|false|null)\b/)) return "atom";
  stream.next();
  return "mark";
}

function mark(stream: StringStream, state: State, frame: Frame | undefined): string | null {
  const operator = stream.match(/^(=>|\?\?|\?=|\+=|=)/) as RegExpMatchArray | null;
  if (operator) {
    const arrow = operator[0] === "=>";
    state.expect = arrow && frame?.kind === "status" ? "action" : "operand";
    state.compared = false;
    return operator[0] === "??" ? "operator" : "assign";
  }
  const next = stream.peek();
  if (next === "{" || next === "[" || next === "(") {
    stream.next();
    open(state, next, frame);
    return "bracket";
  }
  if (next === "}" || next === "]" || next === ")") {
    stream.next();
    if (frame?.close === next) {
      state.stack.pop();
      state.expect = frame.then;
    }
    return "bracket";
  }
  if (next === ",") {
    stream.next();
    if (frame?.kind === "status") state.expect = "action";
    else if (frame?.kind === "table") state.expect = "line";
    else state.expect = state.statement === "match" && !frame ? "field" : "operand";
    return "mark";
  }
  if (next === "+" && state.statement === "limit") {
    stream.next();
    state.expect = "action";
    return "mark";
  }
  return null;
}

function open(state: State, bracket: string, frame: Frame | undefined): void {
  const close = bracket === "{" ? "}" : bracket === "[" ? "]" : ")";
  if (bracket === "{" && !frame) {
    const kind = FRAMES[state.statement] ?? "group";
    state.stack.push({ kind, close, of: state.last, then: "statement" });
    state.expect = OPENED[kind] ?? "operand";
  } else if (frame?.kind === "test") {
    state.stack.push({ kind: "json", close, of: state.last, then: "item" });
    state.expect = "json";
  } else if (frame?.kind === "attributes" || frame?.kind === "extension") {
    const kind = bracket === "{" ? frame.kind : "list";
    state.stack.push({ kind, close, of: state.last, then: "attribute" });
    state.expect = "attribute";
  } else if (bracket === "[" && (state.expect === "flag" || state.expect === "assign")) {
    state.stack.push({ kind: "list", close, of: "", then: state.expect });
  } else if (bracket === "(") {
    const call = state.expect === "after" && state.last !== "";
    state.stack.push({ kind: call ? "call" : "group", close, of: call ? state.last : "", then: "after" });
    state.expect = "operand";
  } else if (bracket === "[" && state.expect === "after") {
    state.stack.push({ kind: "filter", close, of: state.last, then: "after" });
    state.expect = "operand";
  } else {
    state.stack.push({ kind: "list", close, of: state.compared ? "plain" : "", then: "after" });
    state.expect = "operand";
  }
}

function word(stream: StringStream, state: State, frame: Frame | undefined): string | null {
  if (!stream.match(PATH)) {
    // What continues a path behind a filter: `].value`.
    if (stream.match(/^\.\$?[A-Za-z][\w-]*/)) {
      state.expect = "after";
      return "path";
    }
    stream.next();
    return "mark";
  }
  const said = stream.current();
  const begins = state.expect === "statement" || (!frame && state.expect !== "operand" && state.expect !== "name" && state.expect !== "field");
  if (!frame && begins && STATEMENTS.has(said)) return statement(state, said);
  const kind = frame ? inBlock(state, frame, said) : inStatement(state, said);
  return kind ?? expression(stream, state, said);
}

function statement(state: State, said: string): string {
  state.statement = said;
  state.last = "";
  state.compared = false;
  state.expect = FIRST[said] ?? "after";
  if (said === "strict") state.expect = "statement";
  return "statement";
}

/** Words of a statement outside of blocks. */
function inStatement(state: State, said: string): string | null {
  const now = state.expect;
  switch (state.statement) {
    case "sync":
      if (now !== "resource" && now !== "after") return null;
      if (said === "where") state.expect = "operand";
      else if (said === "users" || said === "groups") state.expect = "after";
      else if (said !== "all") return null;
      return "keyword";
    case "source":
      if (now !== "name") return null;
      state.expect = said === "complete" ? "statement" : "assign";
      return "keyword";
    case "limit":
      if (said === "to" || said === "of" || said === "users" || said === "groups") {
        state.expect = "after";
        return "keyword";
      }
      state.expect = "after";
      return "action";
    case "again":
      if (now !== "after" || said !== "at") return null;
      state.expect = "operand";
      return "keyword";
    case "protect":
      if (now !== "after" || (said !== "if" && said !== "groups" && said !== "users")) return null;
      state.expect = said === "if" ? "operand" : "after";
      return "keyword";
    case "map":
    case "target":
      return said === "groups" || said === "users" ? "keyword" : null;
    case "match":
    case "keep":
      if (now !== "field") return null;
      state.expect = "after";
      return "field";
    case "extension":
    case "table":
      if (now !== "name") return null;
      state.last = said;
      state.expect = "text";
      return `${state.statement}Definition`;
    case "let":
    case "param":
      if (now === "name") {
        state.last = said;
        state.expect = state.statement === "let" ? "assign" : "type";
        return `${state.statement}Definition`;
      }
      if (now !== "type") return null;
      state.expect = "assign";
      return "type";
    default:
      return null;
  }
}

/** Words that a block gives a meaning; null where an expression stands. */
function inBlock(state: State, frame: Frame, said: string): string | null {
  const now = state.expect;
  const fresh = now === "field" || now === "line" || now === "after" || now === "item" || now === "attribute" || now === "flag";
  switch (frame.kind) {
    case "target":
      if (now === "type") {
        state.expect = "flag";
        return "type";
      }
      if (now === "flag" && /^(required|secret|max)$/.test(said)) return "flag";
      state.expect = "type";
      state.last = said;
      return "fieldDefinition";
    case "attributes":
    case "extension":
      if (now === "type" || (TYPES.includes(said) && now !== "attribute")) {
        state.expect = "attribute";
        return "type";
      }
      state.expect = "type";
      state.last = said;
      return "attributeDefinition";
    case "map":
      if (!fresh || operatorWord(said)) return null;
      if (now === "after" && (said === "on" || said === "if")) return control(state, said);
      state.expect = said === "keep" ? "field" : "assign";
      if (said !== "keep") state.last = said;
      return said === "keep" ? "keyword" : "field";
    case "status":
      if (now === "unit") {
        state.expect = "line";
        return "unit";
      }
      if (now === "action") {
        state.expect = "after";
        return "action";
      }
      if (now === "after" && said === "after") return "keyword";
      return fresh && (said === "on" || said === "if") ? control(state, said) : event(state);
    case "notify":
      if (now === "recipient") {
        state.expect = "after";
        return /^(user|admin|nobody)$/.test(said) ? "atom" : null;
      }
      if (fresh && (said === "password" || said === "mail")) return "keyword";
      if (fresh && said === "to") {
        state.expect = "recipient";
        return "keyword";
      }
      return fresh && (said === "on" || said === "if") ? control(state, said) : event(state);
    case "table":
      return said === "else" && fresh ? "control" : null;
    case "test":
      if (now === "action") {
        state.last = "expect";
        state.expect = "item";
        return "action";
      }
      if (now === "recipient") {
        state.expect = "item";
        return "atom";
      }
      if (said in TEST_ITEMS) {
        state.last = said;
        state.expect = said === "expect" || said === "operation" ? "action" : "item";
        return "keyword";
      }
      if (said === "to") state.expect = "recipient";
      return said === "to" ? "keyword" : "atom";
    default:
      return null;
  }
}

function control(state: State, said: string): string {
  state.expect = said === "on" ? "event" : "operand";
  state.compared = false;
  return "control";
}

function event(state: State): string | null {
  if (state.expect !== "event") return null;
  state.expect = "after";
  return "event";
}

const operatorWord = (said: string): boolean => COMPARE.test(said) || /^(and|or|pr|then|else)$/i.test(said);

function expression(stream: StringStream, state: State, said: string): string {
  if (state.expect === "event") {
    state.expect = "after";
    return said in EVENTS ? "event" : "path";
  }
  if (/^(if|then|else)$/.test(said)) {
    state.expect = "operand";
    state.compared = false;
    return "control";
  }
  if (/^(and|or|not)$/i.test(said)) {
    state.expect = "operand";
    state.compared = false;
    return "operator";
  }
  if (state.expect === "after" && /^pr$/i.test(said)) return "operator";
  if (state.expect === "after" && COMPARE.test(said)) {
    state.expect = "operand";
    state.compared = true;
    return "operator";
  }
  state.expect = "after";
  if (/^(true|false|null)$/i.test(said) || said === "keep") {
    state.last = "";
    return "atom";
  }
  if (said === "reject") {
    state.compared = true;
    state.expect = "operand";
    return "control";
  }
  state.last = said;
  state.compared = false;
  if (NAME.test(said) && stream.match(/^ *\(/, false)) return "call";
  return /^(target|current)\./.test(said) ? "record" : "path";
}
