// Why: every clause of the rules with what it said. A click shows it in the rules; the cursor in
// the rules marks it here.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { ExplainedLine } from "scimrules";
import { classes } from "../parts/dom";
import { revealSpan, tintClause } from "../rules/editor";
import { active } from "./active";
import { shown } from "./values";

const TITLES: Record<string, string> = {
  criterion: "Who comes in",
  "source status": "Status in the source",
  status: "What happens",
  protect: "Protected accounts",
  map: "Fields",
  notify: "Notices",
};

const WORDS: Record<ExplainedLine["outcome"], string> = {
  true: "yes", false: "no", unknown: "unknown", error: "error", skipped: "not asked",
};

export function Clauses({ lines }: { lines: ExplainedLine[] }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const chosen = active.value;
  useEffect(() => {
    box.current?.querySelector(".clause.active")?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const kinds = [...new Set(lines.map((line) => line.kind ?? ""))];
  return (
    <div class="clauses" ref={box}>
      {kinds.map((kind) => (
        <section key={kind}>
          <h3>{TITLES[kind] ?? kind}</h3>
          <ul>{lines.filter((line) => line.kind === kind).map((line) => <Clause key={line.span.start} line={line} depth={0} />)}</ul>
        </section>
      ))}
    </div>
  );
}

function Clause({ line, depth }: { line: ExplainedLine; depth: number }): JSX.Element {
  const set = line.kind === "map" && line.outcome === "true";
  const taken = set || (line.kind === "status" && line.outcome === "true");
  const word = set ? "set" : taken ? "taken" : WORDS[line.outcome];
  const parts = line.parts ?? [];
  const showsReads = line.kind !== "map" && parts.length === 0;
  return (
    <li>
      <button
        type="button"
        class={classes("clause", line.outcome, line === active.value && "active")}
        aria-current={line === active.value ? "true" : undefined}
        onClick={() => revealSpan(line.span)}
        onMouseEnter={() => tintClause(line.span)}
        onMouseLeave={() => tintClause(null)}
      >
        <span class="outcome">{word}</span>
        <span class="line-number">{depth === 0 ? line.line : ""}</span>
        <code>{line.text}</code>
      </button>
      {line.error && <p class="line-error">{line.error}</p>}
      {showsReads && line.reads && (
        <ul class="reads">
          {line.reads.map((read) => <li key={read.name} class={read.state}><code>{read.name}</code> <span class="value">{shown(read)}</span></li>)}
        </ul>
      )}
      {parts.length > 0 && <ul>{parts.map((part) => <Clause key={part.span.start} line={part} depth={depth + 1} />)}</ul>}
    </li>
  );
}
