"""What goes to standard error: one line a message, and progress where somebody is looking at a terminal."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from typing import TextIO

import click

from contested.errors import one_line

EVERY_SECONDS = 0.1
BAR = 24  # characters


def say(message: object) -> None:
    """One line to the user; where nobody listens any more the work goes on."""
    with suppress(BrokenPipeError):
        click.echo(one_line(str(message)), err=True)


def counted(number: int, thing: str) -> str:
    """A number of things: "1 claim", "1,200 claims"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody looks at a standard stream; it is None where it was closed."""
    return stream is not None and stream.isatty()


def bar_of(part: float) -> str:
    """A share as a bar."""
    full = round(min(1.0, part) * BAR)
    return "━" * full + "─" * (BAR - full)


def clock(seconds: float) -> str:
    """A span of time: 0:07, 12:30, 2:05:00."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


class Progress:
    """A line that counts up and is wiped when done; silent unless standard error is a terminal of its own.

    Where the output goes to the same terminal, the output itself shows how far things are.
    """

    def __init__(self, what: str, *, shown: bool | None = None) -> None:
        self.what, self.done = what, 0
        self.shown = is_terminal(sys.stderr) and not is_terminal(sys.stdout) if shown is None else shown
        self.began = self.last = time.monotonic()

    def step(self, done: int | None = None, total: int | None = None, *, share: float | None = None) -> None:
        """One more is done; or so many, of so many in all; or such a share of all, from 0 to 1."""
        self.done = self.done + 1 if done is None else done
        now = time.monotonic()
        if self.shown and (now - self.last > EVERY_SECONDS or self.done == total):
            self.last = now
            part = self.done / total if total else share
            click.echo(f"\r\x1b[K{self.line(now - self.began, part, total)}", err=True, nl=False)

    def line(self, seconds: float, part: float | None, total: int | None = None) -> str:
        """How far things are: a bar where the whole is known, the number, the rate, and the time that is left."""
        bar = f"{bar_of(part)} {part:4.0%}  " if part is not None else ""
        of = f" of {total:,}" if total else ""
        rate = f", {self.done / seconds:,.0f}/s" if seconds >= 1 else ""
        left = f", {clock(seconds * (1 - part) / part)} left" if part and seconds >= 1 else ""
        return f"{self.what}: {bar}{self.done:,}{of}{rate}{left or f', {clock(seconds)}'}"

    def stage(self, what: str, done: int, total: int) -> None:
        """So much is done of a stage of longer work."""
        self.what = what
        self.step(done, total)

    def wipe(self) -> None:
        """Take the line away, so that a message or the prompt stands on its own."""
        if self.shown:
            click.echo("\r\x1b[K", err=True, nl=False)
