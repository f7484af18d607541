// Users to choose from: as identity providers send them, and those of the rules' own tests.

import { computed } from "@preact/signals";
import type { JSX } from "preact";
import { outline, type TestRequest } from "../rules/outline";
import { firstRequest, payloadSamples } from "../samples";
import { lookedAt } from "../state/look";
import { request } from "../state/session";
import { nothing, show } from "./parts";
import type { RequestTexts } from "../engine/data";

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

/** The request of a test. */
export function requestOf(test: TestRequest): RequestTexts {
  const parts: RequestTexts = { ...nothing };
  const { user, group, groups, current, params } = test.json;
  if (user) parts.user = pretty(user);
  if (group) parts.user = show({ group: parsed(group) });
  if (groups) parts.groups = pretty(groups);
  if (params) parts.params = pretty(params);
  if (test.now) parts.now = test.now;
  if (test.operation === "delete") parts.operation = "delete";
  const account = current ? (parsed(current) as { status?: RequestTexts["status"]; record?: unknown } | null) : null;
  if (account) parts.status = account.status ?? "active";
  if (account?.record !== undefined) parts.record = show(account.record);
  return parts;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function pretty(text: string): string {
  const value = parsed(text);
  return value === null ? text : show(value);
}
