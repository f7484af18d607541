"""README.md says what is so."""

from __future__ import annotations

import doctest
import os
from pathlib import Path

from cases import ROOT


def test_readme() -> None:
    before = os.getcwd()
    os.chdir(ROOT)
    try:
        path = str(Path(__file__).resolve().parents[1] / "README.md")
        failed, tried = doctest.testfile(path, module_relative=False)
    finally:
        os.chdir(before)
    assert failed == 0 and tried > 15
