"""The same layouts as in a file, in colour and wrapped, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from contested.cli.layout import INDENT, Line, layout
from contested.model import Reading

STYLES = {
    "title": "bold",
    "source": "dim",
    "text": "",
    "header": "dim",
    "type": "bold cyan",
    "who": "bold",
    "where": "green",
    "when": "yellow",
    "how": "magenta",
    "count": "bold yellow",
    "note": "dim",
}


#: Columns that another command needs whole, or that wrapping would make unreadable.
WHOLE = frozenset({"id", "day"})


#: Columns of characters from which on a terminal has room; letters that a column has at least in one without.
ROOMY = 140
LEAST = ((98, 10), (84, 7), (0, 4))


@cache
def console() -> Console:
    """The terminal that standard output is; it decides on colours (NO_COLOR is heeded)."""
    return Console(highlight=False)


def print_reading(reading: Reading) -> None:
    """A reading, its claims hanging under each sentence."""
    for line in layout(reading):
        console().print(shaped(line) if line.parts else "")


def shaped(line: Line) -> Padding:
    """A line with its colours, indented so that what wraps stays under it."""
    text = Text.assemble(*((part.text, STYLES[part.role]) for part in line.parts))
    return Padding(text, (0, 0, 0, len(INDENT) * line.depth), expand=False)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table as wide as the terminal; brackets in a cell are a report's words, no markup. Nothing is cut: what has no
    room goes on in the next line, days "from/to" after their stroke."""
    narrow = console().width < ROOMY
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 1 if narrow else 2, 0, 0))
    fit = next(letters for width, letters in LEAST if console().width >= width)
    cells = [[f"{cell[:11]}\n{cell[11:]}" if narrow and name == "day" and "/" in cell else cell
              for name, cell in zip(columns, row, strict=True)] for row in rows]  # fmt: skip
    for at, name in enumerate(columns):
        words = (word for cell in (name, *(row[at] for row in cells)) for word in cell.split())
        least = min(max(map(len, words), default=1), fit)
        table.add_column(name, no_wrap=name in WHOLE, overflow="fold", min_width=None if name in WHOLE else least)
    for row in cells:
        table.add_row(*map(Text, row))
    console().print(table)
