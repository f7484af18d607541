// The users about whom the saved rules decide differently.

import type { Action, Simulation } from "scimrules";
import type { JSX } from "preact";
import { json } from "../decision/values";
import { Badge } from "../parts/Badge";
import { count } from "../parts/dom";
import { saved } from "../state/session";
import { open } from "./Counts";

export function Differences({ simulation }: { simulation: Simulation }): JSX.Element | null {
  const { against } = simulation;
  if (!against || !saved.value) return null;
  if (against.differ === 0) {
    return (
      <section class="differences">
        <h3>Against the saved rules</h3>
        <p class="dim">No decision differs.</p>
      </section>
    );
  }
  return (
    <section class="differences">
      <h3>Against the saved rules: {count(against.differ, "decision differs", "decisions differ")}</h3>
      <ul>
        {against.users.map((user) => (
          <li key={user.line}>
            <button type="button" class="person" onClick={() => void open(user.line)}>{user.user ?? `line ${user.line}`}</button>
            {user.old === user.new ? <Badge action={user.new as Action} /> : <span class="from-to"><Badge action={user.old as Action} /><span aria-label="becomes">→</span><Badge action={user.new as Action} /></span>}
            {user.fields.length > 0 && (
              <dl>
                {user.fields.slice(0, 6).map((field) => (
                  <div key={field.name}><dt>{field.name}</dt><dd><del>{value(field.old)}</del> <span class="value">{value(field.new)}</span></dd></div>
                ))}
              </dl>
            )}
          </li>
        ))}
        {against.differ > against.users.length && <li class="dim">and {(against.differ - against.users.length).toLocaleString("en")} more</li>}
      </ul>
    </section>
  );
}

const value = (given: unknown): string => (given === undefined ? "none" : json(given));
