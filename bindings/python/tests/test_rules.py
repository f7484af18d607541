"""Rules, decisions and what goes wrong."""

from __future__ import annotations

import copy
import json
import pickle
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy
import pandas
import pytest
from cases import ROOT
from pydantic import BaseModel, Field
from scimrules import (
    Because,
    CompileError,
    Decision,
    Filter,
    FilterError,
    FollowUp,
    Function,
    Limits,
    Match,
    Notice,
    PatchError,
    RequestError,
    Rules,
    ScimRulesError,
    apply_patch,
    check,
    format,
)

TEXT = """\
target { email string required  name string  title string  level integer  since dateTime
         pin string secret  tags string[] }
match email
attributes { level integer  since dateTime  tags string[] }
map {
  email = lower(userName)
  name  = displayName
  title = title ?? null
  level = level
  since = since
  pin   = password
  tags  = tags
}
sync users where not (userType eq "Guest")
status { on delete => deactivate, delete after 30 days }
notify { password to user on create }
"""
RULES = Rules.compile(TEXT)


def test_a_decision_has_its_parts() -> None:
    decision = RULES.decide({"userName": "Ada@example.com", "level": 3, "password": "hush"})
    assert (decision.action, decision.event, decision.status) == ("create", "create", "active")
    assert decision.record == {"email": "ada@example.com", "level": 3, "pin": "hush"}
    assert decision.changes == {}
    assert decision.match == (Match("email", "ada@example.com"),)
    assert decision.notify == (Notice("password", "user"),)
    assert decision.because == Because("sync users where", 14)
    assert decision.then is None and decision.again is None
    assert decision.errors == () and decision.warnings == ()
    assert json.loads(decision.to_json()) == decision.to_dict()
    assert decision.to_dict() is not decision.to_dict()
    assert "hush" not in repr(decision) and "create" in repr(decision)


def test_what_an_account_has_makes_changes() -> None:
    current = {"status": "active", "record": {"email": "ada@example.com", "name": "A", "title": "B"}}
    decision = RULES.decide({"userName": "ada@example.com", "displayName": "Ada"}, current=current)
    assert decision.action == "update"
    assert decision.changes == {"name": "Ada", "title": None}
    gone = RULES.decide(operation="delete", current="active")
    assert gone.action == "deactivate" and gone.then == FollowUp("delete", "P30D")
    assert RULES.decide(operation="delete").action == "ignore"


def test_reasons_are_data() -> None:
    decision = RULES.decide({"displayName": "Ada"})
    assert decision.action == "reject"
    [reason] = decision.errors
    assert (reason.code, reason.field) == ("E0802", "email")


def test_decisions_are_values() -> None:
    one = RULES.decide({"userName": "ada"})
    same = RULES.decide(b'{"userName": "ada"}')
    other = RULES.decide({"userName": "bob"})
    assert one == same and hash(one) == hash(same) and one != other and one != "ada"
    for again in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):
        assert again == one and again.action == "create" and again.record == one.record
    with pytest.raises(ValueError, match="not a decision"):
        Decision.from_json("{}")


class Email(BaseModel):
    value: str
    type: str = "work"


class User(BaseModel):
    user_name: str = Field(alias="userName")
    display_name: str | None = Field(default=None, alias="displayName")
    title: str | None = None
    since: datetime | None = None
    emails: list[Email] = []


@dataclass
class Person:
    userName: str
    displayName: str | None = None
    title: str | None = "none"
    level: int | None = None


class Name(str, Enum):
    ADA = "Ada"


def test_models_and_dataclasses_are_read() -> None:
    current = {"status": "active", "record": {"name": "Old", "title": "Old"}}
    since = datetime(2026, 1, 31, 9, tzinfo=timezone(timedelta(hours=1)))
    # What was not set is absent and keeps; None that was set is null and clears.
    model = User(userName="ada", title=None, since=since)
    decision = RULES.decide(model, current=current)
    assert decision.changes == {"email": "ada", "since": "2026-01-31T09:00:00+01:00", "title": None}
    decision = RULES.decide(Person("ada", title=None), current=current)
    assert decision.changes == {"email": "ada", "title": None}
    assert RULES.decide({"user": model}) == RULES.decide({"user": {"userName": "ada", "title": None, "since": since}})


