// The page: rules left, the user right, below them what the rules say.

import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { DecisionPanel } from "./decision/DecisionPanel";
import { Header } from "./Header";
import { Badge } from "./parts/Badge";
import { Splitter } from "./parts/Splitter";
import { Tabs } from "./parts/Tabs";
import { PopulationPanel } from "./population/PopulationPanel";
import { RequestPane } from "./request/RequestPane";
import { RulesPane } from "./rules/RulesPane";
import { explained, outcome, stale } from "./state/look";
import { TestsPanel } from "./suite/TestsPanel";

type Panel = "decision" | "population" | "tests";
const panel = signal<Panel>("decision");
const across = signal(58);
const down = signal(50);

export function App(): JSX.Element {
  return (
    <>
      <a class="skip" href="#result">Skip to the decision</a>
      <Header />
      <main style={{ "--across": `${across.value}%`, "--down": `${down.value}%` }}>
        <p class="visually-hidden" id="leave-editor">Tab indents in this editor. To leave it with the keyboard press Escape, then Tab.</p>
        <div class="bench">
          <RulesPane />
          <Splitter label="Width of the rules" direction="column" share={across} />
          <RequestPane />
        </div>
        <Splitter label="Height of the editors" direction="row" share={down} />
        <Result />
      </main>
      <Verdict />
    </>
  );
}

function Result(): JSX.Element {
  const tests = outcome.value?.tests.results ?? [];
  const passed = tests.filter((test) => test.passed).length;
  return (
    <section class="pane result" id="result" aria-label="Result" tabIndex={-1}>
      <header class="pane-head">
        <Tabs
          label="Results"
          name="result"
          chosen={panel.value}
          choose={(id) => (panel.value = id as Panel)}
          tabs={[
            { id: "decision", label: "Decision" },
            { id: "population", label: "Population" },
            { id: "tests", label: "Tests", ...(tests.length > 0 ? { note: <span class={passed < tests.length ? "failing" : "passing"}>{passed}/{tests.length}</span> } : {}) },
          ]}
        />
        <Timed />
      </header>
      <div class="pane-body" role="tabpanel" id="result-panel" aria-labelledby={`result-tab-${panel.value}`}>
        {panel.value === "decision" && <DecisionPanel />}
        {panel.value === "population" && <PopulationPanel />}
        {panel.value === "tests" && <TestsPanel />}
      </div>
    </section>
  );
}

/** On the right of the tabs: whether what is shown is of these rules, and what it took. */
function Timed(): JSX.Element | null {
  if (stale.value && explained.value) return <span class="timed stale-note" role="status">{stale.value}; below is what was decided before</span>;
  const timed = outcome.value?.timed;
  if (!timed || panel.value !== "decision" || !explained.value) return null;
  return <span class="timed" title="Compiling the rules, deciding this user">{milliseconds(timed.compile)} to compile, {milliseconds(timed.decide)} to decide</span>;
}

const milliseconds = (time: number): string => (time < 0.05 ? "under 0.1 ms" : `${time.toFixed(1)} ms`);

/** On small screens the decision stays in view while one types. */
function Verdict(): JSX.Element | null {
  const decision = explained.value?.decision;
  if (!decision) return null;
  return (
    <a class={stale.value ? "dock stale" : "dock"} href="#result">
      <Badge action={decision.action} />
      <span>{decision.because ? `line ${decision.because.line}: ${decision.because.rule}` : decision.errors?.[0]?.message}</span>
    </a>
  );
}
