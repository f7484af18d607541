"""Rules for SCIM provisioning: a payload and rules in, a decision and its reasons out.

>>> from scimrules import Rules
>>> rules = Rules.compile("map { email = lower(userName) }")
>>> rules.decide({"userName": "Ada@example.com"}).record
{'email': 'ada@example.com'}
"""

from ._data import (
    Because,
    Coverage,
    Diagnostic,
    Difference,
    Exceeded,
    ExplainedLine,
    Explanation,
    FieldDifference,
    Fix,
    FollowUp,
    Label,
    Limits,
    Match,
    Notice,
    Reason,
    Simulation,
    SimulationReason,
    TestReport,
    TestResult,
    Tolerance,
)
from ._errors import CompileError, FilterError, PatchError, RequestError, ScimRulesError
from ._host import Function
from ._scimrules import Decision, Filter, Rules, apply_patch, check, format

__all__ = [
    "Because",
    "CompileError",
    "Coverage",
    "Decision",
    "Diagnostic",
    "Difference",
    "Exceeded",
    "ExplainedLine",
    "Explanation",
    "FieldDifference",
    "Filter",
    "FilterError",
    "Fix",
    "FollowUp",
    "Function",
    "Label",
    "Limits",
    "Match",
    "Notice",
    "PatchError",
    "Reason",
    "RequestError",
    "Rules",
    "ScimRulesError",
    "Simulation",
    "SimulationReason",
    "TestReport",
    "TestResult",
    "Tolerance",
    "apply_patch",
    "check",
    "format",
]