def test_values_that_are_nearly_json_are_read() -> None:
    number = UUID(int=7)
    decision = RULES.decide({"userName": number, "displayName": Name.ADA, "tags": ("a", "b")})
    assert decision.record["email"] == str(number)
    assert decision.record["name"] == "Ada" and decision.record["tags"] == ["a", "b"]


def test_what_no_rule_reads_is_not_looked_at() -> None:
    for name in ("ada", UUID(int=7)):
        assert RULES.decide({"userName": name, "x": object(), "y": float("nan")}).action == "create"


def test_numbers_and_dates_of_others_are_read() -> None:
    rules = Rules.compile(
        "attributes { level integer  ratio decimal  since dateTime  at dateTime[] }\n"
        "map { level = level  ratio = ratio  since = since  at = at }"
    )

    def found(**user: Any) -> dict[str, Any]:
        return rules.decide({"userName": "ada", **user}).record

    assert found(level=Decimal("7.0"), ratio=Decimal("1.5")) == {"level": 7, "ratio": 1.5}
    assert found(level=numpy.int64(7), ratio=numpy.float64(1.5)) == {"level": 7, "ratio": 1.5}
    day, instant = numpy.datetime64("2026-01-31"), numpy.datetime64("2026-01-31T09:00:00", "ns")
    assert found(since=day) == {"since": "2026-01-31T00:00:00Z"}
    assert found(since=instant) == {"since": "2026-01-31T09:00:00Z"}
    assert found(at=numpy.array([day, day + 1])) == {"at": ["2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z"]}
    for nothing in (numpy.datetime64("NaT"), Decimal("NaN"), Decimal("sNaN"), pandas.NaT, pandas.NA):
        with pytest.raises(RequestError, match="nan_is_null"):
            found(since=nothing)


def test_a_dict_does_not_change_while_it_is_read() -> None:
    class Odd(int):
        def __float__(self) -> float:
            user.clear()
            return 1.0

    user: dict[str, Any] = {"userName": "ada", "level": Odd(10**30), "displayName": "Ada"}
    assert RULES.decide(user) == RULES.decide({**user, "level": 10**30})
    assert len(user) == 3


def endless() -> dict[str, Any]:
    user: dict[str, Any] = {"userName": "ada"}
    user["displayName"] = user
    return user


def wide() -> Any:
    value: Any = ["x" * 1000]
    for _ in range(60):
        value = [value, value]
    return value


@pytest.mark.parametrize(
    "user",
    [
        {"userName": {1, 2}},
        {"userName": object()},
        {"userName": "a", 7: 1},
        {"userName": "\ud800"},
        "\ud800",
        {"userName": float("nan")},
        {"userName": "a", "level": float("inf")},
        {"userName": "a", "level": 10**400},
        {"userName": "a", "level": Decimal("1E+999999999")},
        {"userName": "a", "displayName": wide()},
        {"userName": "a", "displayName": [wide(), UUID(int=7)]},
        ["a"],
        7,
        object(),
        b"\xff",
        b"",
    ],
)
def test_what_is_no_request_is_an_error(user: Any) -> None:
    for keywords in ({}, {"current": "active"}, {"now": "2026-01-31T09:00:00Z"}):
        with pytest.raises(RequestError) as raised:
            RULES.decide(user, **keywords)
        assert raised.value.code == "E0901"
        assert raised.value.message and not raised.value.message.endswith(".")
    assert isinstance(RULES.decide_many([user])[0], RequestError)


def test_a_value_within_itself_ends() -> None:
    with pytest.raises(RequestError, match="too deep"):
        RULES.decide(endless())
    with pytest.raises(RequestError, match="too deep"):
        Filter.parse("displayName pr").matches(endless())


def test_nan_is_null_when_asked_for() -> None:
    current = {"status": "active", "record": {"name": "Old"}}
    user = {"userName": "ada", "displayName": float("nan")}
    with pytest.raises(RequestError, match="nan_is_null"):
        RULES.decide(user, current=current)
    assert RULES.decide(user, current=current, nan_is_null=True).changes["name"] is None


