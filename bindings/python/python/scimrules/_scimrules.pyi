from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from os import PathLike
from typing import Any, Literal, Protocol, TypeAlias, final

from ._data import (
    Because,
    Diagnostic,
    Explanation,
    FollowUp,
    Limits,
    Match,
    Notice,
    Reason,
    Simulation,
    TestReport,
)
from ._errors import RequestError
from ._host import Function

__all__ = ["Decision", "Filter", "Rules", "apply_patch", "check", "format", "run"]

class _Model(Protocol):
    def model_dump(self) -> dict[str, Any]: ...

class _Dataclass(Protocol):
    __dataclass_fields__: Any

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class _ArrowArray(Protocol):
    def __arrow_c_array__(
        self, requested_schema: object | None = None
    ) -> tuple[object, object]: ...

_Action: TypeAlias = Literal[
    "create",
    "update",
    "unchanged",
    "activate",
    "deactivate",
    "suspend",
    "delete",
    "ignore",
    "reject",
]
_Event: TypeAlias = Literal[
    "create", "update", "activate", "deactivate", "suspend", "delete", "leave"
]
_Status: TypeAlias = Literal["active", "suspended", "inactive"]
_Operation: TypeAlias = Literal["upsert", "delete"]
_Text: TypeAlias = str | bytes | bytearray | memoryview
_Resource: TypeAlias = _Text | Mapping[str, Any] | _Model | _Dataclass
_Current: TypeAlias = _Status | Mapping[str, Any] | _Model | _Dataclass
_Functions: TypeAlias = Mapping[str, Callable[..., Any] | Function]

