// The rest of a request: operation, groups, params, clock; and what the host's functions answer.

import type { JSX } from "preact";
import { request, setRequest } from "../state/session";
import { Fault } from "./Fault";
import { JsonEditor } from "./JsonEditor";

const OPERATIONS = [["upsert", "Create or update"], ["delete", "Delete"]] as const;

export function RestPart(): JSX.Element {
  const { operation, now } = request.value;
  return (
    <div class="form">
      <fieldset class="choices">
        <legend>Operation of the source</legend>
        {OPERATIONS.map(([value, label]) => (
          <label key={value}>
            <input type="radio" name="operation" checked={operation === value} onChange={() => setRequest({ operation: value })} />
            {label}
          </label>
        ))}
      </fieldset>
      <div class="field-row">
        <label for="now">Clock <span>for <code>now()</code> and <code>today()</code>; empty: that of this browser</span></label>
        <input id="now" type="text" value={now} placeholder="2026-01-31T09:00:00Z" spellcheck={false}
          onInput={(event) => setRequest({ now: event.currentTarget.value })} />
        <button type="button" class="button" onClick={() => setRequest({ now: new Date().toISOString().replace(/\.\d+/, "") })}>Now</button>
      </div>
      <h3 class="form-title">Groups <span>that the host knows of; empty: not known, <code>[]</code>: none</span></h3>
      <div class="framed short">
        <JsonEditor label="Groups, as a JSON array" part="groups" hint='[{ "display": "sync-all" }]' />
      </div>
      <Fault part="groups" />
      <h3 class="form-title">Params <span>values for the rules’ <code>param</code> statements</span></h3>
      <div class="framed short">
        <JsonEditor label="Params, as a JSON object" part="params" hint='{ "verified_domains": ["example.com"] }' />
      </div>
      <Fault part="params" />
      <h3 class="form-title">Host functions <span>of the product, <code>account</code> and <code>is_taken</code> too: one answer, or answers by what they are called with</span></h3>
      <div class="framed short">
        <JsonEditor label="Host functions, as a JSON object" part="functions" hint='{ "office(title)": { "Dr": "Chennai", "else": "Remote" } }' />
      </div>
      <Fault part="functions" />
    </div>
  );
}
