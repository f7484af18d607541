// NDJSON in pieces: a file of any size takes little memory of the engine.

const PIECE = 1 << 20;
const NEWLINE = 10;

/** The pieces of a text or of bytes, cut at the ends of lines. */
export function* pieces(text) {
  const [newline, part] =
    typeof text === "string" ? ["\n", text.slice] : [NEWLINE, text.subarray];
  let start = 0;
  while (text.length - start > PIECE) {
    let end = text.lastIndexOf(newline, start + PIECE);
    if (end < start) end = text.indexOf(newline, start + PIECE);
    if (end < 0) break;
    yield part.call(text, start, end);
    start = end + 1;
  }
  yield part.call(text, start);
}

/** Text, or bytes. */
export function isText(value) {
  return typeof value === "string" || value instanceof Uint8Array;
}
