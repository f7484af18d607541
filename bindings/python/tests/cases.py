"""The cases that every host runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Iterator

ROOT = Path(__file__).resolve().parents[3]
CASES = ROOT / "tests" / "cases"


def rows(path: Path) -> list[dict[str, Any]]:
    """The lines of a file."""
    text = path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def topics() -> list[Path]:
    """The rules of the decisions."""
    found = sorted((CASES / "decisions").glob("*.rules"))
    assert len(found) >= 40
    return found


def without_messages(decision: dict[str, Any]) -> dict[str, Any]:
    """As the rows have it: messages are for people and may change."""
    for name in ("errors", "warnings"):
        for reason in decision.get(name, []):
            assert isinstance(reason.pop("message"), str)
    return decision


def requests() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every row that is a JSON value, with its rules."""
    for path in topics():
        for row in rows(path.with_suffix(".jsonl")):
            if "request" in row:
                yield path, row
