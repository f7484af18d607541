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
#: Digits before the point that a number may have: the largest of JSON's readers have 309.
_DIGITS = 400


def plain(value: Any) -> Any:
    """A copy of dicts, lists and simple values; what is none of these stays as it is."""
    # What stands in many places is copied once. The original is held, so that its id stays its own.
    copies: dict[int, tuple[Any, Any]] = {}

    def copied(value: Any, depth: int) -> Any:
        if id(value) in copies:
            return copies[id(value)][1]
        if depth == 0:
            raise TypeError("the payload is nested too deep")
        found = plain_value(value)
        if isinstance(found, dict):
            found = {name: copied(inside, depth - 1) for name, inside in found.items()}
        elif isinstance(found, (list, tuple)):
            found = [copied(inside, depth - 1) for inside in found]
        else:
            return found
        copies[id(value)] = (value, found)
        return found

    return copied(value, _DEPTH)


def plain_value(value: Any) -> Any:
    """The value itself as something plain; what is in it may not be. What is nothing plain is given back."""
    if value is None or isinstance(value, (str, int, float, dict, list, tuple, type)):
        return value
    # What was not set is absent; null clears.
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if dataclasses.is_dataclass(value):
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
        return _number(value)
    if type(value).__name__ == "NAType":
        return float("nan")
    # Numbers and arrays of numpy; its dates would be numbers of nanoseconds.
    if hasattr(value, "tolist"):
        dates = type(value).__module__ == "numpy" and value.dtype.kind == "M"
        return _dates(value.astype(str).tolist()) if dates else plain_value(value.tolist())
    return value


def _number(value: Decimal) -> Any:
    if not value.is_finite():
        return float("nan") if value.is_nan() else float(value)
    if value.adjusted() > _DIGITS:
        raise TypeError("a number is too large")
    return int(value) if value == value.to_integral_value() else float(value)


def _dates(value: Any) -> Any:
    if isinstance(value, list):
        return [_dates(inside) for inside in value]
    return float("nan") if value == "NaT" else value


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
