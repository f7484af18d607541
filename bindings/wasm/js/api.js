// What both entries have: node's and that of pages and bundlers.

export * from "./errors.js";
export { Rules } from "./rules.js";
export { Filter, applyPatch } from "./scim.js";
export { check, format } from "./text.js";
