// The repository's own examples: rules, users as identity providers send them, a population.

import ada from "../../ada.json?raw";
import populationUrl from "../../users.ndjson?url";
import type { RequestTexts } from "./engine/data";
import { nothing, partsOf, show } from "./request/parts";

export interface Sample {
  name: string;
  text: string;
}

const ruleFiles = import.meta.glob<string>("../../*.rules", { query: "?raw", import: "default", eager: true });
const payloads = import.meta.glob<string>(
  [
    "../../../tests/cases/payloads/jumpcloud-user-*.json",
    "../../../tests/cases/payloads/okta-elimity-{create-user-request,retrieve-user-response}.json",
    "../../../tests/cases/payloads/entra-{user-create,user-disable-response,validator-user-string-primary}.json",
    "../../../tests/cases/payloads/entra-postman-inbound-create-employee.json",
    "../../../tests/cases/payloads/onelogin-user-emails-object.json",
    "../../../tests/cases/payloads/authentik-user-flat-phonenumber.json",
    "../../../tests/cases/payloads/rfc7643-8-{1-user-minimal,2-user-full,3-enterprise-user,4-group}.json",
  ],
  { query: "?raw", import: "default", eager: true },
);

const ORDER = ["quickstart", "minimal", "jumpcloud", "okta", "entra", "google-workspace", "onelogin"];
const RULES: Record<string, string> = {
  quickstart: "Quick start",
  minimal: "The least that is needed",
  jumpcloud: "JumpCloud",
  okta: "Okta",
  entra: "Microsoft Entra ID",
  "google-workspace": "Google Workspace",
  onelogin: "OneLogin",
};

const base = (path: string): string => path.slice(path.lastIndexOf("/") + 1).replace(/\.[a-z]+$/, "");

export const ruleSamples: Sample[] = Object.entries(ruleFiles)
  .map(([path, text]) => ({ file: base(path), name: RULES[base(path)] ?? base(path), text }))
  .sort((one, other) => place(one.file) - place(other.file));

function place(file: string): number {
  const at = ORDER.indexOf(file);
  return at < 0 ? ORDER.length : at;
}

/** By provider: the start of a payload's file name, and what it shows. */
const PROVIDERS: [provider: string, file: string, name: string][] = [
  ["JumpCloud", "jumpcloud-user-create", "a new user"],
  ["JumpCloud", "jumpcloud-user-put-full", "the whole user again"],
  ["JumpCloud", "jumpcloud-user-put-minimal", "the least it sends"],
  ["Okta", "okta-elimity-create-user-request", "a new user, with a password"],
  ["Okta", "okta-elimity-retrieve-user-response", "a user read back"],
  ["Microsoft Entra ID", "entra-user-create", "a new user"],
  ["Microsoft Entra ID", "entra-user-disable-response", "a user who was disabled"],
  ["Microsoft Entra ID", "entra-postman-inbound-create-employee", "an employee from HR"],
  ["Microsoft Entra ID", "entra-validator-user-string-primary", "booleans as text"],
  ["OneLogin", "onelogin-user-emails-object", "emails as one object"],
  ["authentik", "authentik-user-flat-phonenumber", "phone numbers as text"],
  ["The standard (RFC 7643)", "rfc7643-8-1-user-minimal", "the least"],
  ["The standard (RFC 7643)", "rfc7643-8-2-user-full", "everything"],
  ["The standard (RFC 7643)", "rfc7643-8-3-enterprise-user", "an enterprise user"],
  ["The standard (RFC 7643)", "rfc7643-8-4-group", "a group"],
];

export interface Payload extends Sample {
  provider: string;
}

export const payloadSamples: Payload[] = PROVIDERS.flatMap(([provider, file, name]) => {
  const found = Object.entries(payloads).find(([path]) => base(path) === file);
  return found ? [{ provider, name, text: pretty(found[1]) }] : [];
});

/** Where the sample population is, beside the page. */
export const populationSample = populationUrl;

export const firstRequest: RequestTexts = partsOf(JSON.parse(ada)) ?? nothing;

function pretty(text: string): string {
  try {
    return show(JSON.parse(text));
  } catch {
    return text;
  }
}
