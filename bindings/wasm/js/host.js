// Functions of the embedding product, by number. Both builds share this table.

import { leave } from "./crossing.js";

const functions = new Map();
let last = 0;

/** Keeps a function; its number. */
export function keep(name, call) {
  if (typeof call !== "function") throw new TypeError(`\`${name}\` is not a function`);
  functions.set(++last, { name, call });
  return last;
}

/** Lets go of functions. */
export function release(numbers) {
  for (const number of numbers) functions.delete(number);
}

/** Called by the engine while it decides; what is thrown becomes the error of the decision. */
export function call(number, values) {
  const { name, call } = functions.get(number);
  leave();
  const given = call(...values);
  if (typeof given?.then === "function") {
    given.then(undefined, () => {});
    throw new Error(`\`${name}\` gives a promise, and a decision does not wait`);
  }
  return given;
}
