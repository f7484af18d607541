"""What type checkers see: read by them, and run as a test."""

from __future__ import annotations

from typing_extensions import assert_type

from scimrules import (
    Because,
    Decision,
    Diagnostic,
    Filter,
    RequestError,
    Rules,
    Simulation,
    apply_patch,
    check,
    format,
)


def slug(text: str) -> str:
    """A function of a host."""
    return text.lower()


def use() -> None:
    """Calls with the types that the stubs promise."""
    rules = Rules.compile("map { email = slug(userName) }", functions={"slug": slug})
    decision = rules.decide({"userName": "Ada"}, groups=[], current={"status": "active"})
    assert_type(decision, Decision)
    assert_type(decision.because, Because | None)
    if decision.action == "create":
        raise AssertionError("there is an account")
    for one in rules.decide_many([b'{"userName": "a"}', {"userName": "b"}]):
        assert_type(one, Decision | RequestError)
    assert_type(rules.simulate(["{}"]), Simulation)
    assert_type(check(format("map { a = userName }")), list[Diagnostic])
    assert_type(Filter.parse("title pr").matches(apply_patch({}, None)), bool)


def test_use() -> None:
    """It runs too."""
    use()
