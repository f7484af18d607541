// The tests that travel with the rules, and the lines that none of them reached.

import { computed } from "@preact/signals";
import type { JSX } from "preact";
import { Said } from "../parts/Code";
import { count } from "../parts/dom";
import { requestOf } from "../request/parts";
import { showUser } from "../request/RequestPane";
import { revealLine } from "../rules/editor";
import { outline } from "../rules/outline";
import { lookedAt, outcome, rulesBroken } from "../state/look";
import { request } from "../state/session";

const requests = computed(() => outline(lookedAt.value).tests);

export function TestsPanel(): JSX.Element {
  const report = outcome.value?.tests;
  if (!report) return <p class="empty">The tests run as soon as the rules compile.</p>;
  if (report.results.length === 0) {
    return <p class="empty">These rules have no tests. Write <code>test "name" {"{ user { … } expect create }"}</code> below them; each runs at every change.</p>;
  }
  const open = (name: string): void => {
    const test = requests.value.find((one) => one.name === name);
    if (!test) return;
    request.value = requestOf(test);
    showUser();
  };
  const failed = report.results.filter((result) => !result.passed).length;
  const { lines, missed } = report.coverage;
  return (
    <div class={rulesBroken.value ? "suite stale" : "suite"}>
      <section>
        <h3>{failed === 0 ? `All ${report.results.length} pass` : `${failed} of ${report.results.length} fail`}</h3>
        <ul class="tests">
          {report.results.map((result) => (
            <li key={result.line} class={result.passed ? "passed" : "failed"}>
              <span class="outcome">{result.passed ? "pass" : "fail"}</span>
              <button type="button" class="rule-link" onClick={() => revealLine(result.line)}>
                <span class="line-number">{result.line}</span>
                <span>{result.name}</span>
              </button>
              <button type="button" class="place" onClick={() => open(result.name)}>try it</button>
              {result.failures.length > 0 && (
                <ul class="failures">{result.failures.map((failure) => <li key={failure}><Said text={failure} /></li>)}</ul>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{missed.length === 0 ? `The tests reach all ${count(lines, "line")}` : `${missed.length} of ${count(lines, "line")} reached by no test`}</h3>
        <ul class="tests missed">
          {missed.map((one) => (
            <li key={one.line}>
              <button type="button" class="rule-link" onClick={() => revealLine(one.line)}>
                <span class="line-number">{one.line}</span>
                <code>{one.text}</code>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
