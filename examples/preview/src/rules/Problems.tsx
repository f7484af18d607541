// What the engine finds in the rules, at their foot: one line that never moves the editor while one
// types, and the whole list on demand.

import { signal } from "@preact/signals";
import type { JSX } from "preact";
import type { Diagnostic } from "scimrules";
import { Said } from "../parts/Code";
import { count } from "../parts/dom";
import { findings, outcome } from "../state/look";
import { cursor, formatNote, revealSpan, withView } from "./editor";
import { applyFix, fixName } from "./findings";
import { answerIt, mayBeHosts } from "./host";

const open = signal(false);
const RANK = { error: 0, warning: 1, hint: 2 };
/** More are told by their number. */
const SHOWN = 50;

export function Problems(): JSX.Element {
  const found = [...findings.value].sort((one, other) => RANK[one.severity] - RANK[other.severity]);
  if (found.length === 0) {
    const read = outcome.value?.reads.length;
    return (
      <div class="problem-line" role="status">
        <span class="ok">No problems</span>
        {formatNote.value ? <span>{formatNote.value}</span> : read !== undefined && <span>{count(read, "attribute")} read</span>}
      </div>
    );
  }
  // The one on the cursor's line, else the worst.
  const first = found.find((finding) => finding.line === cursor.value.line) ?? found[0]!;
  return (
    <div class="problems">
      <div class="problem-line" role="status">
        {open.value ? <span>{summary(found)}</span> : <Problem finding={first} short />}
        <button type="button" class="button quiet" aria-expanded={open.value} onClick={() => (open.value = !open.value)}>
          {open.value ? "Close" : summary(found)}
        </button>
      </div>
      {open.value && (
        <ul class="problem-list">
          {found.slice(0, SHOWN).map((finding) => <li key={`${finding.code} ${finding.line} ${finding.column}`}><Problem finding={finding} /></li>)}
          {found.length > SHOWN && <li class="dim">and {found.length - SHOWN} more</li>}
        </ul>
      )}
    </div>
  );
}

function Problem({ finding, short = false }: { finding: Diagnostic; short?: boolean }): JSX.Element {
  const fix = finding.fix;
  return (
    <div class={`problem ${finding.severity}${short ? " short" : ""}`}>
      <button type="button" class="finding" onClick={() => revealSpan(finding.labels[0] ?? { start: 0, end: 0 })}>
        <span class="severity">{finding.severity}</span>
        <span class="line-number">{finding.line}</span>
        <span class="message">
          <Said text={finding.message} />
          {finding.help && <em><Said text={finding.help} /></em>}
        </span>
      </button>
      {!short && finding.labels.slice(1).map((label) => (
        <button key={label.start} type="button" class="place" onClick={() => revealSpan(label)}>line {label.line}{label.text && <>: <Said text={label.text} /></>}</button>
      ))}
      {fix && <button type="button" class="button mend" onClick={() => withView((view) => applyFix(view, finding))}>{fixName(finding)}</button>}
      {mayBeHosts(finding) && <button type="button" class="button mend" onClick={() => answerIt(finding)}>The product has it</button>}
    </div>
  );
}

function summary(found: Diagnostic[]): string {
  const of = (severity: Diagnostic["severity"]): number => found.filter((finding) => finding.severity === severity).length;
  const parts = (["error", "warning", "hint"] as const).filter((severity) => of(severity) > 0);
  return parts.map((severity) => count(of(severity), severity)).join(", ");
}
