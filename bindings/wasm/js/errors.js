// What goes wrong.

/** Everything that this package throws about rules, requests, filters and patches. */
export class ScimRulesError extends Error {
  constructor(message, code) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Throws: it has been freed. */
export function freed(what) {
  throw new ScimRulesError(`the ${what} can be used no more after \`free\``, "freed");
}

/** Rules that cannot be used: every error, with the warnings and hints of the same run. */
export class CompileError extends ScimRulesError {
  constructor(message, diagnostics) {
    const first = diagnostics.find((found) => found.severity === "error");
    super(message, first.code);
    this.diagnostics = diagnostics;
    this.line = first.line;
    this.column = first.column;
  }
}

/** What is no request. It is thrown; in a batch it stands in the place of the decision. */
export class RequestError extends ScimRulesError {
  constructor({ message, code = "E0901", line }) {
    super(message, code);
    this.line = line;
  }
}

/** An error of the SCIM protocol (RFC 7644 §3.12). */
class ProtocolError extends ScimRulesError {
  constructor({ detail, scimType, status, operation }) {
    const where = operation == null ? "" : `operation ${operation + 1}: `;
    super(`${where}${detail}${scimType ? ` (${scimType})` : ""}`, scimType ?? String(status));
    this.detail = detail;
    this.scimType = scimType ?? undefined;
    this.status = status;
    this.operation = operation ?? undefined;
  }
}

/** A text that is no filter, or a filter that cannot be asked of this resource. */
export class FilterError extends ProtocolError {}

/** A PATCH request that cannot be applied; nothing of it was. */
export class PatchError extends ProtocolError {}
