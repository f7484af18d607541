"""What the boundary costs: `python bindings/python/bench.py`, with msgspec and orjson installed. With
`check` it compares, and measures once instead of often.

The same rules by scimrules and by hand, on the same users; the outcome is compared before anything
is measured. Rounds of all ways take turns; shown is the fastest, as the others were disturbed:
processor time, and by the clock where threads are compared. The last table needs cargo.
"""

from __future__ import annotations

import json
import os
import pathlib
import resource
import subprocess
import sys
import time
from typing import Any, Callable

import msgspec
import orjson
import scimrules

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
USERS = 1_000
CHECK = sys.argv[1:] == ["check"]
ROUNDS = 25

RULES = scimrules.Rules.compile("""
target {
  first string  last string  display string  email string  mobile string  country string
  city string  department string  employee_id string  manager string  title string  login string
}
sync users where
  userName ew "@example.com"
  and (enterprise.department in ["Engineering", "Sales", "Support"] or groups.display sw "sync-")
  and userType ne "Contractor"
map {
  first = name.givenName
  last = name.familyName
  display = displayName ?? "{name.givenName} {name.familyName}"
  email = lower(emails[type eq "work"].value ?? emails[primary eq true].value ?? userName)
  mobile = phoneNumbers[type eq "mobile"].value
  country = "India"
  city = addresses[type eq "work"].locality
  department = enterprise.department
  employee_id = enterprise.employeeNumber
  manager = enterprise.manager.value
  title = trim(title)
  login = lower(before(userName, "@"))
}
""")


def user(number: int) -> dict[str, Any]:
    """A user as directories send them, 2.4 KB of JSON."""
    name = f"person.{number}"
    group = {"value": f"{number:036d}", "$ref": f"https://idp.example.com/v2/Groups/{number:036d}"}
    return {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
        "id": f"{number:032x}",
        "externalId": f"ext-{number}",
        "userName": f"{name}@Example.com",
        "name": {"formatted": name, "familyName": f"Family{number}", "givenName": "Åsa"},
        "displayName": f"Åsa Family{number}",
        "nickName": "as",
        "profileUrl": f"https://login.example.com/{name}",
        "title": " Engineer ",
        "userType": "Employee",
        "preferredLanguage": "en-US",
        "locale": "en-US",
        "timezone": "Asia/Kolkata",
        "active": True,
        "emails": [
            {"value": f"{name}@home.example.org", "type": "home"},
            {"value": f"{name}@Example.com", "type": "work", "primary": True},
        ],
        "phoneNumbers": [
            {"value": "+91 44 5550 100", "type": "work"},
            {"value": f"+91 98 {number:08d}", "type": "mobile"},
        ],
        "addresses": [
            {
                "type": kind,
                "streetAddress": f"{number} Long Street",
                "locality": "Chennai",
                "region": "TN",
                "postalCode": "600001",
                "country": "IN",
            }
            for kind in ("home", "work")
        ],
        "groups": [{**group, "display": f"team-{index}"} for index in range(4)],
        "roles": [{"value": "user", "primary": True}],
        "meta": {
            "resourceType": "User",
            "created": "2025-01-01T00:00:00Z",
            "lastModified": "2026-01-01T00:00:00Z",
            "version": 'W/"3694e05e9dff590"',
        },
        ENTERPRISE: {
            "employeeNumber": f"{number:06d}",
            "costCenter": "4130",
            "department": "Engineering",
            "manager": {"value": f"m{number}", "displayName": "Boss"},
        },
    }


class Name(msgspec.Struct, frozen=True):
    givenName: str | None = None
    familyName: str | None = None


class Item(msgspec.Struct):
    value: str | None = None
    type: str | None = None
    primary: bool = False
    display: str | None = None


class Address(msgspec.Struct):
    type: str | None = None
    locality: str | None = None


class Manager(msgspec.Struct):
    value: str | None = None


class Enterprise(msgspec.Struct, frozen=True):
    department: str | None = None
    employeeNumber: str | None = None
    manager: Manager | None = None


class User(msgspec.Struct):
    userName: str
    name: Name = Name()
    displayName: str | None = None
    title: str | None = None
    userType: str | None = None
    active: bool = True
    emails: list[Item] = []
    phoneNumbers: list[Item] = []
    addresses: list[Address] = []
    groups: list[Item] = []
    enterprise: Enterprise = msgspec.field(default=Enterprise(), name=ENTERPRISE)


DECODE = msgspec.json.Decoder(User).decode
ENCODE = msgspec.json.Encoder().encode
DEPARTMENTS = {"engineering", "sales", "support"}


