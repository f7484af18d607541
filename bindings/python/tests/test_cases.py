"""Decisions, filters and patches as data: the same outcome as in every host."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cases import CASES, rows, topics, without_messages
from scimrules import Filter, FilterError, PatchError, RequestError, Rules, apply_patch

MEMBERS = ("operation", "user", "group", "current", "params", "now")


def outcome(call: Any, *arguments: Any, **keywords: Any) -> tuple[dict[str, Any], str]:
    try:
        text = call(*arguments, **keywords)
    except RequestError as error:
        return {"error": error.code}, error.code
    text = text.decode() if isinstance(text, bytes) else text.to_json()
    return without_messages(json.loads(text)), text


@pytest.mark.parametrize("path", topics(), ids=lambda path: path.stem)
def test_decisions(path: Path) -> None:
    rules = Rules.from_file(path)
    for row in rows(path.with_suffix(".jsonl")):
        expected = row.get("decision", {"error": row.get("error")})
        text = row.get("request_text", json.dumps(row.get("request"), ensure_ascii=False))
        found, exact = outcome(rules.decide_bytes, text.encode())
        assert found == expected, (row["name"], "bytes")
        # Every other way gives the same bytes.
        ways = [(rules.decide_bytes, [text], {}), (rules.decide, [text], {})]
        if "request" in row:
            request = row["request"]
            ways.append((rules.decide, [request], {}))
            if isinstance(request, dict):
                ways += keywords(rules, request)
        for call, arguments, named in ways:
            again, same = outcome(call, *arguments, **named)
            assert again == expected, (row["name"], arguments, named)
            assert same == exact, (row["name"], arguments, named)
        [many] = rules.decide_many([text])
        assert (many.code if isinstance(many, RequestError) else many.to_json()) == exact
        if "error" not in row:
            assert rules.explain(text).decision.to_json() == exact, row["name"]


def keywords(rules: Rules, request: dict[str, Any]) -> list[Any]:
    """The same request, said by keywords: from a dict and from text."""
    rest = {name: value for name, value in request.items() if name not in ("user", "group")}
    kinds = [kind for kind in ("user", "group") if isinstance(request.get(kind), dict)]
    if set(request) - set(MEMBERS) - {"groups"} or len(kinds) != 1:
        return []
    said = all(value is not None for name, value in rest.items() if name != "current")
    typed = isinstance(rest.get("current", {}), (dict, str)) or rest["current"] is None
    plain = rest.get("operation", "upsert") in ("upsert", "delete")
    if not said or not typed or not plain or not isinstance(rest.get("params", {}), dict):
        return []
    resource = request[kinds[0]]
    if not resource or (kinds[0] == "group" and "groups" in rest):
        return []
    call = rules.decide if kinds[0] == "user" else rules.decide_group
    text = json.dumps(resource, ensure_ascii=False)
    return [(call, [resource], rest), (call, [text], rest), (call, [text.encode()], rest)]


def test_there_are_enough_decisions() -> None:
    assert sum(len(rows(path.with_suffix(".jsonl"))) for path in topics()) >= 600


DISPUTED = {row["id"] for row in rows(CASES / "scim" / "disputed.jsonl")}


def test_filters() -> None:
    directory = rows(CASES / "scim" / "directory.jsonl")
    judged = 0
    for row in rows(CASES / "scim" / "filters.jsonl"):
        if row["kind"] not in ("filter", "valuepath") or row["id"] in DISPUTED:
            continue
        judged += 1
        if not row["valid"]:
            with pytest.raises(FilterError) as raised:
                Filter.parse(row["filter"])
            assert raised.value.scim_type == "invalidFilter", row["id"]
            continue
        read = Filter.parse(row["filter"])
        assert Filter.parse(str(read)) == read, row["id"]
        if "match_count" in row:
            assert sum(map(read.matches, directory)) == row["match_count"], row["id"]
        if "matches" in row:
            assert read.matches(row["resource"]) == row["matches"], row["id"]
            assert read.matches(json.dumps(row["resource"])) == row["matches"], row["id"]
    assert judged > 500


def settled(value: Any, leaves_null: bool) -> Any:
    """Without what is nothing: null, `[]` and `{}`."""
    if isinstance(value, dict):
        inside = {name: settled(item, leaves_null) for name, item in value.items()}
        return {name: item for name, item in inside.items() if item not in (None, [], {})}
    if isinstance(value, list):
        items = [settled(item, leaves_null) for item in value]
        return [
            item
            for item in items
            if not (leaves_null and isinstance(item, dict) and "value" not in item)
        ]
    return value


def holds(after: Any, check: dict[str, Any]) -> bool:
    for step in check["pointer"]:
        after = after[step]
    return (len(after) if check.get("of") == ".size" else after) == check["equals"]


def test_patches() -> None:
    named = {"invalidPath", "mutability", "invalidValue", "noTarget", "invalidSyntax"}
    immutable = {"Dummy": ["immutable"], "ImmutableFieldResource": ["locked"]}
    judged = 0
    for row in rows(CASES / "scim" / "patch.jsonl"):
        if row["id"] in DISPUTED:
            continue
        judged += 1
        model = row.get("model") or ""
        options: dict[str, Any] = {
            "strict": (row.get("options") or {}).get("treatMissingAsAdd") is False
            or row["source"].startswith("RFC"),
            "known_only": model.startswith("User") or model == "Group",
            "immutable": immutable.get(model, []),
        }
        before = json.dumps(row["before"])
        if row.get("error"):
            with pytest.raises(PatchError) as raised:
                apply_patch(row["before"], row.get("ops"), **options)
            error = raised.value
            assert row["error"] not in named or error.scim_type == row["error"], row["id"]
        else:
            after = apply_patch(row["before"], row.get("ops"), **options)
            assert after == apply_patch(before, json.dumps(row.get("ops")), **options)
            if "after" in row:
                empty = "note" in row
                assert settled(after, empty) == settled(row["after"], empty), row["id"]
            assert all(holds(after, check) for check in row.get("checks") or []), row["id"]
        assert json.dumps(row["before"]) == before
    assert judged > 150
