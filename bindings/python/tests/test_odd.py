"""What nobody means to do, and somebody does."""

from __future__ import annotations

import json
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from scimrules import Decision, RequestError, Rules

RULES = Rules.compile("map { email = lower(userName) }")
USER = b'{"userName": "Ada@example.com"}'


@pytest.mark.parametrize("threads", [1, 2])
def test_decisions_within_decisions_end(threads: int) -> None:
    """A thread has only so much stack, and a process so many threads."""

    def again(name: str) -> str:
        if name != "ada":
            return name
        users = [f'{{"userName": "{name}"}}' for name in ["ada"] + ["bob"] * 64]
        decision = rules.decide_many(users, threads=threads)[0]
        assert isinstance(decision, Decision)
        return decision.errors[0].message if decision.errors else decision.record["email"]

    rules = Rules.compile("map { email = again(userName) }", functions={"again": again})
    assert "stand in each other more than 16 deep" in again("ada")


def test_one_request_is_not_many() -> None:
    for call in (RULES.decide_many, RULES.simulate):
        with pytest.raises(TypeError, match="one stands in a list"):
            call({"userName": "ada"})  # type: ignore[call-overload, arg-type, operator]


def test_what_is_no_request_is_counted_by_a_simulation() -> None:
    odd: list[Any] = [object(), {"userName": float("nan")}, "\ud800", b"nonsense", 5]
    report = RULES.simulate([{"userName": "ada"}, *odd])
    assert report.counts == {"create": 1}
    assert report.failed == len(odd)
    assert sum(reason.count for reason in report.failures) == len(odd)


def test_bytes_of_any_kind_are_json() -> None:
    for text in (USER, bytearray(USER), memoryview(USER)):
        assert RULES.decide(text).record == {"email": "ada@example.com"}
        assert RULES.decide_bytes(text) == RULES.decide_bytes(USER)
        assert RULES.decide_many(text) == RULES.decide_many([text])


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "missing.rules"
    with pytest.raises(FileNotFoundError) as caught:
        Rules.from_file(missing)
    assert caught.value.filename == str(missing)
    with pytest.raises(IsADirectoryError):
        Rules.from_file(tmp_path)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), [1.5, float("nan")]])
def test_a_function_gives_no_number_that_json_lacks(number: Any) -> None:
    rules = Rules.compile("map { email = f(userName) }", functions={"f": lambda _name: number})
    decision = rules.decide(USER)
    assert decision.action == "reject"
    assert decision.errors[0].message == "the host's function `f` gave a number that is not finite"


def test_names_of_fields_are_the_same_in_every_record() -> None:
    fields = [f"a.b{at}.c{at % 3}" for at in range(40)] + [f"field{at}" for at in range(80)]
    lines = "\n".join(f'{field} = "{field}" if not (title eq "{field}")' for field in fields)
    rules = Rules.compile(f"match field7\nmap {{\n{lines}\n}}")
    for user in ({"userName": "ada"}, {"userName": "ada", "title": "field0"}):
        decision = rules.decide(user, current={"record": {"a": {"b1": {"c1": "old"}}}})
        told = json.loads(decision.to_json())
        assert decision.to_dict() == told
        assert decision.record == told["record"]
        assert decision.changes == told["changes"]
        assert Decision.from_json(decision.to_json()).to_dict() == told
    first, second = (list(rules.decide(user).record) for user in (USER, USER))
    assert all(one is other for one, other in zip(first[:8], second[:8]))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_process_decides() -> None:
    """Whatever other threads held when it was forked."""
    going = True

    def work() -> None:
        while going:
            RULES.decide_many([USER] * 500, threads=2)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        children = []
        for _ in range(30):
            child = os.fork()
            if child == 0:
                made = RULES.decide_many([USER] * 200, threads=2)
                os._exit(0 if len(made) == 200 and not isinstance(made[0], RequestError) else 1)
            children.append(child)
        end = time.monotonic() + 60
        while children:
            assert time.monotonic() < end, "a forked process hangs"
            child, status = os.waitpid(children[0], os.WNOHANG)
            if child:
                assert status == 0
                children.pop(0)
            else:
                time.sleep(0.01)
    finally:
        going = False
        thread.join()


def test_threads_share_one_user_and_one_decision() -> None:
    """What threads may share at once: rules, a dict that nobody changes, the parts of a decision."""
    user = {"userName": "Ada@example.com", "displayName": "Ada"}
    decision = RULES.decide(user)
    records: list[Any] = []
    start = threading.Barrier(8)

    def work() -> None:
        start.wait()
        for _ in range(500):
            assert RULES.decide(user) == decision
        records.append(decision.record)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(records) == 8 and all(record is records[0] for record in records)