def decided(record: dict[str, Any]) -> dict[str, Any]:
    """A decision with the values that there are."""
    return {
        "action": "create",
        "event": "create",
        "status": "active",
        "record": {name: value for name, value in record.items() if value is not None},
        "because": {"rule": "sync users where", "line": 6},
    }


def by_struct(text: bytes) -> bytes:
    """By hand, with msgspec: the fastest that Python people write."""
    user = DECODE(text)
    name = user.userName
    department = user.enterprise.department
    if not name.lower().endswith("@example.com") or (user.userType or "").lower() == "contractor":
        return b'{"action":"ignore"}'
    if (department or "").lower() not in DEPARTMENTS and not any(
        (group.display or "").lower().startswith("sync-") for group in user.groups
    ):
        return b'{"action":"ignore"}'
    emails = user.emails
    email = next((one.value for one in emails if (one.type or "").lower() == "work"), None)
    email = email or next((one.value for one in emails if one.primary), None) or name
    manager = user.enterprise.manager
    record = {
        "first": user.name.givenName,
        "last": user.name.familyName,
        "display": user.displayName or f"{user.name.givenName} {user.name.familyName}",
        "email": email.lower(),
        "mobile": next((p.value for p in user.phoneNumbers if (p.type or "").lower() == "mobile"), None),
        "country": "India",
        "city": next((a.locality for a in user.addresses if (a.type or "").lower() == "work"), None),
        "department": department,
        "employee_id": user.enterprise.employeeNumber,
        "manager": manager.value if manager else None,
        "title": (user.title or "").strip() or None,
        "login": name.split("@")[0].lower(),
    }
    return ENCODE(decided(record))


def by_hand(user: dict[str, Any]) -> dict[str, Any]:
    """By hand, from a dict to a dict."""
    name = user["userName"]
    enterprise = user.get(ENTERPRISE, {})
    department = enterprise.get("department")
    if (
        not name.lower().endswith("@example.com")
        or (user.get("userType") or "").lower() == "contractor"
    ):
        return {"action": "ignore"}
    if (department or "").lower() not in DEPARTMENTS and not any(
        group.get("display", "").lower().startswith("sync-") for group in user.get("groups", [])
    ):
        return {"action": "ignore"}

    def typed(items: list[dict[str, Any]], kind: str) -> dict[str, Any]:
        for item in items:
            if item.get("type", "").lower() == kind:
                return item
        return {}

    emails = user.get("emails", [])
    email = typed(emails, "work").get("value")
    if not email:
        email = next((one["value"] for one in emails if one.get("primary")), name)
    names = user.get("name", {})
    record = {
        "first": names.get("givenName"),
        "last": names.get("familyName"),
        "display": user.get("displayName") or f"{names['givenName']} {names['familyName']}",
        "email": email.lower(),
        "mobile": typed(user.get("phoneNumbers", []), "mobile").get("value"),
        "country": "India",
        "city": typed(user.get("addresses", []), "work").get("locality"),
        "department": department,
        "employee_id": enterprise.get("employeeNumber"),
        "manager": enterprise.get("manager", {}).get("value"),
        "title": (user.get("title") or "").strip() or None,
        "login": name.split("@")[0].lower(),
    }
    return decided(record)


def each(call: Callable[[Any], Any], items: list[Any]) -> Callable[[], Any]:
    """A function that calls for every item."""

    def run() -> None:
        for item in items:
            call(item)

    return run


def rounds(
    ways: dict[str, Callable[[], Any]], clock: Callable[[], float], count: int = ROUNDS
) -> dict[str, float]:
    """The seconds of the fastest round of each; all take turns."""
    fastest = dict.fromkeys(ways, float("inf"))
    for _ in range(1 if CHECK else count):
        for name, run in ways.items():
            start = clock()
            run()
            fastest[name] = min(fastest[name], clock() - start)
    return fastest


