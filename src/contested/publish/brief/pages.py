"""A brief as one HTML page, and set by Typst as a PDF; both hold the map."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import msgspec

from contested.extras import needed
from contested.publish.brief.model import Account, Brief, Note, Section


def page(brief: Brief) -> str:
    """The brief as an HTML page that needs nothing else."""
    style = (files("contested.publish.brief") / "brief.css").read_text(encoding="utf-8")
    return "".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{text(brief.title)}</title><style>{style}</style></head><body><main><h1>{text(brief.title)}</h1>",
            *(_section(section) for section in brief.sections),
            "<section><h2>How this was made</h2>",
            *(f"<p>{text(remark)}</p>" for remark in brief.remarks),
            "</section><section><h2>Notes</h2><ol>",
            *(_note(note) for note in brief.notes),
            "</ol></section></main></body></html>\n",
        ]
    )


def _section(section: Section) -> str:
    return f"<section><h2>{text(section.heading)}</h2>{''.join(_parts(section))}</section>"


def _parts(section: Section) -> Iterator[str]:
    if section.figure is not None:
        svg = section.figure.svg[section.figure.svg.index("<svg") :]
        yield f"<figure>{svg}<figcaption>{text(section.figure.caption)}</figcaption></figure>"
    if section.lines:
        yield f"<ul>{''.join(f'<li>{text(line.text)}{marks(line.notes)}</li>' for line in section.lines)}</ul>"
    if section.table is not None:
        head = "".join(f"<th>{text(cell)}</th>" for cell in section.table.columns)
        yield f"<table><thead><tr>{head}</tr></thead><tbody>"
        for row, notes in zip(section.table.rows, section.table.notes, strict=True):
            cells = "".join(f"<td>{text(cell)}</td>" for cell in row[:-1])
            yield f"<tr>{cells}<td>{text(row[-1])}{marks(notes)}</td></tr>"
        yield "</tbody></table>"
    for dispute in section.disputes:
        yield f'<h3>{text(dispute.about)}</h3><div class="accounts">{"".join(map(_account, dispute.accounts))}</div>'


def _account(account: Account) -> str:
    return f"<div><p><b>{text(account.says)}</b></p><p>{text(account.sources)}{marks(account.notes)}</p></div>"


def _note(note: Note) -> str:
    head = ", ".join(part for part in (note.source or "Source not named", note.title, note.date) if part)
    safe = note.url if note.url and note.url.startswith(("http://", "https://")) else None
    where = f' <a href="{html.escape(safe)}">{text(safe)}</a>' if safe else ""
    quoted = f"{text(head)}: <q>{text(note.quote)}</q>{where}"
    return f'<li id="note-{note.number}">{quoted} <small>claim {note.claim}</small></li>'


def marks(notes: Sequence[int]) -> str:
    """References to notes."""
    links = ", ".join(f'<a href="#note-{number}">{number}</a>' for number in notes)
    return f"<sup>{links}</sup>" if notes else ""


def text(words: str) -> str:
    """Words for HTML, in one line."""
    return html.escape(" ".join(words.split()))


def pdf(brief: Brief) -> bytes:
    """The brief as a PDF: A4, notes at the foot of the page that cites them first."""
    with needed("figures", "a brief as PDF"):
        import typst

    with tempfile.TemporaryDirectory() as folder:
        template = files("contested.publish.brief") / "brief.typ"
        Path(folder, "brief.typ").write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
        # all words go in as data, so that none of them is read as markup
        Path(folder, "brief.json").write_bytes(msgspec.json.encode(brief))
        figures = [section.figure for section in brief.sections if section.figure is not None]
        for number, figure in enumerate(figures):
            Path(folder, f"figure-{number}.svg").write_text(figure.svg, encoding="utf-8")
        made = typst.compile(Path(folder, "brief.typ"), format="pdf")
    assert isinstance(made, bytes)
    return made
