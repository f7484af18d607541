// Limits that the batch exceeds: a host stops before the first change.

import type { JSX } from "preact";
import type { Simulation } from "scimrules";
import { revealLine } from "../rules/editor";

export function Limits({ simulation }: { simulation: Simulation }): JSX.Element {
  const { exceeded } = simulation;
  if (exceeded.length === 0) return <p class="limits fine" role="status">No limit is exceeded.</p>;
  return (
    <ul class="limits" role="alert">
      {exceeded.map((limit) => (
        <li key={limit.line}>
          <strong>A host would stop here.</strong> {limit.count} where {limit.allowed} are allowed
          {limit.accounts !== undefined && ` of ${limit.accounts} accounts`}
          <button type="button" class="rule-link" onClick={() => revealLine(limit.line)}>
            <span class="line-number">{limit.line}</span>
            <code>{limit.limit}</code>
          </button>
        </li>
      ))}
    </ul>
  );
}
