// The decision for the user on the right, as one types.

import type { JSX } from "preact";
import { Said } from "../parts/Code";
import { broken, errors, outcome, stale } from "../state/look";
import { request } from "../state/session";
import { Clauses } from "./Clauses";
import { RecordTable } from "./RecordTable";
import { Summary } from "./Summary";

export function DecisionPanel(): JSX.Element {
  const said = outcome.value;
  if (broken.value) return <p class="empty error">The engine could not be started: {broken.value}</p>;
  if (!said) {
    return errors.value.length > 0
      ? <p class="empty">The rules have errors. The decision is shown as soon as they are mended.</p>
      : <p class="empty">The engine is being loaded…</p>;
  }
  if (!said.explanation) return <p class="empty">No decision: <Said text={said.fault?.message ?? "the request cannot be read"} />.</p>;
  const { decision, lines, tolerance } = said.explanation;
  return (
    <>
      {stale.value && <p class="stale-note" role="status">The rules have errors: this is what they said before.</p>}
      <div class={stale.value ? "decision stale" : "decision"}>
        <section class="third" aria-label="Decision"><Summary decision={decision} tolerance={tolerance} /></section>
        <section class="third" aria-label="Record">
          <h2 class="third-title">Record</h2>
          <RecordTable decision={decision} lines={lines} fields={said.fields} account={accountOf(request.value.status, request.value.record)} />
        </section>
        <section class="third" aria-label="Reasons">
          <h2 class="third-title">Why</h2>
          <Clauses lines={lines} />
        </section>
      </div>
    </>
  );
}

function accountOf(status: string, record: string): unknown {
  if (status === "") return undefined;
  try {
    return JSON.parse(record);
  } catch {
    return undefined;
  }
}
