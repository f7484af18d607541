// How texts cross into the engine's memory and out of it: without a copy in between.

import { RequestError } from "./errors.js";
import { answer_length, answer_start, room } from "./engine.js";

const encoder = new TextEncoder();
// A mark at the start is a character like any other.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const NOTHING = new Uint8Array(0);

/** Longer texts are measured first: three times their length is much memory. */
const LONG = 1 << 20;

let memory;
/** The engine's memory: another one once it has grown. */
let bytes = NOTHING;
/** Where a request is written. */
let desk = NOTHING;

/** Takes the memory of an engine into use. */
export function open(opened) {
  memory = opened;
  bytes = desk = NOTHING;
}

/** An engine is there. */
export function isOpen() {
  return memory !== undefined;
}

/** Leaves the room to the request that is being decided: what comes takes another. */
export function leave() {
  desk = NOTHING;
}

/** A place for so many bytes. */
function reserve(length) {
  // A view of memory that has moved is empty.
  if (desk.length < length || desk.length === 0) {
    const size = Math.max(length, 4096);
    const start = room(size);
    if (start === 0) throw new RequestError({ message: "there is no memory for the request" });
    desk = new Uint8Array(memory.buffer, start, size);
  }
  return desk;
}

/** Writes a text, or its bytes; how many bytes they are. */
export function put(text) {
  if (typeof text !== "string") {
    reserve(text.length).set(text);
    return text.length;
  }
  if (text.length > LONG) return put(encoder.encode(wellFormed(text)));
  const { written } = encoder.encodeInto(text, reserve(text.length * 3));
  if (written !== text.length) wellFormed(text);
  return written;
}

/** Half a surrogate pair would become another letter. */
function wellFormed(text) {
  if (text.isWellFormed()) return text;
  throw new RequestError({ message: "the text is not valid Unicode" });
}

/** The answer of the last call. */
export function answer() {
  if (bytes.length === 0) bytes = new Uint8Array(memory.buffer);
  const start = answer_start();
  return decoder.decode(bytes.subarray(start, start + answer_length()));
}
