// The shapes of words.

export const NAME = /^\$?[A-Za-z][\w-]*/;
export const PATH = /^(?:urn:[\w.\-+%/=@!*~:]*:)?\$?[A-Za-z][\w-]*(?:\.\$?[A-Za-z][\w-]*)*/i;
export const COMPARE = /^(eq|ne|co|sw|ew|gt|ge|lt|le|in|matches)$/i;
