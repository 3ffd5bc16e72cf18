"""A brief as Markdown with footnotes, and through it as HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from contested.publish.brief.model import Brief, Dispute, Note, Section, Table

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown(brief: Brief, figure: str | None = None) -> str:
    """The brief; ``figure``: where its map lies, left out where None."""
    return "\n".join(_blocks(brief, figure)).rstrip() + "\n"


def _blocks(brief: Brief, figure: str | None) -> Iterator[str]:
    yield f"# {plain(brief.title)}\n"
    for section in brief.sections:
        yield from _section(section, figure)
    yield "## How this was made\n"
    for remark in brief.remarks:
        yield f"{plain(remark)}\n"
    for note in brief.notes:
        yield f"[^{note.number}]: {cited(note)}"


def _section(section: Section, figure: str | None) -> Iterator[str]:
    yield f"## {plain(section.heading)}\n"
    if section.figure is not None and figure is not None:
        yield f"![{plain(section.figure.caption)}]({figure})\n"
        yield f"*{plain(section.figure.caption)}*\n"
    for line in section.lines:
        yield f"- {plain(line.text)}{marks(line.notes)}"
    if section.lines:
        yield ""
    if section.table is not None:
        yield from _table(section.table)
    for dispute in section.disputes:
        yield from _dispute(dispute)


def _table(table: Table) -> Iterator[str]:
    yield _row(table.columns)
    yield _row(["---"] * len(table.columns))
    for row, notes in zip(table.rows, table.notes, strict=True):
        cells = [plain(cell) for cell in row]
        yield _row([*cells[:-1], cells[-1] + marks(notes)])
    yield ""


def _dispute(dispute: Dispute) -> Iterator[str]:
    """One account a column."""
    yield f"**{plain(dispute.about)}**\n"
    yield _row([plain(account.says) for account in dispute.accounts])
    yield _row(["---"] * len(dispute.accounts))
    yield _row([plain(account.sources) + marks(account.notes) for account in dispute.accounts])
    yield ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def marks(notes: Sequence[int]) -> str:
    """References to notes."""
    return "".join(f"[^{number}]" for number in notes)


def plain(words: str) -> str:
    """Words that mean no markup, in one line."""
    return SPECIAL.sub(r"\\\1", " ".join(words.split()))


def cited(note: Note) -> str:
    """A note in one line: who, when, the words, where."""
    head = ", ".join(part for part in (note.source or "Source not named", note.title, note.date) if part)
    where = f" <{note.url}>" if note.url and re.fullmatch(r"https?://[^\s<>]+", note.url) else ""
    return f"{plain(head)}: \u201c{plain(note.quote)}\u201d{where} (claim {note.claim})"


def escaped(words: str) -> str:
    """Words for HTML."""
    return html.escape(" ".join(words.split()))
