// The record: value, origin and change of every field.

import type { JSX } from "preact";
import type { Decision, ExplainedLine } from "scimrules";
import { classes } from "../parts/dom";
import { revealSpan, tintClause } from "../rules/editor";
import { active } from "./active";
import { expressionOf, rowsOf, type Row } from "./rows";
import { json, shown } from "./values";

interface Props {
  decision: Decision;
  lines: ExplainedLine[];
  fields: string[];
  account: unknown;
}

const CHANGES = { new: "new", changed: "changed", cleared: "cleared", same: "", empty: "", kept: "" };

export function RecordTable({ decision, lines, fields, account }: Props): JSX.Element {
  const rows = rowsOf(decision, lines, fields, account);
  const written = rows.filter((row) => row.change !== "kept" && row.change !== "empty");
  const rest = [["Left alone", rows.filter((row) => row.change === "kept")], ["Empty, and stays so", rows.filter((row) => row.change === "empty")]] as const;
  if (written.length === 0) {
    return <p class="empty">{decision.action === "reject" ? "A rejected user has no record." : "This decision writes no field."}</p>;
  }
  const compared = decision.action !== "create";
  return (
    <>
      <table class="record">
        <thead>
          <tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">From</th></tr>
        </thead>
        <tbody>{written.map((row) => <RecordRow key={row.field} row={row} compared={compared} />)}</tbody>
      </table>
      {rest.map(([title, left]) => left.length > 0 && (
        <p key={title} class="left-alone">{title}: {left.map((row, at) => <span key={row.field}>{at > 0 && ", "}<code>{row.field}</code></span>)}</p>
      ))}
    </>
  );
}

function RecordRow({ row, compared }: { row: Row; compared: boolean }): JSX.Element {
  const change = compared ? row.change : "same";
  const isActive = row.lines.some((line) => line === active.value);
  return (
    <tr class={classes("row", change, isActive && "active")}>
      <th scope="row">{row.field}</th>
      <td class="value-cell">
        {compared && row.before !== undefined && row.before !== null && change !== "same" && <del>{json(row.before)}</del>}
        {row.secret ? <span class="secret">a secret, not shown</span>
          : row.value === undefined || row.value === null ? <span class="none">{change === "cleared" ? "cleared" : "none"}</span>
          : <span class="value">{json(row.value)}</span>}
        {CHANGES[change] !== "" && change !== "cleared" && <span class="change-note">{CHANGES[change]}</span>}
      </td>
      <td class="origin">{row.lines.map((line) => <Origin key={line.span.start} line={line} />)}</td>
    </tr>
  );
}

function Origin({ line }: { line: ExplainedLine }): JSX.Element {
  return (
    <div>
      <button
        type="button"
        class="rule-link"
        onClick={() => revealSpan(line.span)}
        onMouseEnter={() => tintClause(line.span)}
        onMouseLeave={() => tintClause(null)}
      >
        <span class="line-number">{line.line}</span>
        <code>{expressionOf(line)}</code>
      </button>
      {line.reads && line.reads.length > 0 && (
        <ul class="reads">
          {line.reads.map((read) => (
            <li key={read.name} class={read.state}><code>{read.name}</code> <span class="value">{shown(read)}</span></li>
          ))}
        </ul>
      )}
      {line.error && <p class="line-error">{line.error}</p>}
    </div>
  );
}
