// Small things that several panels need.

/** Class names, without what does not apply. */
export const classes = (...names: (string | false | undefined)[]): string => names.filter(Boolean).join(" ");

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
