// Words: which of them are keywords depends on the statement and the block that they stand in.

import type { StringStream } from "@codemirror/language";
import { EVENTS, STATEMENTS, TEST_ITEMS, TYPES } from "../words";
import { COMPARE, NAME, PATH } from "./patterns";
import type { Expect, Frame, State } from "./state";

/** What stands behind a statement's first word. */
const FIRST: Record<string, Expect> = {
  store: "text", extension: "name", param: "name", let: "name", table: "name", match: "field", keep: "field",
  test: "text", limit: "action", again: "after", protect: "after", sync: "resource", source: "name",
};

export function word(stream: StringStream, state: State, frame: Frame | undefined): string | null {
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
