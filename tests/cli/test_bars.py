"""The progress bar: on a terminal only, and gone when the work is done."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

SCRIPT = """
from contested.cli.bars import working
def work(stage):
    stage("fetching SY.zip", 50, 100)
    stage("reading places", 7, 0)
    return 42
assert working(work) == 42
"""


def shown(error: int | None) -> bytes:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], stderr=error if error is not None else subprocess.PIPE, check=True,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "60", "NO_COLOR": "1"},
    )  # fmt: skip
    return done.stderr or b""


def test_nothing_is_shown_where_nobody_looks() -> None:
    assert shown(None) == b""


def test_a_bar_is_shown_on_a_terminal_and_wiped() -> None:
    ours, theirs = pty.openpty()
    shown(theirs)
    os.close(theirs)
    said = os.read(ours, 65_536)
    os.close(ours)
    assert b"reading places" in said and b"\x1b[2K" in said
