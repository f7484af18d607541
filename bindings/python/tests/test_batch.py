"""Many requests, threads, and memory."""

from __future__ import annotations

import gc
import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from cases import ROOT
from scimrules import Decision, RequestError, Rules

RULES = Rules.from_file(ROOT / "examples" / "jumpcloud.rules")
NOW = "2026-01-31T09:00:00Z"
LINES = (ROOT / "examples" / "users.ndjson").read_bytes()
TEXTS = [line for line in LINES.split(b"\n") if line]


def texts_of(decided: list[Decision | RequestError]) -> list[str]:
    return [one.to_json() if isinstance(one, Decision) else one.code for one in decided]


def test_every_way_through_a_batch_gives_the_same() -> None:
    expected = texts_of([RULES.decide(text, now=NOW) for text in TEXTS])
    users: list[Any] = [json.loads(text) for text in TEXTS]
    assert texts_of(RULES.decide_many(LINES, threads=1, now=NOW)) == expected
    assert texts_of(RULES.decide_many(LINES, threads=3, now=NOW)) == expected
    assert texts_of(RULES.decide_many(LINES.decode(), now=NOW)) == expected
    assert texts_of(RULES.decide_many(bytearray(LINES), now=NOW)) == expected
    assert texts_of(RULES.decide_many(users, now=NOW)) == expected
    mixed = [text if index % 2 else user for index, (text, user) in enumerate(zip(TEXTS, users))]
    assert texts_of(RULES.decide_many(iter(mixed), now=NOW, threads=2)) == expected


def test_an_error_stands_in_its_place() -> None:
    lines = b'\xef\xbb\xbf{"userName": "a"}\r\n\n{"userName"\n7\n{"userName": "b"}'
    found = RULES.decide_many(lines)
    assert [isinstance(one, RequestError) for one in found] == [False, True, True, False]
    assert [one.line for one in found if isinstance(one, RequestError)] == [3, 4]
    found = RULES.decide_many([{"userName": "a"}, 7, "{", {"userName": {1}}])
    assert [one.line for one in found if isinstance(one, RequestError)] == [2, 3, 4]
    assert RULES.decide_many(b"") == [] and RULES.decide_many([]) == []


def test_an_exception_of_the_iterable_is_raised() -> None:
    def users() -> Any:
        yield {"userName": "a"}
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        RULES.decide_many(users())
    with pytest.raises(TypeError):
        RULES.decide_many(7)  # type: ignore[arg-type]


def test_other_threads_run_while_a_batch_is_decided() -> None:
    rules = Rules.compile("map { a = f(userName) }", functions={"f": lambda name: meet(name)})
    meeting = threading.Barrier(2)

    def meet(name: str) -> str:
        # Both come here at the same time, or the barrier breaks.
        if name.startswith("meet"):
            meeting.wait(timeout=60)
        return name

    texts = [json.dumps({"userName": "meet" if index in (0, 199) else "x"}) for index in range(200)]
    found = rules.decide_many(texts, threads=2)
    assert all(isinstance(one, Decision) and one.action == "create" for one in found)


def test_rules_are_shared_by_threads() -> None:
    expected = texts_of([RULES.decide(text, now=NOW) for text in TEXTS[:200]])

    def work(_: int) -> list[str]:
        return texts_of([RULES.decide(json.loads(text), now=NOW) for text in TEXTS[:200]])

    with ThreadPoolExecutor(4) as pool:
        assert all(found == expected for found in pool.map(work, range(8)))


def test_a_callable_may_decide_in_its_turn() -> None:
    inner = Rules.compile("map { a = lower(userName) }")
    rules: Rules

    def ask(name: str) -> str:
        if name == "outer":
            return rules.decide({"userName": "Inner"}).record["a"]
        return inner.decide({"userName": name}).record["a"]

    rules = Rules.compile("map { a = ask(userName)  b = displayName }", functions={"ask": ask})
    found = rules.decide({"userName": "outer", "displayName": "B"})
    assert found.record == {"a": "inner", "b": "B"}


def test_a_callable_may_change_the_user() -> None:
    user: dict[str, Any] = {"userName": "ada", "displayName": "Ada " * 100}

    def wipe(name: str) -> str:
        user.clear()
        gc.collect()
        return name

    rules = Rules.compile("map { a = wipe(userName)  b = displayName }", functions={"wipe": wipe})
    assert rules.decide(user).record == {"a": "ada", "b": "Ada " * 100}


def test_nothing_is_kept() -> None:
    name = "ada-" + "x" * 100
    users: list[Any] = [{"userName": name, "emails": [{"value": name}]}, {"userName": name, "x": {1}}]

    def work() -> None:
        for user in users:
            decision = RULES.decide(user, current="active", groups=[], now=NOW)
            decision.record, decision.because, repr(decision), decision.to_dict()
            RULES.explain(user, groups=[], now=NOW)
        RULES.decide_many(users + [b"{", {"userName": {1}}, json.dumps(users[0])], now=NOW)

    # What is made once is made now.
    for _ in range(100):
        work()
    gc.collect()
    blocks, references = sys.getallocatedblocks(), sys.getrefcount(name)
    for _ in range(400):
        work()
    gc.collect()
    assert sys.getrefcount(name) == references
    # A leak would be of hundreds.
    assert sys.getallocatedblocks() - blocks < 200
