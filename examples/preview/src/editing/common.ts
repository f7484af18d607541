// What both editors can do: undo, brackets, search, keys. Tab indents, so that there is a way out:
// Escape, then Tab.

import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, dropCursor, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { editorTheme } from "./theme";

export const common = (label: string): Extension => [
  lineNumbers(),
  highlightActiveLineGutter(),
  foldGutter({ markerDOM: foldMark }),
  history(),
  drawSelection(),
  dropCursor(),
  indentUnit.of("  "),
  EditorState.tabSize.of(2),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  highlightActiveLine(),
  highlightSelectionMatches(),
  search({ top: true }),
  keymap.of([
    ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap,
    ...lintKeymap, indentWithTab,
  ]),
  EditorView.contentAttributes.of({ tabindex: "0", "aria-label": label, "aria-describedby": "leave-editor" }),
  // The style elements that the editor makes; see the policy in index.html.
  EditorView.cspNonce.of("preview"),
  editorTheme,
];

function foldMark(open: boolean): HTMLElement {
  const mark = document.createElement("span");
  mark.className = open ? "fold-mark open" : "fold-mark";
  mark.textContent = "›";
  mark.title = open ? "Fold" : "Unfold";
  return mark;
}
