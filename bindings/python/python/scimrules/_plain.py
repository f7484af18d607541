"""What is no JSON value by itself, made one: models, dataclasses, dates, numbers of numpy."""

# pyright: basic, reportAttributeAccessIssue=false

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

#: How deep values may stand in each other.
_DEPTH = 128


def plain(value: Any, depth: int = _DEPTH) -> Any:
    """A copy of dicts, lists and simple values."""
    if depth == 0:
        raise TypeError("the payload is nested too deep")
    value = plain_value(value)
    if isinstance(value, dict):
        return {name: plain(inside, depth - 1) for name, inside in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inside, depth - 1) for inside in value]
    return value


def plain_value(value: Any) -> Any:
    """The value itself as something plain; what is in it may not be."""
    if value is None or isinstance(value, (str, int, float, dict, list, tuple)):
        return value
    # What was not set is absent; null clears.
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (datetime, date)):
        # `NaT` of pandas is a datetime that has no date.
        return value.isoformat() if value == value else float("nan")
    if isinstance(value, Enum):
        return plain_value(value.value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Decimal):
        return int(value) if value.is_finite() and value == int(value) else float(value)
    if type(value).__name__ == "NAType":
        return float("nan")
    # Numbers and arrays of numpy.
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"a `{type(value).__name__}` is not a JSON value")


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a dataclass; one that still is its default None is absent."""
    return {
        field.name: getattr(value, field.name)
        for field in dataclasses.fields(value)
        if not (getattr(value, field.name) is None and field.default is None)
    }


def clock(now: Any) -> str:
    """A datetime that knows its zone, as text."""
    if isinstance(now, datetime) and now.utcoffset() is not None:
        return now.isoformat()
    raise TypeError("`now` is a text such as `2026-01-31T09:00:00Z`, or a datetime with a zone")