def test_keywords_count_where_the_request_does_not_say() -> None:
    rules = Rules.compile(
        'param greeting string = "hello"\n'
        'map { a = "{greeting} {userName}"  b = format_date(now(), "%Y-%m-%d") }'
    )
    now = datetime(2026, 1, 31, 23, tzinfo=timezone(timedelta(hours=-5)))
    user: dict[str, Any] = {"userName": "ada"}
    whole: dict[str, Any] = {"user": user, "now": "2025-01-01T00:00:00Z", "params": {"greeting": "x"}}
    for one, other in ((user, whole), (json.dumps(user), json.dumps(whole).encode())):
        decided = rules.decide(one, now=now, params={"greeting": "hi"})
        assert decided.record == {"a": "hi ada", "b": "2026-02-01"}
        decided = rules.decide(other, now=now, params={"greeting": "hi"})
        assert decided.record == {"a": "x ada", "b": "2025-01-01"}
    with pytest.raises(TypeError, match="zone"):
        rules.decide(user, now=datetime(2026, 1, 31))
    with pytest.raises(RequestError, match="operation"):
        rules.decide(user, operation="remove", now=now)  # type: ignore[arg-type]


def test_a_delete_of_nobody_is_a_request() -> None:
    for nobody in (None, {}, "{}", b" { } "):
        assert RULES.decide(nobody, operation="delete").action == "ignore"
        with pytest.raises(RequestError):
            RULES.decide(nobody)
    many = RULES.decide_many(["{}", {}], operation="delete")
    assert [getattr(one, "action", None) for one in many] == ["ignore", "ignore"]


def test_keywords_are_read_in_the_order_of_text() -> None:
    strict = Rules.compile("strict  map { email = userName }")
    user = {"unknown": 1, "userName": "ada"}
    for request in (user, {"user": user}):
        found = strict.decide(request, params={"other": 1})
        assert found == strict.decide(json.dumps(request), params={"other": 1})
        assert len(found.errors) == 2


def test_text_cannot_break_out_of_its_member() -> None:
    for text in ('{"userName":"a"},"current":"active"', '{"userName":"a"}}', "[]", '{"user":{}}x'):
        with pytest.raises(RequestError):
            RULES.decide(text, groups=[], current=None)
        with pytest.raises(RequestError):
            RULES.decide(text, current="active")


def test_groups_are_told_apart() -> None:
    rules = Rules.compile(
        "map { a = userName } map groups { name = displayName } match groups name"
    )
    group = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Staff"}
    for found in (
        rules.decide(group),
        rules.decide(group, current=None, now="2026-01-31T09:00:00Z"),
        rules.decide_group({"displayName": "Staff"}),
        rules.decide_group(b'{"displayName": "Staff"}'),
    ):
        assert found.record == {"name": "Staff"}
    assert rules.decide_group({"displayName": "S"}, current={"status": "active"}).action == "update"


def test_mistakes_are_data() -> None:
    text = "map { a = userNam }\nsync users where b eq"
    with pytest.raises(CompileError) as raised:
        Rules.compile(text, name="bad.rules")
    error = raised.value
    assert isinstance(error, ScimRulesError)
    assert (error.code, error.line, error.column) == ("E0301", 1, 11)
    assert "bad.rules:1:11" in str(error)
    assert list(error.diagnostics) == check(text, name="bad.rules")
    again = pickle.loads(pickle.dumps(error))
    assert again.diagnostics == error.diagnostics
    first = error.diagnostics[0]
    assert first.labels[0].start == 10 and "userName" in (first.help or "")
    assert check("map { a = userName }") == []
    with pytest.raises(CompileError):
        Rules.compile("map { a = 1 }" * 10, limits=Limits(source_size=100))


def test_limits_of_requests() -> None:
    rules = Rules.compile("map { a = userName }", limits=Limits(request_size=100, request_depth=4))
    with pytest.raises(RequestError) as raised:
        rules.decide(json.dumps({"userName": "a" * 100}))
    assert raised.value.code == "E0902"
    with pytest.raises(RequestError, match="larger"):
        rules.decide({"userName": "a" * 100})


def test_rules_tell_about_themselves() -> None:
    assert RULES.name == "rules" and RULES.text == TEXT
    assert RULES.fields[:2] == ["email", "name"] and "userName" in RULES.attributes_read
    assert not RULES.needs_record and not RULES.needs_clock and RULES.store is None
    assert repr(RULES) == 'Rules("rules")'


