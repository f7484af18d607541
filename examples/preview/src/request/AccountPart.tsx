// The account that the target has, if any.

import type { JSX } from "preact";
import { explained, stale } from "../state/look";
import { request, setRequest } from "../state/session";
import { Fault } from "./Fault";
import { JsonEditor } from "./JsonEditor";
import { show } from "./parts";

const STATUSES = [["", "No account"], ["active", "Active"], ["suspended", "Suspended"], ["inactive", "Inactive"]] as const;

export function AccountPart(): JSX.Element {
  const { status } = request.value;
  const decided = explained.value?.decision;
  const fill = (): void => {
    if (!decided) return;
    const after = decided.status ?? "active";
    setRequest({ status: after, record: show(decided.record ?? {}) });
  };
  return (
    <div class="form">
      <fieldset class="choices">
        <legend>What the target has of this user</legend>
        {STATUSES.map(([value, label]) => (
          <label key={value}>
            <input type="radio" name="status" checked={status === value} onChange={() => setRequest({ status: value })} />
            {label}
          </label>
        ))}
      </fieldset>
      {decided?.record && !stale.value && (
        <button type="button" class="button" onClick={fill}>Carry out the decision: take its record as the account</button>
      )}
      {status !== "" && (
        <>
          <h3 class="form-title" id="record-title">Its record <span>leave it empty where it is not known</span></h3>
          <div class="framed">
            <JsonEditor label="Record of the account, as JSON" part="record" hint='{ "email": "ada@example.com" }' />
          </div>
          <Fault part="record" />
        </>
      )}
    </div>
  );
}
