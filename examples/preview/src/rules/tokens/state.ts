// Where in a rules text a tokenizer is.

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

export const top = (state: State): Frame | undefined => state.stack[state.stack.length - 1];
