"""A progress bar on standard error for long work in stages, wiped when done; nothing where nobody looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from contested.cli.messages import is_terminal

Stage = Callable[[str, int, int], None]


def working(work: Callable[[Stage], Any]) -> Any:
    """Do work that tells what it is at, how much of that is done, and how much there is (0 for unknown)."""
    if not is_terminal(sys.stderr):
        return work(lambda what, done, total: None)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("opening the index", total=None)

        def stage(what: str, done: int, total: int) -> None:
            progress.update(task, description=what, completed=done, total=total or None)

        return work(stage)
