// Rules as a language of the editor: colours, indentation, folding, comments.

import { foldService, HighlightStyle, LanguageSupport, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import { tags, type Tag } from "@lezer/highlight";
import { copy, start, type State } from "./tokens/state";
import { token } from "./tokens/token";

const tokenTable: Record<string, Tag> = {
  comment: tags.comment,
  statement: tags.keyword,
  keyword: tags.keyword,
  control: tags.controlKeyword,
  operator: tags.operatorKeyword,
  flag: tags.modifier,
  type: tags.typeName,
  unit: tags.unit,
  event: tags.labelName,
  action: tags.className,
  string: tags.string,
  brace: tags.escape,
  scriptMark: tags.special(tags.string),
  number: tags.number,
  atom: tags.atom,
  call: tags.function(tags.variableName),
  path: tags.variableName,
  record: tags.special(tags.variableName),
  scriptName: tags.local(tags.variableName),
  field: tags.propertyName,
  jsonKey: tags.special(tags.propertyName),
  fieldDefinition: tags.definition(tags.propertyName),
  attributeDefinition: tags.definition(tags.variableName),
  letDefinition: tags.definition(tags.variableName),
  paramDefinition: tags.definition(tags.variableName),
  tableDefinition: tags.definition(tags.function(tags.variableName)),
  extensionDefinition: tags.definition(tags.variableName),
  scriptDefinition: tags.definition(tags.function(tags.variableName)),
  assign: tags.definitionOperator,
  bracket: tags.bracket,
  mark: tags.punctuation,
};

const rules = StreamLanguage.define<State>({
  name: "scimrules",
  startState: start,
  copyState: copy,
  token,
  tokenTable,
  indent(state, after, context) {
    const closes = /^\s*[}\])]/.test(after);
    const deep = state.stack.length - (closes ? 1 : 0);
    // A criterion that goes on: `and …` below `sync users where …`.
    const goesOn = state.stack.length === 0 && (state.expect === "operand" || /^(and|or)\b/.test(after));
    return Math.max(0, deep + (goesOn ? 1 : 0)) * context.unit;
  },
  languageData: {
    commentTokens: { line: "#" },
    closeBrackets: { brackets: ["{", "[", "(", '"'] },
    indentOnInput: /^\s*[}\])]$/,
    wordChars: "$-",
  },
});

/** A block folds from the end of its first line to the line that closes it. */
function blockOf(state: EditorState, lineStart: number, lineEnd: number): { from: number; to: number } | null {
  const text = state.doc.sliceString(lineStart, lineEnd);
  if (!/[{[]\s*(#.*)?$/.test(text) && !/^\s*script\s+"""/.test(text)) return null;
  const indent = /^\s*/.exec(text)?.[0].length ?? 0;
  const from = state.doc.lineAt(lineStart).number + 1;
  for (let number = from; number <= state.doc.lines; number++) {
    const line = state.doc.line(number);
    const closes = /^(\s*)([}\]]|""")/.exec(line.text);
    if (closes && closes[1]!.length === indent) return { from: lineEnd, to: line.from + indent };
  }
  return null;
}

export const highlightStyle = HighlightStyle.define([
  { tag: tags.comment, class: "tok-comment" },
  { tag: [tags.keyword, tags.controlKeyword], class: "tok-keyword" },
  { tag: [tags.operatorKeyword, tags.modifier, tags.definitionOperator], class: "tok-operator" },
  { tag: [tags.typeName, tags.unit], class: "tok-type" },
  { tag: [tags.labelName, tags.className], class: "tok-action" },
  { tag: tags.string, class: "tok-string" },
  { tag: tags.special(tags.string), class: "tok-keyword" },
  { tag: tags.escape, class: "tok-escape" },
  { tag: [tags.number, tags.atom, tags.bool, tags.null], class: "tok-atom" },
  { tag: tags.function(tags.variableName), class: "tok-call" },
  { tag: tags.special(tags.variableName), class: "tok-record" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName), tags.special(tags.propertyName)], class: "tok-field" },
  { tag: [tags.bracket, tags.punctuation, tags.separator, tags.brace, tags.squareBracket], class: "tok-mark" },
]);

export const language = (): LanguageSupport => new LanguageSupport(rules, [
  foldService.of(blockOf),
  syntaxHighlighting(highlightStyle),
]);
