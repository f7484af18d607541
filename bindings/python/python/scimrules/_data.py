"""Results as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Mapping, NamedTuple, TypedDict

if TYPE_CHECKING:
    from ._scimrules import Decision, Rules


class FollowUp(NamedTuple):
    """A later action, for the host to schedule."""

    action: str
    #: An ISO 8601 duration, `P30D`.
    after: str


class Notice(NamedTuple):
    """A notice and who gets it."""

    #: `password` or `mail`.
    what: str
    #: `user`, `admin`, `nobody` or an address.
    to: str


class Because(NamedTuple):
    """The line of the rules that decided."""

    rule: str
    line: int


class Reason(NamedTuple):
    """An error or a warning of a decision."""

    code: str
    message: str
    line: int | None = None
    field: str | None = None


class Match(NamedTuple):
    """A field by which the host finds the account, and its value."""

    field: str
    value: Any


class Label(NamedTuple):
    """A place in the text, and what is to be seen there; `start` and `end` count bytes."""

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """A change of the text that would mend it."""

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    replacement: str


@dataclass(frozen=True)
class Diagnostic:
    """A finding about a rules text."""

    #: Stable.
    code: str
    severity: Literal["error", "warning", "hint"]
    message: str
    line: int
    column: int
    #: The first is the place that it is about.
    labels: tuple[Label, ...]
    help: str | None = None
    fix: Fix | None = None


@dataclass(frozen=True)
class Limits:
    """Bounds on rules and requests; the defaults suit what people write and directories send."""

    #: Bytes of a rules text.
    source_size: int = 1 << 20
    #: How deep brackets of a rules text may stand.
    nesting: int = 64
    #: Items of a literal list.
    list_items: int = 10_000
    #: Rows of a table.
    table_rows: int = 50_000
    #: Bytes of a request; of a dict, characters and values.
    request_size: int = 16 << 20
    #: How deep objects and arrays of a request may stand in each other; at most 128.
    request_depth: int = 64


class _Line(TypedDict):
    text: str
    line: int
    span: dict[str, int]
    outcome: Literal["true", "false", "unknown", "error", "skipped"]


class ExplainedLine(_Line, total=False):
    """A line of the rules, or a part of its condition."""

    kind: str
    field: str
    error: str
    value: dict[str, Any]
    reads: list[dict[str, Any]]
    parts: list[ExplainedLine]
    tolerance: list[Any]


class Tolerance(TypedDict):
    """A tolerance that reading the payload took."""

    attribute: str
    tolerance: str


@dataclass(frozen=True)
class Explanation:
    """A decision with the outcome of every line, what it read, and the tolerance applied."""

    decision: Decision
    lines: list[ExplainedLine]
    tolerance: list[Tolerance]
    #: For a person.
    text: str
    _json: str

    def to_json(self) -> str:
        """The explanation as JSON: the same text as every host gives."""
        return self._json

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Exceeded:
    """A limit that a batch exceeds."""

    limit: str
    line: int
    count: int
    allowed: int
    accounts: int | None = None


@dataclass(frozen=True)
class SimulationReason:
    """Why an action was decided, and how often."""

    count: int
    text: str
    code: str | None = None
    line: int | None = None


class FieldDifference(NamedTuple):
    """A value that differs."""

    name: str
    old: Any = None
    new: Any = None


class Difference(NamedTuple):
    """A user about whom other rules decide differently."""

    line: int
    old: str
    new: str
    fields: tuple[FieldDifference, ...]
    user: str | None = None


@dataclass(frozen=True)
class Simulation:
    """What a batch would do."""

    #: By action.
    counts: dict[str, int]
    #: By action, most frequent first.
    reasons: dict[str, tuple[SimulationReason, ...]]
    requests: int
    #: Requests with `current`.
    accounts: int
    #: What was no request.
    failed: int
    failures: tuple[SimulationReason, ...]
    #: Limits that a host would stop this batch for.
    exceeded: tuple[Exceeded, ...]
    #: How many decisions differ from those of `against`.
    differ: int
    #: The first of them.
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class TestResult:
    """How a test of the rules went."""

    # Not a class of tests, though its name begins like one.
    __test__: ClassVar[bool] = False

    name: str
    line: int
    failures: list[str]

    @property
    def passed(self) -> bool:
        """Everything was as expected."""
        return not self.failures


class Coverage(NamedTuple):
    """The lines of the rules that tests can reach, and those that none did."""

    lines: int
    missed: list[tuple[int, str]]


@dataclass(frozen=True)
class TestReport:
    """The tests that travel with the rules."""

    # Not a class of tests, though its name begins like one.
    __test__: ClassVar[bool] = False

    results: tuple[TestResult, ...]
    coverage: Coverage

    @property
    def passed(self) -> bool:
        """Every test passed."""
        return all(result.passed for result in self.results)


def diagnostics(found: list[dict[str, Any]]) -> list[Diagnostic]:
    """Of JSON."""

    def one(finding: dict[str, Any]) -> Diagnostic:
        fix = finding.pop("fix", None)
        labels = tuple(Label(**label) for label in finding.pop("labels"))
        return Diagnostic(labels=labels, fix=fix and Fix(**fix), **finding)

    return [one(finding) for finding in found]


def simulation(report: dict[str, Any]) -> Simulation:
    """Of JSON."""

    def reasons(found: list[dict[str, Any]]) -> tuple[SimulationReason, ...]:
        return tuple(SimulationReason(**reason) for reason in found)

    def difference(found: dict[str, Any]) -> Difference:
        fields = tuple(FieldDifference(**field) for field in found.pop("fields"))
        return Difference(fields=fields, **found)

    against: dict[str, Any] = report.get("against", {"differ": 0, "users": []})
    return Simulation(
        counts={row["action"]: row["count"] for row in report["actions"]},
        reasons={row["action"]: reasons(row["reasons"]) for row in report["actions"]},
        requests=report["requests"],
        accounts=report["accounts"],
        failed=report["failed"],
        failures=reasons(report.get("failures", [])),
        exceeded=tuple(Exceeded(**limit) for limit in report["exceeded"]),
        differ=against["differ"],
        differences=tuple(difference(user) for user in against["users"]),
    )


def test_report(report: dict[str, Any]) -> TestReport:
    """Of JSON."""
    missed = [(line, text) for line, text in report["coverage"]["missed"]]
    return TestReport(
        results=tuple(TestResult(**result) for result in report["results"]),
        coverage=Coverage(report["coverage"]["lines"], missed),
    )


def compile_again(text: str, keywords: Mapping[str, Any]) -> Rules:
    """Of a pickle."""
    from ._scimrules import Rules

    return Rules.compile(text, **keywords)
