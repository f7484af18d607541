// The rules on the left: editor, samples, format, and what the engine finds in them.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Said } from "../parts/Code";
import { count } from "../parts/dom";
import { firstRequest, payloadSamples, ruleSamples } from "../samples";
import { errors, findings, outcome } from "../state/look";
import { request, rules, saved, saveRules } from "../state/session";
import { requestOf } from "../request/UserSamples";
import { formatNote, formatRules, mountRules, replaceRules, revealSpan, withView } from "./editor";
import { applyFix, fixName } from "./findings";
import { outline } from "./outline";

export function RulesPane(): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => mountRules(place.current!), []);
  return (
    <section class="pane rules" aria-label="Rules">
      <header class="pane-head">
        <h2>Rules</h2>
        <div class="pane-tools">
          <RuleSamples />
          <button type="button" class="button quiet" title="Shift+Alt+F" onClick={() => void formatRules()}>Format</button>
          <button type="button" class="button quiet" title="Ctrl+S: kept in this browser, to compare the population with" onClick={saveRules} disabled={saved.value?.rules === rules.value}>
            {saved.value?.rules === rules.value ? "Saved" : "Save"}
          </button>
        </div>
      </header>
      <div class="pane-body"><div class="editor" ref={place} /></div>
      <Findings />
    </section>
  );
}

function RuleSamples(): JSX.Element {
  const chosen = ruleSamples.findIndex((sample) => sample.text === rules.value);
  const choose = (event: Event): void => {
    const sample = ruleSamples[Number((event.currentTarget as HTMLSelectElement).value)];
    if (!sample) return;
    // A user whom the sample decides: the first of its tests, unless somebody works on a user of their own.
    const own = !isSample(request.value.user);
    replaceRules(sample.text);
    const test = outline(sample.text).tests[0];
    if (test && !own) request.value = requestOf(test);
  };
  return (
    <select class="quiet" aria-label="Sample rules" value={String(chosen)} onChange={choose}>
      <option value="-1" disabled hidden>Your rules</option>
      {ruleSamples.map((sample, at) => <option key={sample.name} value={String(at)}>{sample.name}</option>)}
    </select>
  );
}

/** The user is one that the page brought, and nobody's work. */
function isSample(user: string): boolean {
  const tests = ruleSamples.flatMap((sample) => outline(sample.text).tests);
  const users = [firstRequest, ...tests.map(requestOf)].map((one) => one.user);
  return user.trim() === "" || users.includes(user) || payloadSamples.some((sample) => sample.text === user);
}

function Findings(): JSX.Element {
  const found = findings.value;
  if (found.length === 0) {
    const read = outcome.value?.reads.length;
    return (
      <div class="status-line" role="status">
        <span class="ok">No problems</span>
        {read !== undefined && <span>{count(read, "attribute")} read</span>}
        <span class="grow">{formatNote.value}</span>
      </div>
    );
  }
  const shown = [...found].sort((one, other) => RANK[one.severity] - RANK[other.severity]);
  return (
    <div class="findings" role="region" aria-live="polite" aria-label={errors.value.length > 0 ? count(errors.value.length, "error") : "Hints"}>
      <ul>
        {shown.slice(0, 20).map((finding) => (
          <li key={`${finding.code} ${finding.line} ${finding.column}`} class={finding.severity}>
            <button type="button" class="finding" onClick={() => revealSpan(finding.labels[0]!)}>
              <span class="severity">{finding.severity}</span>
              <span class="line-number">{finding.line}</span>
              <span class="message"><Said text={finding.message} />{finding.help && <em><Said text={finding.help} /></em>}</span>
            </button>
            {finding.fix && <button type="button" class="button mend" onClick={() => withView((view) => applyFix(view, finding))}>{fixName(finding)}</button>}
          </li>
        ))}
      </ul>
    </div>
  );
}

const RANK = { error: 0, warning: 1, hint: 2 };
