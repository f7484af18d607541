// How many users get which action, and why; a reason opens to its users, a user to the page above.

import type { JSX } from "preact";
import type { Action, SimulationReason } from "scimrules";
import { reasonKey, type Person, type Population } from "../engine/data";
import { Badge } from "../parts/Badge";
import { Said } from "../parts/Code";
import { count } from "../parts/dom";
import { takeText } from "../request/files";
import { showUser } from "../request/RequestPane";
import { revealLine } from "../rules/editor";
import { lineOf } from "./state";

export function Counts({ population }: { population: Population }): JSX.Element {
  const { simulation, people, took } = population;
  const rows = Object.entries(simulation.counts) as [Action, number][];
  const most = Math.max(1, ...rows.map(([, number]) => number));
  return (
    <>
      <table class="counts">
        <thead><tr><th scope="col">Action</th><th scope="col">Users</th><th scope="col">Reasons</th></tr></thead>
        <tbody>
          {rows.map(([action, number]) => (
            <tr key={action}>
              <th scope="row"><Badge action={action} /></th>
              <td class="number">
                {number.toLocaleString("en")}
                <meter class={action} min={0} max={most} value={number} aria-hidden="true" />
              </td>
              <td><Reasons of={action} reasons={simulation.reasons[action] ?? []} people={people} /></td>
            </tr>
          ))}
          {simulation.failed > 0 && (
            <tr>
              <th scope="row">no request</th>
              <td class="number">{simulation.failed.toLocaleString("en")}</td>
              <td><Reasons of="failed" reasons={simulation.failures} people={people} /></td>
            </tr>
          )}
        </tbody>
      </table>
      <p class="dim foot">
        {count(simulation.requests, "request")}, {count(simulation.accounts, "account")} known; {Math.round(took)} ms
      </p>
    </>
  );
}

interface ReasonsProps {
  of: string;
  reasons: SimulationReason[];
  people: Record<string, Person[]>;
}

function Reasons({ of, reasons, people }: ReasonsProps): JSX.Element {
  return (
    <ul class="why">
      {reasons.map((reason) => (
        <li key={reasonKey(of, reason)}>
          <details>
            <summary><span class="number">{reason.count.toLocaleString("en")}</span><span><Said text={reason.text} /></span></summary>
            {reason.line !== undefined && <button type="button" class="place" onClick={() => revealLine(reason.line!)}>line {reason.line}</button>}
            <PeopleList people={people[reasonKey(of, reason)] ?? []} all={reason.count} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function PeopleList({ people, all }: { people: Person[]; all: number }): JSX.Element {
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
