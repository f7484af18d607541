"""`python -m scimrules` is the command line."""

from __future__ import annotations

import subprocess
import sys

import pytest
from cases import ROOT
from scimrules import Rules

RULES = ROOT / "examples" / "quickstart.rules"
REQUEST = (ROOT / "examples" / "ada.json").read_bytes()


def run(*arguments: object, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "scimrules", *map(str, arguments)]
    return subprocess.run(command, input=text, capture_output=True, timeout=60)


def test_decide() -> None:
    done = run("decide", RULES, text=REQUEST)
    assert done.returncode == 0
    assert done.stdout.decode().strip() == Rules.from_file(RULES).decide(REQUEST).to_json()


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--version"], 0),
        (["--help"], 0),
        (["test", RULES], 0),
        (["fmt", "--check", RULES], 0),
        (["check", ROOT / "tests" / "golden" / "cli" / "readme.rules"], 1),
        (["decide", "none.rules"], 2),
        (["nonsense"], 2),
        ([], 2),
    ],
)
def test_exit_status(arguments: list[object], status: int) -> None:
    done = run(*arguments)
    assert done.returncode == status, done


def test_the_script_is_installed() -> None:
    from importlib.metadata import entry_points

    [script] = entry_points(group="console_scripts", name="scimrules")
    assert script.value == "scimrules.__main__:main"
