"""What goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Sequence

if TYPE_CHECKING:
    from ._data import Diagnostic


class ScimRulesError(Exception):
    """Everything that this package raises about rules, requests, filters and patches."""


class CompileError(ScimRulesError):
    """Rules that cannot be used: every error, with the warnings and hints of the same run."""

    def __init__(self, text: str, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(text, diagnostics)
        #: In the order of the text.
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        first = next(found for found in self.diagnostics if found.severity == "error")
        #: Of the first error.
        self.code: str = first.code
        self.line: int = first.line
        self.column: int = first.column

    def __str__(self) -> str:
        return str(self.args[0])


class RequestError(ScimRulesError):
    """What is no request. It is raised; in a batch it stands in the place of the decision."""

    def __init__(self, message: str, code: str = "E0901", line: int | None = None) -> None:
        super().__init__(message, code, line)
        self.message: str = message
        self.code: str = code
        #: Its place in a batch, from 1; of NDJSON the line.
        self.line: int | None = line

    def __str__(self) -> str:
        return self.message


class _ProtocolError(ScimRulesError):
    """An error of the SCIM protocol (RFC 7644 §3.12)."""

    def __init__(
        self,
        detail: str,
        scim_type: str | None = None,
        status: int = 400,
        operation: int | None = None,
    ) -> None:
        super().__init__(detail, scim_type, status, operation)
        self.detail: str = detail
        #: `invalidFilter`, `noTarget`, …
        self.scim_type: str | None = scim_type
        #: The HTTP status.
        self.status: int = status
        #: The operation of a PATCH request that failed, from 0.
        self.operation: int | None = operation

    def __str__(self) -> str:
        where = "" if self.operation is None else f"operation {self.operation + 1}: "
        kind = "" if self.scim_type is None else f" ({self.scim_type})"
        return f"{where}{self.detail}{kind}"


class FilterError(_ProtocolError):
    """A text that is no filter, or a filter that cannot be asked of this resource."""


class PatchError(_ProtocolError):
    """A PATCH request that cannot be applied; nothing of it was."""
