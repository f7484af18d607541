// What the rules would do with a whole population, before anything is done.

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { count } from "../parts/dom";
import { openInput, useDrop } from "../parts/files";
import { errors } from "../state/look";
import { rules, saved, saveRules } from "../state/session";
import { Counts } from "./Counts";
import { Differences } from "./Differences";
import { Limits } from "./Limits";
import { accounts, failure, progress, result, source, take, takeSample, watched } from "./state";

export function PopulationPanel(): JSX.Element {
  useEffect(() => {
    watched.value = true;
    return () => void (watched.value = false);
  }, []);
  const drop = useDrop((file) => void take(file.name, file));
  return (
    <div class={drop.over ? "population dropping" : "population"} {...drop.events}>
      <div class="population-bar">
        <button type="button" class="button" onClick={() => void takeSample()}>Use the sample</button>
        <label class="button">
          Open a file…
          <input class="hidden-input" type="file" accept=".ndjson,.jsonl,.json" onChange={(event) => void openInput(event, (file) => take(file.name, file))} />
        </label>
        {source.value && <span class="dim"><code>{source.value.name}</code>, {count(source.value.lines, "user")}</span>}
        {source.value && (
          <label class="accounts">
            Accounts in the target
            <input type="text" inputMode="numeric" size={7} placeholder="as given" value={accounts.value} onInput={(event) => (accounts.value = event.currentTarget.value)} />
          </label>
        )}
        <span class="grow" />
        <Saved />
      </div>
      <div class="progress" aria-hidden={progress.value === undefined}>
        {progress.value !== undefined && <progress max={1} value={progress.value} aria-label="Deciding" />}
      </div>
      {failure.value && <p class="empty error">{failure.value}</p>}
      {!source.value && <Invitation />}
      {result.value && (
        <div class={progress.value !== undefined || errors.value.length > 0 ? "outcome-grid stale" : "outcome-grid"}>
          <div>
            <Limits simulation={result.value.simulation} />
            <Counts population={result.value} />
          </div>
          <Differences population={result.value} />
        </div>
      )}
      {drop.over && <div class="drop-note">Drop a file of users: NDJSON, a JSON array or a SCIM ListResponse</div>}
    </div>
  );
}

function Invitation(): JSX.Element {
  return (
    <div class="invitation">
      <h3>What would these rules do with everybody?</h3>
      <p>Drop a file with one user or request a line (NDJSON), a JSON array or a SCIM ListResponse. Nothing is uploaded: the users are decided here, in this browser.</p>
    </div>
  );
}

function Saved(): JSX.Element {
  const kept = saved.value;
  if (!kept) return <span class="dim">Save the rules to see what a change of them would change <button type="button" class="button" disabled={errors.value.length > 0} onClick={saveRules}>Save</button></span>;
  const at = new Date(kept.at).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
  return (
    <span class="dim">
      {kept.rules === rules.value ? `Saved ${at}` : `Compared with the rules saved ${at}`}
      {kept.rules !== rules.value && <> <button type="button" class="button" disabled={errors.value.length > 0} onClick={saveRules}>Save these instead</button></>}
    </span>
  );
}
