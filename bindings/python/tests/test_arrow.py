"""Columns in, tables out: with the libraries that people have."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from scimrules import RequestError, Rules

RULES = Rules.compile(
    """\
attributes { level integer  rate decimal  since dateTime  tags string[] }
target { email string required  vip boolean  level integer  rate decimal  since dateTime
         tags string[]  name.family string  pin string secret }
map {
  email = lower(userName)
  vip = title eq "VIP"
  level = level
  rate = rate
  since = since
  tags = tags
  name.family = name.familyName
  pin = password
}
"""
)
USERS: list[str | None] = [
    json.dumps(user)
    for user in (
        {
            "userName": "Ada",
            "title": "VIP",
            "level": 3,
            "rate": 0.5,
            "since": "2026-01-31T09:00:00+01:00",
            "tags": ["a", "b"],
            "name": {"familyName": "Łovelace"},
        },
        {"userName": "bob", "active": "perhaps"},
    )
]
USERS += ["{", None]


def judge(rows: list[dict[str, Any]]) -> None:
    assert [row["action"] for row in rows] == ["create", "reject", None, None]
    first = rows[0]["record"]
    since = first.pop("since")
    assert pd.Timestamp(since) == pd.Timestamp(datetime(2026, 1, 31, 8, tzinfo=timezone.utc))
    assert list(first.pop("tags")) == ["a", "b"]
    assert first == {
        "email": "ada",
        "vip": True,
        "level": 3,
        "rate": 0.5,
        "name.family": "Łovelace",
        "pin": None,
    }
    assert list(rows[0]["errors"]) == [] and rows[0]["event"] == "create"
    assert json.loads(rows[0]["decision"]) == RULES.decide(USERS[0] or "").to_dict()
    for row in rows[1:]:
        [error] = row["errors"]
        assert error["code"].startswith("E0") and error["message"]
    assert rows[2]["decision"] is None


def test_pyarrow() -> None:
    table = pa.table(RULES.decide_arrow(pa.array(USERS)))
    judge(table.to_pylist())
    assert table.schema.field("record").type.field("since").type == pa.timestamp("us", "UTC")
    assert table.schema.field("record").type.field("tags").type == pa.list_(pa.string())
    text = [user and user.encode() for user in USERS]
    for column in (
        pa.array(text, pa.binary()),
        pa.array(text, pa.large_binary()),
        pa.array(USERS, pa.string_view()),
        pa.array(USERS).dictionary_encode(),
        pa.chunked_array([USERS[:1], USERS[1:]]),
    ):
        found = pa.table(RULES.decide_arrow(column))
        assert found.to_pylist() == table.to_pylist()
    judge(pa.table(RULES.decide_arrow(pa.table({"n": [1] * 4, "user": USERS}), column="user")).to_pylist())
    judge(pa.table(RULES.decide_arrow(pa.table({"user": USERS}))).to_pylist())


def test_polars() -> None:
    frame = pl.DataFrame({"n": [1, 2, 3, 4], "user": USERS})
    judge(pl.DataFrame(RULES.decide_arrow(frame["user"])).to_dicts())
    found = pl.DataFrame(RULES.decide_arrow(frame, column="user", threads=2))
    assert found.schema["record"] == pl.Struct(
        {
            "email": pl.String,
            "vip": pl.Boolean,
            "level": pl.Int64,
            "rate": pl.Float64,
            "since": pl.Datetime("us", "UTC"),
            "tags": pl.List(pl.String),
            "name.family": pl.String,
            "pin": pl.String,
        }
    )
    assert found.unnest("record")["email"].to_list() == ["ada", None, None, None]


def test_pandas() -> None:
    frame = pd.DataFrame({"user": pd.Series(USERS, dtype="str")})
    found = pa.table(RULES.decide_arrow(frame))
    judge(found.to_pylist())
    assert found.to_pandas()["action"][0] == "create"
    judge(pa.table(RULES.decide_arrow(frame["user"])).to_pylist())


def test_rows_of_pandas() -> None:
    frame = pd.DataFrame({"userName": ["Ada", "bob"], "level": [3, None], "title": [None, "VIP"]})
    first, second = frame.to_dict("records")
    assert RULES.decide(first, nan_is_null=True).record["level"] == 3
    with pytest.raises(RequestError, match="nan_is_null"):
        RULES.decide(second)
    assert "level" not in RULES.decide(second, nan_is_null=True).record
    odd = {"userName": "eve", "level": frame["level"].astype("Int64")[1], "since": pd.NaT}
    assert RULES.decide(odd, nan_is_null=True).record["email"] == "eve"
    since = pd.Timestamp("2026-01-31T09:00:00Z")
    assert RULES.decide({"userName": "eve", "since": since}).record["since"]


def test_groups_have_a_table_of_their_own() -> None:
    rules = Rules.compile("map { a = userName } map groups { name = displayName }")
    found = pa.table(
        rules.decide_arrow(pa.array(['{"group": {"displayName": "x"}}']), resource="group")
    )
    assert found.to_pylist()[0]["record"] == {"name": "x"}


def test_what_is_no_column_is_an_error() -> None:
    with pytest.raises(ValueError, match="text or bytes"):
        RULES.decide_arrow(pa.array([1, 2]))
    with pytest.raises(ValueError, match="no column `x`"):
        RULES.decide_arrow(pa.table({"user": USERS}), column="x")
    with pytest.raises(ValueError, match="several columns"):
        RULES.decide_arrow(pa.table({"a": USERS, "b": USERS}))
    with pytest.raises(ValueError):
        RULES.decide_arrow([1])  # type: ignore[arg-type]
    assert pa.table(RULES.decide_arrow(pa.array([], pa.string()))).num_rows == 0
