// One tokenizer for everything the page knows of a rules text without the engine: highlighting,
// where completion stands, and what a file declares. It reads line by line and never fails:
// half a statement is the usual state of a text that somebody types.

import type { StringStream } from "@codemirror/language";
import { inText, interpolates, json, script } from "./embedded";
import { top, type Expect, type Frame, type State } from "./state";
import { word } from "./word";

const FRAMES: Record<string, Frame["kind"]> = {
  map: "map", target: "target", attributes: "attributes", extension: "extension", status: "status",
  notify: "notify", table: "table", test: "test",
};
const OPENED: Partial<Record<Frame["kind"], Expect>> = {
  map: "field", target: "field", attributes: "attribute", extension: "attribute", status: "line", notify: "line",
  table: "line", test: "item",
};

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
