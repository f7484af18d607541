// The users about whom the saved rules decide differently.

import type { JSX } from "preact";
import type { Action } from "scimrules";
import { json } from "../decision/values";
import type { Population } from "../engine/data";
import { Badge } from "../parts/Badge";
import { count } from "../parts/dom";
import { saved } from "../state/session";
import { open } from "./Counts";

export function Differences({ population }: { population: Population }): JSX.Element | null {
  const { differ, kinds, differences } = population.simulation;
  if (!saved.value) return null;
  if (differ === 0) {
    return (
      <section class="differences">
        <h3>Against the saved rules</h3>
        <p class="dim">{population.againstBroken ? "The saved rules do not compile any more: save these." : "No decision differs."}</p>
      </section>
    );
  }
  return (
    <section class="differences">
      <h3>Against the saved rules: {count(differ, "decision differs", "decisions differ")}</h3>
      <table class="kinds">
        <tbody>
          {kinds.map((kind) => (
            <tr key={`${kind.old} ${kind.new}`}>
              <td class="number">{kind.count.toLocaleString("en")}</td>
              <td><FromTo old={kind.old} new={kind.new} /></td>
              <td>{kind.old === kind.new && Object.entries(kind.fields).map(([field, number]) => <span key={field} class="kind-field"><code>{field}</code> {number.toLocaleString("en")}</span>)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul>
        {differences.map((user) => (
          <li key={user.line}>
            <button type="button" class="person" onClick={() => void open(user.line)}>{user.user ?? `line ${user.line}`}</button>
            <FromTo old={user.old} new={user.new} />
            {user.old === user.new && user.fields.length > 0 && (
              <dl>
                {user.fields.slice(0, 6).map((field) => (
                  <div key={field.name}><dt>{field.name}</dt><dd><del>{value(field.old)}</del> <span class="value">{value(field.new)}</span></dd></div>
                ))}
              </dl>
            )}
          </li>
        ))}
        {differ > differences.length && <li class="dim">and {(differ - differences.length).toLocaleString("en")} more</li>}
      </ul>
    </section>
  );
}

function FromTo({ old, new: now }: { old: Action; new: Action }): JSX.Element {
  if (old === now) return <Badge action={now} />;
  return <span class="from-to"><Badge action={old} /><span aria-hidden="true">→</span><span class="visually-hidden">becomes</span><Badge action={now} /></span>;
}

const value = (given: unknown): string => (given === undefined ? "none" : json(given));
