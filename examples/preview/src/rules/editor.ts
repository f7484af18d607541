// The editor of the rules, and its ties to the session: what is typed, what the engine says of it.

import { autocompletion } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { effect, signal } from "@preact/signals";
import { common } from "../editing/common";
import { engine } from "../engine/client";
import { errors, explained, findings, lookedAt, rulesBroken } from "../state/look";
import { rules, saveRules } from "../state/session";
import { complete } from "./completion";
import { showFindings } from "./findings";
import { hover } from "./hover";
import { language } from "./language";
import { links, reveal, showOutcomes, tintSpan, type Span } from "./links";

/** Where the cursor is: the position and the line. */
export const cursor = signal({ position: 0, line: 1, moved: false });
/** What was said of the last call of `formatRules`. */
export const formatNote = signal("");

let view: EditorView | undefined;

export function mountRules(parent: HTMLElement): () => void {
  const editor = new EditorView({
    parent,
    state: EditorState.create({
      doc: rules.peek(),
      extensions: [
        keymap.of([
          { key: "Shift-Alt-f", run: () => (void formatRules(), true) },
          { key: "Mod-s", run: save },
        ]),
        common("Rules"),
        language(),
        links,
        hover,
        autocompletion({ override: [complete], icons: false, maxRenderedOptions: 60 }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) rules.value = update.state.doc.toString();
          if (update.selectionSet || update.docChanged) {
            const { head } = update.state.selection.main;
            cursor.value = { position: head, line: update.state.doc.lineAt(head).number, moved: true };
          }
        }),
      ],
    }),
  });
  view = editor;
  const stop = effect(() => {
    showFindings(editor, findings.value, lookedAt.value);
    const said = explained.value;
    if (said && !rulesBroken.value) showOutcomes(editor, said.lines, said.decision.because?.line, lookedAt.value);
  });
  return () => {
    stop();
    editor.destroy();
    view = undefined;
  };
}

/** Rules with errors have nothing to compare a population with. */
function save(): true {
  if (errors.peek().length === 0) saveRules();
  return true;
}

/** Puts another text in; it can be undone. */
export function replaceRules(text: string): void {
  view?.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: text },
    selection: { anchor: 0 },
    scrollIntoView: true,
  });
}

/** Writes a statement below the others, in the usual layout, and shows it. */
export async function appendRules(statement: string): Promise<void> {
  if (!view) return;
  const { length } = view.state.doc;
  view.dispatch({ changes: { from: length, insert: statement }, selection: { anchor: length + 1 }, scrollIntoView: true });
  await formatRules();
}

export async function formatRules(): Promise<void> {
  const before = rules.peek();
  const said = await engine.ask("format", { rules: before });
  if (said.text === undefined) {
    formatNote.value = "These rules cannot be formatted before their errors are mended";
  } else if (view && view.state.doc.toString() === before) {
    formatNote.value = said.text === before ? "The layout is right already" : "Formatted";
    const { line } = cursor.peek();
    view.dispatch({ changes: smallest(before, said.text), userEvent: "format" });
    const at = view.state.doc.line(Math.min(line, view.state.doc.lines));
    view.dispatch({ selection: { anchor: at.from } });
  }
}

/** The one stretch that differs, so that folds and marks outside of it stay. */
function smallest(before: string, after: string): { from: number; to: number; insert: string } {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from++;
  let end = 0;
  while (end < before.length - from && end < after.length - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}

export const revealSpan = (span: Span): void => view && reveal(view, span);
export const revealLine = (line: number): void => {
  if (!view || line < 1 || line > view.state.doc.lines) return;
  const { from, to } = view.state.doc.line(line);
  revealSpan({ start: from, end: to });
};
export const tintClause = (span: Span | null): void => view && tintSpan(view, span);
export const withView = (run: (view: EditorView) => void): void => view && run(view);
