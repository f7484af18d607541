// Errors, warnings and hints of the engine, underlined where they are.

import { setDiagnostics, type Action, type Diagnostic as Mark } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";
import type { Diagnostic } from "scimrules";

const SEVERITY = { error: "error", warning: "warning", hint: "info" } as const;

/** Shows findings; those about another text than the editor's are left for the next answer. */
export function showFindings(view: EditorView, findings: Diagnostic[], about: string): void {
  if (view.state.doc.toString() !== about) return;
  view.dispatch(setDiagnostics(view.state, findings.map((finding) => markOf(finding, view.state.doc.length))));
}

function markOf(finding: Diagnostic, length: number): Mark {
  const place = finding.labels[0];
  const from = Math.min(place?.start ?? 0, length);
  const to = Math.min(Math.max(place?.end ?? 0, from), length);
  return {
    from,
    to,
    severity: SEVERITY[finding.severity],
    source: finding.code,
    message: finding.help ? `${finding.message}. ${finding.help}` : finding.message,
    renderMessage: () => messageOf(finding),
    actions: finding.fix ? [mend(finding)] : [],
  };
}

function messageOf(finding: Diagnostic): HTMLElement {
  const box = document.createElement("div");
  box.className = "finding-tip";
  box.append(withCode(finding.message, "strong"));
  for (const label of finding.labels.slice(1)) box.append(withCode(`line ${label.line}: ${label.text}`, "p"));
  if (finding.help) box.append(withCode(finding.help, "span"));
  return box;
}

/** Text with what stands in backticks as code. */
export function withCode(text: string, element: "strong" | "span" | "p"): HTMLElement {
  const box = document.createElement(element);
  text.split("`").forEach((piece, at) => {
    if (at % 2 === 0) box.append(piece);
    else box.append(Object.assign(document.createElement("code"), { textContent: piece }));
  });
  return box;
}

function mend(finding: Diagnostic): Action {
  return { name: fixName(finding), apply: (view) => applyFix(view, finding) };
}

export function fixName(finding: Diagnostic): string {
  const text = finding.fix?.text.trim() ?? "";
  if (text === "") return "Take it out";
  return text.length <= 40 && !text.includes("\n") ? `Write ${text}` : "Mend it";
}

export function applyFix(view: EditorView, { fix }: Diagnostic): void {
  if (!fix) return;
  view.dispatch({
    changes: { from: fix.start, to: fix.end, insert: fix.text },
    selection: { anchor: fix.start + fix.text.length },
    scrollIntoView: true,
    userEvent: "input.fix",
  });
  view.focus();
}
