// The decision for the user on the right, as one types.

import type { JSX } from "preact";
import { Said } from "../parts/Code";
import { appendRules } from "../rules/editor";
import { broken, errors, explained, outcome, stale } from "../state/look";
import { request } from "../state/session";
import { testOf } from "../suite/keep";
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
  if (!explained.value) return <p class="empty">No decision: <Said text={said.refused ?? "the request cannot be read"} />.</p>;
  const { decision, lines, tolerance } = explained.value;
  return (
    <div class={stale.value ? "decision stale" : "decision"}>
      <section class="third" aria-label="Decision">
        <Summary decision={decision} tolerance={tolerance} about={said.about}>
          <button type="button" class="button keep-test" disabled={stale.value !== undefined} onClick={() => void appendRules(testOf({ ...request.value, now: request.value.now || (said.clock ?? "") }, decision, lines))}>
            Keep as a test
          </button>
        </Summary>
      </section>
      <section class="third" aria-label="Record">
        <RecordTable decision={decision} lines={lines} fields={said.fields} account={accountOf(request.value.status, request.value.record)} />
      </section>
      <section class="third" aria-label="Reasons">
        <h2 class="third-title">Why</h2>
        <Clauses lines={lines} />
      </section>
    </div>
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
