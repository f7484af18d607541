// Users to choose from: as identity providers send them, and those of the rules' own tests.

import { computed } from "@preact/signals";
import type { JSX } from "preact";
import { outline } from "../rules/outline";
import { firstRequest, payloadSamples } from "../samples";
import { lookedAt } from "../state/look";
import { request } from "../state/session";
import { nothing, requestOf } from "./parts";

// Of the text that the engine has seen: not at every key.
const tests = computed(() => outline(lookedAt.value).tests);

export function UserSamples(): JSX.Element {
  const choose = (event: Event): void => {
    const select = event.currentTarget as HTMLSelectElement;
    const [kind, at] = select.value.split(" ");
    if (kind === "first") request.value = firstRequest;
    if (kind === "payload") request.value = { ...nothing, user: payloadSamples[Number(at)]!.text };
    const test = kind === "test" ? tests.value[Number(at)] : undefined;
    if (test) request.value = requestOf(test);
    select.value = "";
  };
  const providers = [...new Set(payloadSamples.map((sample) => sample.provider))];
  return (
    <select class="quiet" aria-label="Sample users" value="" onChange={choose}>
      <option value="" disabled hidden>Samples</option>
      <option value="first">Ada, who has an account</option>
      {tests.value.length > 0 && (
        <optgroup label="Of the tests in these rules">
          {tests.value.map((test, at) => <option key={at} value={`test ${at}`}>{test.name}</option>)}
        </optgroup>
      )}
      {providers.map((provider) => (
        <optgroup key={provider} label={provider}>
          {payloadSamples.map((sample, at) => sample.provider === provider && <option key={at} value={`payload ${at}`}>{sample.name}</option>)}
        </optgroup>
      ))}
    </select>
  );
}