def test_files(tmp_path: Path) -> None:
    path = ROOT / "examples" / "quickstart.rules"
    rules = Rules.from_file(path)
    assert rules.name == str(path)
    report = rules.test()
    assert report.passed and len(report.results) == 5 and report.coverage.lines > 5
    bad = tmp_path / "bad.rules"
    bad.write_bytes(b"\xff")
    with pytest.raises(UnicodeDecodeError):
        Rules.from_file(bad)
    with pytest.raises(FileNotFoundError):
        Rules.from_file(tmp_path / "none.rules")


def test_a_failing_test_says_why() -> None:
    report = Rules.compile(
        'map { a = userName } test "x" { user {"userName": "a"} expect ignore }'
    ).test()
    assert not report.passed and "expected ignore" in report.results[0].failures[0]


def test_explanations() -> None:
    found = RULES.explain({"userName": "ada", "active": "True"})
    assert found.decision == RULES.decide({"userName": "ada", "active": "True"})
    assert found.lines[0]["outcome"] == "true" and found.lines[0].get("kind") == "criterion"
    assert [note["attribute"] for note in found.tolerance] == ["active"]
    assert "because of line 14" in str(found)
    assert json.loads(found.to_json())["lines"] == found.lines
    assert RULES.explain('{"userName": "ada"}', now="2026-01-31T09:00:00Z").decision.action == "create"


def test_formatting() -> None:
    assert format("map{a=userName}") == "map {\n  a = userName\n}\n"
    with pytest.raises(CompileError):
        format("map {")


def test_simulation() -> None:
    old = Rules.compile(TEXT.replace("lower(userName)", "upper(userName)"))
    limited = Rules.compile(TEXT + "limit create to 1")
    users: list[Any] = [
        {"userName": "ada"},
        {"user": {"userName": "bob", "userType": "Guest"}, "current": {"status": "active"}},
        b'{"userName": "eve"}',
        "{",
    ]
    found = limited.simulate(users, against=old)
    assert found.counts == {"create": 2, "deactivate": 1}
    assert (found.requests, found.accounts, found.failed, found.differ) == (3, 1, 1, 3)
    [exceeded] = found.exceeded
    assert (exceeded.count, exceeded.allowed) == (2, 1)
    first = found.differences[0]
    assert first.user == "ada" and first.fields[0] == ("email", "ADA", "ada")
    assert found.reasons["create"][0].count == 2 and len(found.failures) == 1
    text = b'{"userName": "ada"}\n\n{"userName": "eve"}\n'
    assert limited.simulate(text).counts == {"create": 2}
    assert limited.simulate(text, against=old, listed=1).differences[0].line == 1


def test_host_functions() -> None:
    asked: list[Any] = []

    def shout(text: str) -> str:
        asked.append(text)
        return text.upper()

    def later(at: datetime, days: int) -> datetime:
        return at + timedelta(days=days)

    def parts(text: str) -> list[str]:
        return text.split()

    rules = Rules.compile(
        "target { a string  b dateTime  c string[]  d string }\n"
        "map { a = shout(userName)  b = later(meta.created, 2)  c = parts(displayName)\n"
        "      d = plain(title) }",
        functions={
            "shout": shout,
            "later": later,
            "parts": Function(parts, ["string"]),
            "plain": Function(lambda title: None, ["any"]),
        },
    )
    user = {
        "userName": "ada",
        "displayName": "Ada L",
        "meta": {"created": "2026-01-01T00:00:00Z"},
        "title": "x",
    }
    assert rules.decide(user).record == {
        "a": "ADA",
        "b": "2026-01-03T00:00:00+00:00",
        "c": ["Ada", "L"],
    }
    assert asked == ["ada"]
    with pytest.raises(CompileError) as raised:
        Rules.compile("map { a = shout(active) }", functions={"shout": shout})
    assert raised.value.code.startswith("E04")
    with pytest.raises(TypeError, match="`text` is not a type"):
        Rules.compile("", functions={"f": Function(shout, ["text"])})  # type: ignore[list-item]


