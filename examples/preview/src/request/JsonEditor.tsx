// An editor for a JSON text of the request.

import { json } from "@codemirror/lang-json";
import { syntaxHighlighting } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, placeholder } from "@codemirror/view";
import { effect, signal, untracked } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { common } from "../editing/common";
import type { Part } from "../engine/data";
import { highlightStyle } from "../rules/language";
import { faults } from "../state/look";
import { setText, textOf } from "../state/session";

const wanted = signal<Part | undefined>(undefined);
/** Gives an editor the keyboard, as soon as it is there. */
export const focusEditor = (part: Part): void => void (wanted.value = part);

interface Props {
  label: string;
  part: Part;
  hint?: string;
  /** Takes the text instead of the request; false where it does not. */
  instead?: (text: string) => boolean;
}

export function JsonEditor({ label, part, hint, instead }: Props): JSX.Element {
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const view = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: untracked(() => textOf(part)),
        extensions: [
          common(label),
          json(),
          syntaxHighlighting(highlightStyle),
          placeholder(hint ?? ""),
          EditorView.lineWrapping,
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            const text = update.state.doc.toString();
            if (text !== untracked(() => textOf(part)) && !instead?.(text)) setText(part, text);
          }),
        ],
      }),
    });
    // Another text from outside: a sample, a file. Not by rendering, which may be a key behind.
    const stop = effect(() => {
      const text = textOf(part);
      if (view.state.doc.toString() !== text) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    });
    const stopMarks = effect(() => {
      const fault = faults.value.find((one) => one.part === part);
      const { length } = view.state.doc;
      // A place at the end still needs a letter to stand under.
      const from = fault ? Math.max(0, Math.min(fault.at, length - 1)) : 0;
      const marks = fault ? [{ from, to: Math.min(from + 1, length), severity: "error" as const, message: fault.message.replaceAll("`", "") }] : [];
      view.dispatch(setDiagnostics(view.state, marks));
    });
    const stopFocus = effect(() => {
      if (wanted.value !== part) return;
      wanted.value = undefined;
      view.focus();
    });
    return () => {
      stopFocus();
      stopMarks();
      stop();
      view.destroy();
    };
  }, [label, part]);

  return <div class="editor" ref={place} />;
}
