// How many users get which action, and why; a reason opens to its users, a user to the page above.

import type { Action, Simulation } from "scimrules";
import type { JSX } from "preact";
import type { Person, Population } from "../engine/data";
import { Badge } from "../parts/Badge";
import { Said } from "../parts/Code";
import { count } from "../parts/dom";
import { takeText } from "../request/files";
import { showUser } from "../request/RequestPane";
import { revealLine } from "../rules/editor";
import { lineOf } from "./state";

export function Counts({ population }: { population: Population }): JSX.Element {
  const { simulation, people, took } = population;
  const most = Math.max(1, ...simulation.actions.map((row) => row.count));
  return (
    <>
      <table class="counts">
        <thead><tr><th scope="col">Action</th><th scope="col">Users</th><th scope="col">Reasons</th></tr></thead>
        <tbody>
          {simulation.actions.map((row) => (
            <tr key={row.action}>
              <th scope="row"><Badge action={row.action as Action} /></th>
              <td class="number">
                {row.count.toLocaleString("en")}
                <meter class={row.action} min={0} max={most} value={row.count} aria-hidden="true" />
              </td>
              <td>
                <ul class="why">
                  {row.reasons.map((reason) => <WhyRow key={`${reason.code} ${reason.line} ${reason.text}`} action={row.action} reason={reason} people={people} />)}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="dim foot">
        {count(simulation.requests, "request")}, {count(simulation.accounts, "account")} known
        {simulation.failed > 0 && `, ${count(simulation.failed, "line")} that cannot be read`}; {Math.round(took)} ms
      </p>
    </>
  );
}

type Why = Simulation["actions"][number]["reasons"][number];

function WhyRow({ action, reason, people }: { action: string; reason: Why; people: Record<string, Person[]> }): JSX.Element {
  const listed = people[`${action} ${reason.code ? `${reason.code} ` : ""}${reason.line ?? ""}`] ?? [];
  return (
    <li>
      <details>
        <summary><span class="number">{reason.count.toLocaleString("en")}</span> <Said text={reason.text} /></summary>
        {reason.line !== undefined && <button type="button" class="place" onClick={() => revealLine(reason.line!)}>line {reason.line}</button>}
        <PeopleList people={listed} all={reason.count} />
      </details>
    </li>
  );
}

export function PeopleList({ people, all }: { people: Person[]; all: number }): JSX.Element {
  return (
    <ul class="people">
      {people.map((person) => (
        <li key={person.line}><button type="button" class="person" onClick={() => void open(person.line)}>{person.name || `line ${person.line}`}</button></li>
      ))}
      {all > people.length && people.length > 0 && <li class="dim">and {(all - people.length).toLocaleString("en")} more</li>}
    </ul>
  );
}

/** Puts a user of the population into the page. */
export async function open(line: number): Promise<void> {
  const { text } = await lineOf(line);
  takeText(text);
  showUser();
}
