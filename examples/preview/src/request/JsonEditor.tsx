// An editor for a JSON text of the request.

import { json } from "@codemirror/lang-json";
import { syntaxHighlighting } from "@codemirror/language";
import { linter, type Diagnostic } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, placeholder } from "@codemirror/view";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { common } from "../editing/common";
import { highlightStyle } from "../rules/language";
import { jsonFault } from "./json";

interface Props {
  label: string;
  text: string;
  hint?: string;
  change: (text: string) => void;
}

export function JsonEditor({ label, text, hint, change }: Props): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const told = useRef(change);
  told.current = change;

  useEffect(() => {
    view.current = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: text,
        extensions: [
          common(label),
          json(),
          syntaxHighlighting(highlightStyle),
          linter(faults, { delay: 150 }),
          placeholder(hint ?? ""),
          EditorView.lineWrapping,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) told.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    return () => view.current?.destroy();
  }, [label]);

  // Another text from outside: a sample, a file.
  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === text) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);

  return <div class="editor" ref={place} />;
}

function faults(view: EditorView): Diagnostic[] {
  const fault = jsonFault(view.state.doc.toString());
  if (!fault) return [];
  const from = Math.min(fault.at, view.state.doc.length);
  return [{ from, to: Math.min(from + 1, view.state.doc.length), severity: "error", message: fault.message }];
}
