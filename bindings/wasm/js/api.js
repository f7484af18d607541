// What both entries have: node's and that of pages and bundlers.

export * from "./errors.js";
export { features } from "./features.js";
export { Rules } from "./rules.js";
export { Filter, applyPatch } from "./scim.js";
export { check, format, reference, version } from "./text.js";