def test_an_exception_of_a_callable_is_the_error_of_the_decision() -> None:
    def fail(text: str) -> str:
        raise ValueError("the directory is down")

    def odd(text: str) -> Any:
        return {1}

    def stop(text: str) -> str:
        raise KeyboardInterrupt

    for call, message in ((fail, "the directory is down"), (odd, "`set` is not")):
        rules = Rules.compile("map { a = f(userName) }", functions={"f": call})
        for decision in (rules.decide({"userName": "a"}), rules.decide_many(['{"userName": "a"}'])[0]):
            assert isinstance(decision, Decision) and decision.action == "reject"
            assert message in decision.errors[0].message
    rules = Rules.compile("map { a = f(userName) }", functions={"f": stop})
    many = ['{"userName": "a"}'] * 1000
    with pytest.raises(KeyboardInterrupt):
        rules.decide_many(many, threads=2)
    for decide in (rules.decide, rules.decide_bytes, lambda text: rules.decide_many([text])):
        with pytest.raises(KeyboardInterrupt):
            decide('{"userName": "a"}')


def test_an_exception_stops_the_thread_that_it_belongs_to() -> None:
    raised, decided = threading.Event(), threading.Event()

    def stop(text: str) -> str:
        if text == "stop":
            raise SystemExit
        return text

    def later(text: str) -> str:
        if text == "stop":
            raised.set()
            assert decided.wait(10)
        return text

    rules = Rules.compile(
        "map { a = stop(userName)  b = later(userName) }",
        functions={"stop": stop, "later": later},
    )
    stopped: list[bool] = []

    def decide() -> None:
        try:
            rules.decide({"userName": "stop"})
        except SystemExit:
            stopped.append(True)

    thread = threading.Thread(target=decide)
    thread.start()
    assert raised.wait(10)
    assert rules.decide({"userName": "go"}).action == "create"
    decided.set()
    thread.join(10)
    assert stopped == [True]


def test_functions_answer_with_numbers_of_numpy() -> None:
    rules = Rules.compile(
        "target { a integer  b string[] }  map { a = f(userName)  b = g(userName) }",
        functions={"f": lambda name: numpy.int64(7), "g": lambda name: numpy.array(["x", name])},
    )
    assert rules.decide({"userName": "ada"}).record == {"a": 7, "b": ["x", "ada"]}


def test_accounts_of_the_host() -> None:
    rules = Rules.compile(
        "map { boss = account(\"login\", enterprise.manager.value)\n"
        '      login = first_free(userName, "{userName}{n}") }',
        account=lambda field, value: f"{field}-{value}" if value == "7" else None,
        is_taken=lambda field, value: value in ("ada", "ada1", "ada2"),
    )
    urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
    found = rules.decide({"userName": "ada", urn: {"manager": {"value": "7"}}})
    assert found.record["boss"] == "login-7" and found.record["login"] == "ada3"
    found = rules.decide({"userName": "bob", urn: {"manager": {"value": "8"}}})
    assert "boss" not in found.record and found.warnings


def shout(text: str) -> str:
    return text.upper()


def test_rules_and_filters_are_pickled() -> None:
    rules = Rules.compile(
        "map { a = shout(userName) }",
        name="x.rules",
        functions={"shout": shout},
        limits=Limits(request_size=1000),
    )
    again = pickle.loads(pickle.dumps(rules))
    assert again.name == "x.rules"
    assert again.decide({"userName": "ada"}) == rules.decide({"userName": "ada"})
    with pytest.raises(RequestError):
        again.decide('{"userName": "' + "a" * 1000 + '"}')
    read = Filter.parse('userName sw "a" and not (title pr)')
    again = pickle.loads(pickle.dumps(read))
    assert again == read and hash(again) == hash(read) and again.matches({"userName": "Ada"})


def test_filters_and_patches_fail_with_the_words_of_the_standard() -> None:
    with pytest.raises(FilterError) as filtered:
        Filter.parse("userName eq")
    assert (filtered.value.scim_type, filtered.value.status) == ("invalidFilter", 400)
    with pytest.raises(FilterError):
        Filter.parse("active gt true").matches({"active": True})
    operations = [{"op": "add", "path": "title", "value": "x"}, {"op": "remove", "path": "a["}]
    with pytest.raises(PatchError) as patched:
        apply_patch({"userName": "a"}, operations)
    assert (patched.value.scim_type, patched.value.operation) == ("invalidPath", 1)
    assert str(patched.value).startswith("operation 2: ")
    assert pickle.loads(pickle.dumps(patched.value)).operation == 1
    assert apply_patch(User(userName="a"), operations[:1]) == {"userName": "a", "title": "x"}
