// Options of calls, as JSON for the engine.

import { keep } from "./host.js";

/** What a call says beside a resource; "" for nothing. */
export function said(options) {
  if (!options) return "";
  const { groups, current, params, now, operation } = options;
  const said = { groups, current, params, now, operation };
  for (const name in said) if (said[name] !== undefined) return JSON.stringify(said);
  return "";
}

function described(name, given, numbers) {
  const { call, parameters, returns = "any" } =
    typeof given === "function" ? { call: given } : given;
  const number = keep(name, call);
  numbers.push(number);
  // Without types: as many values as it names, of any type.
  const kinds = parameters ?? Array(call.length).fill("any");
  return { name, number, parameters: kinds, returns };
}

/** What rules are compiled with; functions are kept, and their numbers added to `numbers`. */
export function compiling(options, numbers) {
  if (!options) return "";
  const { name, limits, functions, account, isTaken } = options;
  const kept = (name, call) => {
    if (call == null) return undefined;
    const number = keep(name, call);
    numbers.push(number);
    return number;
  };
  return JSON.stringify({
    name,
    limits,
    functions: Object.entries(functions ?? {}).map(([name, given]) =>
      described(name, given, numbers),
    ),
    account: kept("account", account),
    is_taken: kept("isTaken", isTaken),
  });
}
