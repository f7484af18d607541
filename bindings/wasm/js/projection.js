// Of an object, only what rules read becomes text: the rest changes no decision, and costs more than
// deciding does. The text is what `JSON.stringify` makes of an object without the rest.

/** Spellings of names that are remembered. */
const SPELLINGS = 1000;

const REQUEST = ["user", "group", "operation", "params", "now", "current"];
/** Letters that a text of JSON has otherwise, or may not have. */
const ODD = /["\\\x00-\x1f\ud800-\udfff]/;
/** What says that a resource is a group has this in it. */
const GROUP = /group/i;

function lower(name) {
  return /[^\0-\x7f]/.test(name) ? name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : name.toLowerCase();
}

function isPlain(value) {
  if (typeof value !== "object" || value === null || typeof value.toJSON === "function") return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A value as JSON; undefined for what is none. */
function written(value) {
  switch (typeof value) {
    case "string":
      return ODD.test(value) ? JSON.stringify(value) : `"${value}"`;
    case "boolean":
      return value ? "true" : "false";
    default:
      return value === null ? "null" : JSON.stringify(value);
  }
}

/** True for what is a value of JSON, and neither null nor empty. */
function says(value) {
  switch (typeof value) {
    case "string":
      return value !== "";
    case "number":
      return Number.isFinite(value);
    default:
      return typeof value === "boolean";
  }
}

function below(wanted) {
  return wanted === undefined || wanted === true ? wanted : new Level(wanted);
}

/** Members that stand beside each other. */
class Level {
  /** By their names in lower case: the level below, or true. */
  #wanted;
  #spelled = new Map();
  // The members of the last object, in their order: most have the same.
  #names = [];
  #members = [];

  constructor(members) {
    this.#wanted = new Map(Object.entries(members).map(([name, wanted]) => [name, below(wanted)]));
  }

  /** A member as it is written: its name as JSON, and what is below; undefined where it is left out. */
  #member(name, index) {
    if (this.#names[index] === name) return this.#members[index];
    let member = this.#spelled.get(name);
    if (member === undefined && !this.#spelled.has(name)) {
      const below = this.wanted(this.#wanted, lower(name));
      if (below !== undefined) {
        member = { name: `${JSON.stringify(name)}:`, below: below === true ? undefined : below };
      }
      if (this.#spelled.size < SPELLINGS) this.#spelled.set(name, member);
    }
    if (index < SPELLINGS) {
      this.#names[index] = name;
      this.#members[index] = member;
    }
    return member;
  }

  wanted(members, name) {
    return members.get(name);
  }

  /** A row, or a list of rows. */
  value(value) {
    if (!Array.isArray(value) || typeof value.toJSON === "function") return this.#row(value);
    let text = "[";
    for (let index = 0; index < value.length; index++) {
      if (index > 0) text += ",";
      text += this.#row(value[index]) ?? "null";
    }
    return `${text}]`;
  }

  #row(value) {
    return isPlain(value) ? this.object(value) : written(value);
  }

  /** An object without what is left out; all of it where the rest says nothing, which would be another value. */
  object(object) {
    const names = Object.keys(object);
    let text = "";
    let said = false;
    let left = false;
    for (let index = 0; index < names.length; index++) {
      const member = this.#member(names[index], index);
      if (member === undefined) {
        left = true;
        continue;
      }
      const value = object[names[index]];
      const inside = member.below === undefined ? written(value) : member.below.value(value);
      if (inside === undefined) continue;
      text += text === "" ? member.name + inside : `,${member.name}${inside}`;
      said ||= says(value);
    }
    return left && !said ? JSON.stringify(object) : `{${text}}`;
  }
}

/** What may say that a resource is a group, and what rules read of it. */
class Kind {
  #below;
  #names;
  /** It may be a group. */
  found = false;

  constructor(names, wanted) {
    this.#names = names;
    this.#below = below(wanted);
  }

  value(value) {
    if (this.#names(value)) {
      this.found = true;
      return written(value);
    }
    if (this.#below === undefined) return undefined;
    return this.#below === true ? written(value) : this.#below.value(value);
  }
}

function mayName(value) {
  return typeof value !== "string" || GROUP.test(value);
}

function schemasMayName(value) {
  return Array.isArray(value) ? value.some(mayName) || typeof value.toJSON === "function" : mayName(value);
}

function metaMayName(value) {
  if (!isPlain(value)) return true;
  return Object.keys(value).some((name) => lower(name) === "resourcetype" && mayName(value[name]));
}

/** Members of a resource. */
class Root extends Level {
  /** What may stand before a colon. */
  #urns;
  #kinds;

  constructor(members) {
    super(members);
    this.#urns = Object.keys(members).filter((name) => name.includes(":"));
    this.#kinds = { schemas: new Kind(schemasMayName, members.schemas), meta: new Kind(metaMayName, members.meta) };
  }

  /** True where the last resource may be a group. */
  mayBeGroup() {
    const { schemas, meta } = this.#kinds;
    const found = schemas.found || meta.found;
    schemas.found = meta.found = false;
    return found;
  }

  wanted(members, name) {
    if (name === "schemas" || name === "meta") return this.#kinds[name];
    const urn = (urn) => name.length > urn.length && name.startsWith(urn) && name[urn.length] === ":";
    // A name may stand for a member of a member.
    const dotted = name.includes(".") && members.has(name.slice(0, name.indexOf(".")));
    return members.get(name) ?? (dotted || this.#urns.some(urn) ? true : undefined);
  }
}

/** What rules read of resources. */
export class Projection {
  #root;

  /** What the engine tells of rules. */
  constructor(members) {
    this.#root = new Root(members);
  }

  /** The text of a resource and of what is said beside it, or of a request; undefined where the engine has to look at the whole. */
  text(value, group, options) {
    if (!isPlain(value)) return undefined;
    const request = REQUEST.some((name) => Object.hasOwn(value, name));
    if (!options && !group) return request ? this.#request(value) : this.#root.object(value);
    // With nothing but `groups` it may be a request, too.
    if (request || Object.keys(value).every((name) => name === "groups")) return undefined;
    const { groups, current, params, now, operation } = options ?? {};
    if (params !== undefined && !isPlain(params)) return undefined;
    if (now !== undefined && (typeof now !== "string" || now === "")) return undefined;
    this.#root.mayBeGroup();
    const resource = this.#root.object(value);
    // Nothing is left: it is empty.
    if (resource === "{}" || (!group && this.#root.mayBeGroup())) return undefined;
    const rest = JSON.stringify({ groups, current, params, now, operation }).slice(1);
    return `{"${group ? "group" : "user"}":${resource}${rest === "}" ? rest : `,${rest}`}`;
  }

  #request(value) {
    const parts = [];
    for (const name of Object.keys(value)) {
      const inside = value[name];
      const resource = (name === "user" || name === "group") && isPlain(inside);
      const text = resource ? this.#root.object(inside) : written(inside);
      if (text !== undefined) parts.push(`${JSON.stringify(name)}:${text}`);
    }
    return `{${parts.join(",")}}`;
  }
}
