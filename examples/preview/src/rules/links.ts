// The rules and the explanation, linked both ways: a mark beside every line that was asked, a tint
// on the clause that the mouse is on, and the way from a clause to its place.

import { RangeSet, StateEffect, StateField, type Range } from "@codemirror/state";
import { Decoration, EditorView, gutter, GutterMarker, type DecorationSet } from "@codemirror/view";
import type { ExplainedLine } from "scimrules";

export interface Span {
  start: number;
  end: number;
}

class OutcomeMark extends GutterMarker {
  constructor(readonly outcome: ExplainedLine["outcome"], readonly decided: boolean) {
    super();
  }
  override eq(other: OutcomeMark): boolean {
    return other.outcome === this.outcome && other.decided === this.decided;
  }
  override toDOM(): Node {
    const mark = document.createElement("span");
    mark.className = `line-mark ${this.outcome}${this.decided ? " decided" : ""}`;
    mark.title = this.decided ? "this line decided" : TITLES[this.outcome];
    return mark;
  }
}

const TITLES = {
  true: "holds for this user", false: "does not hold for this user", unknown: "cannot be known",
  error: "failed", skipped: "not asked",
};

const setOutcomes = StateEffect.define<{ lines: ExplainedLine[]; because: number | undefined }>();
const setTint = StateEffect.define<Span | null>();

const outcomes = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(marks, transaction) {
    marks = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setOutcomes)) continue;
      const found = new Map<number, Range<GutterMarker>>();
      for (const line of effect.value.lines) {
        if (line.outcome === "skipped" || line.line > transaction.state.doc.lines) continue;
        const at = transaction.state.doc.line(line.line).from;
        found.set(at, new OutcomeMark(line.outcome, line.line === effect.value.because).range(at));
      }
      marks = RangeSet.of([...found.values()], true);
    }
    return marks;
  },
});

const tint = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    marks = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setTint)) continue;
      const span = effect.value;
      const fits = span && span.start < span.end && span.end <= transaction.state.doc.length;
      marks = fits ? Decoration.set(Decoration.mark({ class: "clause-tint" }).range(span.start, span.end)) : Decoration.none;
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export const links = [
  outcomes,
  tint,
  gutter({ class: "line-marks", markers: (view) => view.state.field(outcomes), initialSpacer: () => new OutcomeMark("skipped", false) }),
];

/** Marks lines; the text must be the one that was explained. */
export function showOutcomes(view: EditorView, lines: ExplainedLine[], because: number | undefined, about: string): void {
  if (view.state.doc.toString() === about) view.dispatch({ effects: setOutcomes.of({ lines, because }) });
}

export function tintSpan(view: EditorView, span: Span | null): void {
  view.dispatch({ effects: setTint.of(span) });
}

/** Selects a span, brings it into view and gives the editor the keyboard. */
export function reveal(view: EditorView, span: Span): void {
  const length = view.state.doc.length;
  const from = Math.min(span.start, length);
  const to = Math.min(span.end, length);
  view.dispatch({
    selection: { anchor: from, head: to },
    effects: EditorView.scrollIntoView(from, { y: "center" }),
  });
  view.focus();
}

/** The clause that a position is in: the innermost part, else whatever stands on its line. */
export function clauseAt(lines: ExplainedLine[], position: number, line: number): ExplainedLine | undefined {
  let found: ExplainedLine | undefined;
  let candidates = lines;
  for (;;) {
    const inside = candidates.find((one) => one.span.start <= position && position <= one.span.end);
    if (!inside) break;
    found = inside;
    candidates = inside.parts ?? [];
  }
  return found ?? lines.find((one) => one.line === line);
}