def by_hand_and_not() -> None:
    """The same rules by scimrules and by hand."""
    users = [user(number) for number in range(USERS)]
    texts = [json.dumps(user, ensure_ascii=False).encode() for user in users]
    lines = b"\n".join(texts)
    decide = RULES.decide
    loads, dumps = orjson.loads, orjson.dumps
    for one, text in zip(users, texts):
        expected = by_hand(one)
        assert decide(one).to_dict() == expected == json.loads(by_struct(text))
        assert json.loads(RULES.decide_bytes(text)) == expected
    ways = {
        "bytes | by hand, msgspec": each(by_struct, texts),
        "bytes | by hand, orjson": each(lambda text: dumps(by_hand(loads(text))), texts),
        "bytes | by hand, json": each(lambda text: json.dumps(by_hand(json.loads(text))), texts),
        "bytes | `decide_bytes`": each(RULES.decide_bytes, texts),
        "bytes | `decide_many`": lambda: RULES.decide_many(lines, threads=1),
        "dict | by hand": each(by_hand, users),
        "dict | `decide(…)`": each(decide, users),
        "dict | `decide(…).record`": each(lambda user: decide(user).record, users),
        "dict | `decide(…).to_dict()`": each(lambda user: decide(user).to_dict(), users),
        "dict | `explain(…)`": each(RULES.explain, users),
    }
    fastest = rounds(ways, time.process_time)
    first = {"bytes": "bytes | by hand, msgspec", "dict": "dict | by hand"}
    print(f"{USERS:,} users of {len(lines) // USERS:,} bytes, the fastest of {ROUNDS} rounds\n")
    print("| from | way | µs a user | × by hand |\n|---|---|--:|--:|")
    for name, seconds in fastest.items():
        ratio = seconds / fastest[first[name.split(" |")[0]]]
        print(f"| {name} | {seconds / USERS * 1e6:.1f} | {ratio:.2f} |")


def many() -> None:
    """Ten thousand users at once and by one call each, by the clock."""
    count = 10_000
    users = [user(number) for number in range(count)]
    texts = [json.dumps(user, ensure_ascii=False).encode() for user in users]
    lines = b"\n".join(texts)
    decide = RULES.decide
    ways = {
        "`decide(dict)`, one call each": lambda: [decide(user) for user in users],
        "`decide(bytes)`, one call each": lambda: [decide(text) for text in texts],
        "`decide_many`, one thread": lambda: RULES.decide_many(lines, threads=1),
        "`decide_many`, two threads": lambda: RULES.decide_many(lines, threads=2),
    }
    fastest = rounds(ways, time.perf_counter, 60)
    dicts, single = list(fastest.values())[:2]
    print(f"\n{count:,} users, by the clock, the fastest of 60 rounds\n")
    print("| way | µs a user | × calls with dicts | × calls with bytes |\n|---|--:|--:|--:|")
    for name, seconds in fastest.items():
        ratios = f"{seconds / dicts:.2f} | {seconds / single:.2f}"
        print(f"| {name} | {seconds / count * 1e6:.1f} | {ratios} |")


def boundary() -> None:
    """What the boundary costs against calling the core in Rust."""
    root = pathlib.Path(__file__).resolve().parents[2]
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", root / "target"))
    build = ["cargo", "build", "--quiet", "--release", "-p", "scimrules-benches", "--bins"]
    subprocess.run(build, check=True, cwd=root)
    programs, folder = target / "release", target / "users"
    subprocess.run([programs / "users", folder], check=True)
    rules = scimrules.Rules.from_file(root / "benches" / "work" / "mapping.rules")

    def used(case: str, times: int) -> float:
        """Processor time of a run of the core."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([programs / "repeat", case, str(times)], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    table: dict[str, list[float]] = {}
    for name, case, times in [
        ("small", "small", 20_000),
        ("typical", "typical", 10_000),
        ("large", "large", 2_000),
        ("stream", "stream-100", 10_000),
    ]:
        texts = (folder / name).read_bytes().split(b"\n")[:100]
        texts = texts * (2_000 // len(texts))
        users = [json.loads(text) for text in texts]
        lines = b"\n".join(texts)
        passes = times // 100 if name == "stream" else times
        core = min(used(case, passes) - used(case, 0) for _ in range(1 if CHECK else 7)) / times
        ways = {
            "`decide_bytes`": each(rules.decide_bytes, texts),
            "`decide(bytes)`": each(rules.decide, texts),
            "`decide(str)`": each(rules.decide, [text.decode() for text in texts]),
            "`decide(dict)`": each(rules.decide, users),
            "`decide_many`, NDJSON, one thread": lambda: rules.decide_many(lines, threads=1),
            "`decide_many`, dicts": lambda: rules.decide_many(users),
        }
        table.setdefault("the core by itself", []).append(core)
        for way, seconds in rounds(ways, time.process_time, 15).items():
            table.setdefault(way, []).append(seconds / len(texts))
    names = ["small", "typical", "large", "stream"]
    print("\nAgainst calling the core in Rust, bytes to bytes\n")
    print("| way |" + "".join(f" {name} µs | × |" for name in names))
    print("|---|" + "--:|--:|" * len(names))
    core = table["the core by itself"]
    for way, found in table.items():
        cells = (f" {time * 1e6:.2f} | {time / by:.2f} |" for time, by in zip(found, core))
        print(f"| {way} |" + "".join(cells))


if __name__ == "__main__":
    by_hand_and_not()
    many()
    boundary()