@final
class Decision:
    """What is to be done with an account, and why."""

    @staticmethod
    def from_json(text: str) -> Decision:
        """A decision that was kept as JSON."""
    @property
    def action(self) -> _Action:
        """What is to be done."""
    @property
    def event(self) -> _Event | None:
        """What happened in the source; None where there is no account and nothing to do."""
    @property
    def status(self) -> _Status | None:
        """The status that the account has afterwards."""
    @property
    def record(self) -> dict[str, Any]:
        """The fields that have a value, in the order of `target`; secrets too."""
    @property
    def changes(self) -> dict[str, Any]:
        """What differs from the account, as a merge patch: None clears."""
    @property
    def match(self) -> tuple[Match, ...]:
        """The fields by which the host finds the account."""
    @property
    def then(self) -> FollowUp | None:
        """A later action."""
    @property
    def again(self) -> str | None:
        """When the host asks again: a dateTime."""
    @property
    def notify(self) -> tuple[Notice, ...]:
        """Who gets notices."""
    @property
    def because(self) -> Because | None:
        """The line that decided."""
    @property
    def errors(self) -> tuple[Reason, ...]:
        """Why it is `reject`."""
    @property
    def warnings(self) -> tuple[Reason, ...]:
        """What did not stop the decision, but should be known."""
    def to_json(self) -> str:
        """The decision as JSON: the same text as every host gives."""
    def to_dict(self) -> dict[str, Any]:
        """The decision as a dict, a new one each time."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Rules:
    """Rules, compiled once: immutable, shared by threads."""

    @staticmethod
    def compile(
        text: str,
        *,
        name: str | None = None,
        functions: _Functions | None = None,
        account: Callable[[str, Any], str | None] | None = None,
        is_taken: Callable[[str, str], bool] | None = None,
        limits: Limits | None = None,
    ) -> Rules:
        """Compiles a text; `name` is shown in messages. Raises CompileError."""
    @staticmethod
    def from_file(
        path: str | PathLike[str],
        *,
        name: str | None = None,
        functions: _Functions | None = None,
        account: Callable[[str, Any], str | None] | None = None,
        is_taken: Callable[[str, str], bool] | None = None,
        limits: Limits | None = None,
    ) -> Rules:
        """Compiles a file. Raises CompileError, and OSError where it cannot be read."""
    def decide(
        self,
        user: _Resource | None = None,
        *,
        groups: Sequence[Any] | None = None,
        current: _Current | None = None,
        params: Mapping[str, Any] | None = None,
        now: str | datetime | None = None,
        operation: _Operation | None = None,
        nan_is_null: bool = False,
    ) -> Decision:
        """Decides about a user, or a whole request; keywords count where it does not say itself.

        `groups=None` is not known, `groups=[]` none; `current=None` is no account.
        Raises RequestError for what is no request; what is wrong with a user is `reject`.
        """
    def decide_group(
        self,
        group: _Resource | None = None,
        *,
        current: _Current | None = None,
        params: Mapping[str, Any] | None = None,
        now: str | datetime | None = None,
        operation: _Operation | None = None,
        nan_is_null: bool = False,
    ) -> Decision:
        """Decides about a group."""
    def decide_bytes(self, request: _Text) -> bytes:
        """Decides JSON to JSON: the fastest way."""
    def decide_many(
        self,
        requests: _Text | Iterable[_Resource],
        *,
        threads: int | None = None,
        params: Mapping[str, Any] | None = None,
        now: str | datetime | None = None,
        operation: _Operation | None = None,
        nan_is_null: bool = False,
    ) -> list[Decision | RequestError]:
        """Decides the lines of NDJSON, or the items of an iterable, in their order.

        An error is a RequestError in the place of the decision. Text is decided by threads, while
        other Python threads run; dicts and models one by one.
        """
    def decide_arrow(
        self,
        requests: _ArrowStream | _ArrowArray,
        *,
        column: str | None = None,
        threads: int | None = None,
        resource: Literal["user", "group"] = "user",
        params: Mapping[str, Any] | None = None,
        now: str | datetime | None = None,
        operation: _Operation | None = None,
    ) -> _ArrowStream:
        """Decides a column of JSON, or that column of a table, to a table of decisions.

        Columns: action, event, status, record (a struct with the types of the target), changes
        (JSON), errors (a list of code and message), decision (JSON). `resource` says whose target
        gives the types.
        """
    def explain(
        self,
        user: _Resource | None = None,
        *,
        groups: Sequence[Any] | None = None,
        current: _Current | None = None,
        params: Mapping[str, Any] | None = None,
        now: str | datetime | None = None,
        operation: _Operation | None = None,
        nan_is_null: bool = False,
    ) -> Explanation:
        """Decides, and tells why. Costs a few times as much."""
    def simulate(
        self,
        users: _Text | Iterable[_Resource],
        *,
        against: Rules | None = None,
        accounts: int | None = None,
        listed: int | None = 50,
        params: Mapping[str, Any] | None = None,
        now: str | datetime | None = None,
        operation: _Operation | None = None,
        nan_is_null: bool = False,
    ) -> Simulation:
        """What requests would do, before anything is done. What is no request counts as failed.

        `against` are the rules of before: users whose decision differs are listed, at most
        `listed`. `accounts` is the number of accounts that the host has, for limits in percent.
        """
    def test(self) -> TestReport:
        """Runs the tests of the rules."""
    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Warnings and hints about the rules."""
    @property
    def name(self) -> str:
        """The name that messages show."""
    @property
    def text(self) -> str:
        """What the rules were compiled from."""
    @property
    def store(self) -> str | None:
        """What the rules are for."""
    @property
    def fields(self) -> list[str]:
        """The fields of the user's record, in the order of `target`."""
    @property
    def attributes_read(self) -> list[str]:
        """The attributes that the rules read: a host decides again when one of them changes."""
    @property
    def needs_record(self) -> bool:
        """Requests should carry the record of the account."""
    @property
    def needs_clock(self) -> bool:
        """Requests must carry `now`."""
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Filter:
    """A SCIM filter (RFC 7644 §3.4.2.2)."""

    @staticmethod
    def parse(text: str) -> Filter:
        """Reads a filter. Raises FilterError."""
    def matches(self, resource: _Resource, *, nan_is_null: bool = False) -> bool:
        """True where the filter holds for the resource. Raises FilterError."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def apply_patch(
    resource: _Resource,
    patch: _Text | Mapping[str, Any] | Sequence[Any] | None,
    *,
    strict: bool = False,
    known_only: bool = False,
    immutable: Sequence[str] | None = None,
) -> dict[str, Any]:
    """The resource after a PATCH request (RFC 7644 §3.5.2); the given one is untouched.

    `strict` allows only what the standard does; `known_only` refuses attributes that its schemas
    do not have; `immutable` names attributes that keep their first value. Raises PatchError.
    """

def check(
    text: str,
    *,
    name: str | None = None,
    functions: _Functions | None = None,
    limits: Limits | None = None,
) -> list[Diagnostic]:
    """Errors, warnings and hints about a rules text."""

def format(text: str) -> str:
    """A rules text in its canonical layout, comments kept. Raises CompileError."""

def run(arguments: Sequence[str]) -> int:
    """Runs the command line; its exit status. The first argument is the program's name."""
