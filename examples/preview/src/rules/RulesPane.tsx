// The rules on the left: editor, samples, format, and what the engine finds in them.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { openInput, useDrop } from "../parts/files";
import { requestOf } from "../request/parts";
import { firstRequest, payloadSamples, ruleSamples } from "../samples";
import { errors } from "../state/look";
import { request, rules, saved, saveRules } from "../state/session";
import { formatRules, mountRules, replaceRules } from "./editor";
import { outline } from "./outline";
import { Problems } from "./Problems";

export function RulesPane(): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => mountRules(place.current!), []);
  const drop = useDrop((file) => void openRules(file));
  return (
    <section class={drop.over ? "pane rules dropping" : "pane rules"} aria-label="Rules" {...drop.events}>
      <header class="pane-head">
        <h2>Rules</h2>
        <div class="pane-tools">
          <RuleSamples />
          <label class="button quiet">
            Open…
            <input class="hidden-input" type="file" accept=".rules,text/plain" onChange={(event) => void openInput(event, openRules)} />
          </label>
          <button type="button" class="button quiet" onClick={downloadRules}>Download</button>
          <button type="button" class="button quiet" title="Shift+Alt+F" onClick={() => void formatRules()}>Format</button>
          <button type="button" class="button quiet" title="Ctrl+S: kept in this browser, to compare the population with" onClick={saveRules} disabled={saved.value?.rules === rules.value || errors.value.length > 0}>
            {saved.value?.rules === rules.value ? "Saved" : "Save"}
          </button>
        </div>
      </header>
      <div class="pane-body"><div class="editor" ref={place} /></div>
      <Problems />
      {drop.over && <div class="drop-note">Drop a rules file</div>}
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

let fileName = "my.rules";

async function openRules(file: File): Promise<void> {
  fileName = file.name;
  replaceRules(await file.text());
}

function downloadRules(): void {
  const url = URL.createObjectURL(new Blob([rules.value], { type: "text/plain" }));
  Object.assign(document.createElement("a"), { href: url, download: fileName }).click();
  URL.revokeObjectURL(url);
}

/** The user is one that the page brought, and nobody's work. */
function isSample(user: string): boolean {
  const tests = ruleSamples.flatMap((sample) => outline(sample.text).tests);
  const users = [firstRequest, ...tests.map(requestOf)].map((one) => one.user);
  return user.trim() === "" || users.includes(user) || payloadSamples.some((sample) => sample.text === user);
}
