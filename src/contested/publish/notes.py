"""The pages beside the map that need no script: what was corrected; what the data are, their licence and citation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import msgspec

from contested.model import Decision
from contested.publish import words


class Terms(msgspec.Struct, frozen=True):
    """On what terms a site's data are given away: a licence, and how to cite them; None for what is not said."""

    licence: str | None = None
    citation: str | None = None


CONTENTS = {
    "claims.csv": "every claim as a row of a table (RFC 4180)",
    "claims.geojson": "every claim and its places (RFC 7946)",
    "claims.jsonl": "every claim in full, JSON Lines",
    "events.jsonl": "claims about one event together: what they agree on, and who contradicts whom; JSON Lines",
    "control.json": "who holds which place on the last day, with every voice for and against",
}


def corrections(
    heading: str, decisions: Sequence[Decision], claims: Collection[str], reports: Mapping[str, str]
) -> str:
    """The log of what people decided about claims and reports, the newest first; what was taken back is struck."""
    back = {row.withdraws for row in decisions if row.withdraws is not None}
    items = "".join(_decision(row, row.number in back, claims, reports) for row in reversed(decisions))
    lead = "Everything that people decided about what the reader found, with their reasons. Nothing is overwritten."
    return page(heading, "Corrections", f"<p>{lead}</p><dl>{items}</dl>" if items else "<p>Nothing was corrected.</p>")


def _decision(row: Decision, withdrawn: bool, claims: Collection[str], reports: Mapping[str, str]) -> str:
    what = escape(words.word("decision", row.kind))
    about = ", ".join(_subject(id, claims, reports) for id in (row.subject, *row.others))
    if row.withdraws is not None:
        about = f'number <a href="#d{row.withdraws}">{row.withdraws}</a>'
    fields = "".join(f"<br><code>{escape(key)}</code> is now {escape(str(value))}" for key, value in row.fields.items())
    if row.kind == "add":
        claim = row.fields["claim"]
        fields = f"<br><code>{escape(claim['type'])}</code> “{escape(claim['quote']['text'])}”"
    said = f"<b>{what}</b> {about}{fields}<br>“{escape(row.reason)}” <i>{escape(row.author)}</i>"
    said = f"<s>{said}</s> taken back" if withdrawn else said
    return f'<div id="d{row.number}"><dt>{row.number} · {escape(row.made[:10])}</dt><dd>{said}</dd></div>'


def _subject(id: str, claims: Collection[str], reports: Mapping[str, str]) -> str:
    if id in claims:
        return f'<a href="index.html#claim={escape(id)}">claim {escape(id)}</a>'
    return f'<a href="reports/{reports[id]}.html">a report</a>' if id in reports else f"<code>{escape(id)}</code>"


def data(heading: str, folder: Path, terms: Terms, reports: int, days: tuple[str, str] | None) -> str:
    """What the files to take away hold, on what terms, and how to cite them."""
    rows = "".join(
        f'<div><dt><a href="data/{name}" download>{name}</a></dt>'
        f"<dd>{escape(what)}, {(folder / name).stat().st_size / 1e6:.2f} MB</dd></div>"
        for name, what in {**CONTENTS, **_further(folder)}.items()
        if (folder / name).is_file()
    )
    when = f", {days[0]} to {days[1]}" if days else ""
    cite = (
        terms.citation or f"“{heading}”: claims of {reports} reports{when}. Read with contested {version('contested')}."
    )
    licence = terms.licence or "not stated by who published this page: ask before you pass the data on"
    body = (
        f"<dl>{rows}</dl><h2>Licence</h2><p>{escape(licence)}</p><p>{escape(words.word('notice', 'places'))} "
        f"{escape(words.word('notice', 'borders'))}</p><h2>To cite</h2><p>{escape(cite)}</p>"
    )
    return page(heading, "Data", body)


def _further(folder: Path) -> dict[str, str]:
    """The files of further wars, where the claims are of several."""
    found = sorted(folder.glob("control-*.json"))
    return {path.name: f"the same of another war: {path.stem.removeprefix('control-')}" for path in found}


def page(heading: str, title: str, body: str) -> str:
    """A page of words that leads back to the map; ``body`` is HTML."""
    style = (files("contested.publish") / "report.css").read_text(encoding="utf-8")
    notice = escape(words.word("notice", "claims"))
    return _PAGE.format(heading=escape(heading), title=title, style=style, body=body, notice=notice)


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title} · {heading}</title>
<style>
{style}</style>
</head>
<body>
<nav><a href="index.html">Back to the map</a></nav>
<header><p class="eyebrow">{heading}</p><h1>{title}</h1><p class="notice">{notice}</p></header>
<main><section class="claim">{body}</section></main>
</body>
</html>
"""
