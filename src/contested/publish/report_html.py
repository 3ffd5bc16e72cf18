"""One report as one HTML page that needs nothing else: its text with claims and wording marked in place, the neutral
reading beside each partisan word, and under every sentence the claims that rest on it. Prints well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from contested.model import Claim, Place, Reading, Report, Sentence
from contested.publish import words
from contested.publish.marks import Mark, Piece, of_claims, pieces, wordings

Numbered = tuple[int, Claim]


def report_html(
    reading: Reading,
    *,
    home: str | None = None,
    sides: Mapping[str, str] | None = None,
    credits: Sequence[str] = (),
) -> str:
    """The page. ``home`` is a link back to the map, where there is one; ``sides`` are the sides' names by id;
    ``credits`` are what the sources of places want said beside the default ones."""
    report = reading.report
    numbered = list(enumerate(reading.claims, start=1))
    marks = of_claims(numbered) + wordings(reading)
    body = "\n".join(_sentence(report, sentence, numbered, marks) for sentence in sentences(reading))
    back = f'<nav><a href="{escape(home)}">Back to the map</a></nav>' if home else ""
    return _PAGE.format(
        lang=escape(report.lang or "en"), title=escape(title(report)), style=style(), back=back,
        facts=_facts(reading, sides or {}), notice=escape(words.word("notice", "claims")),
        body=body or "<p>This report has no text.</p>",
        reader=escape(reading.reader), confidence=escape(words.word("notice", "confidence")),
        places=escape(words.places_notice(credits)),
    )  # fmt: skip


@cache
def style() -> str:
    """What the pages of reports look like."""
    return (files("contested.publish") / "report.css").read_text(encoding="utf-8")


def title(report: Report) -> str:
    """What to call a report: its title, else its source and date, else its id."""
    return report.title or " · ".join(part for part in (report.source, report.date) if part) or report.id


def sentences(reading: Reading) -> list[Sentence]:
    """The sentences with the text that lies between them, so that a page leaves out no word of the report."""
    text, at, whole = reading.report.text, 0, []
    for sentence in sorted(reading.sentences, key=lambda row: row.start):
        if text[at : sentence.start].strip():
            whole.append(Sentence(at, sentence.start, "header"))
        whole.append(sentence)
        at = max(at, sentence.end)
    if text[at:].strip():
        whole.append(Sentence(at, len(text), "header" if whole else "body"))
    return whole


def safe_url(url: str | None) -> str | None:
    """A link that may stand on a page: only http and https, so that no report can bring a script with it."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _facts(reading: Reading, sides: Mapping[str, str]) -> str:
    report, url = reading.report, safe_url(reading.report.url)
    side = sides.get(report.side, report.side.replace("-", " ")) if report.side else None
    rows = [
        ("Source", escape(report.source) if report.source else "not given"),
        ("Stands with", escape(side) if side else "no side given"),
        ("Published", escape(report.date) if report.date else "no date given"),
        ("Claims", str(len(reading.claims))),
    ]
    if url:
        rows.append(("Original", f'<a href="{escape(url)}" rel="noreferrer">{escape(url)}</a>'))
    return "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows)


def _sentence(report: Report, sentence: Sentence, numbered: list[Numbered], marks: list[Mark]) -> str:
    text = "".join(_piece(piece) for piece in pieces(report.text, sentence.start, sentence.end, marks))
    here = [(number, claim) for number, claim in numbered if sentence.start <= claim.quote.start < sentence.end]
    claims = f'<ol class="claims">{"".join(_claim(number, claim) for number, claim in here)}</ol>' if here else ""
    tag = "h2" if sentence.part == "headline" else "p"
    return f'<section class="{sentence.part}"><{tag} dir="auto" class="text">{text}</{tag}>{claims}</section>'


def _piece(piece: Piece) -> str:
    kinds = {mark.kind for mark in piece.within}
    html = escape(piece.text)
    if "trigger" in kinds:
        html = f"<b>{html}</b>"
    if "wording" in kinds:
        html = f'<span class="wording">{html}</span>'
    if "quote" in kinds:
        html = f"<mark>{html}</mark>"
    return html + "".join(_end(mark) for mark in piece.ending)


def _end(mark: Mark) -> str:
    if mark.kind == "wording":
        return f'<span class="neutral"><span class="aside"> (neutral reading: </span>{escape(mark.value)}' \
            '<span class="aside">)</span></span>'  # fmt: skip
    if mark.kind == "quote":
        return f'<a class="to" href="#claim-{mark.value}" aria-label="claim {mark.value}">{mark.value}</a>'
    return ""


def _claim(number: int, claim: Claim) -> str:
    place = words.where(claim)
    head = f"{words.type_name(claim.type)}{' · ' + place if place else ''}"
    rows = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in _rows(claim) if value)
    return (
        f'<li id="claim-{number}" value="{number}" class="claim {words.doubt(claim)}">'
        f'<h3><span class="number">{number}</span> {escape(head)}</h3>'
        f'<p class="quote" dir="auto">“{escape(claim.quote.text)}”</p><dl>{rows}</dl></li>'
    )


def _rows(claim: Claim) -> Iterable[tuple[str, str]]:
    for role in ("agent", "patient", "beneficiary", "supporter"):
        yield words.word("actor_role", role), "; ".join(_actor(claim, role))
    for place in claim.places:
        yield words.word("place_role", place.role), _place(place)
    yield "When", f"{words.days(claim.time.start, claim.time.end)} <i>({words.word('basis', claim.time.basis)})</i>"
    voices = " ← ".join([row.source for row in claim.attribution] or ["the report itself"])
    yield "Denies it" if claim.modality == "denied" else "Says so", escape(voices)
    yield "How it is put", escape(how(claim))
    yield "How many", escape("; ".join(words.count(row) for row in claim.counts))
    yield "By what means", escape(", ".join(row.kind.replace("_", " ") for row in claim.means))
    yield "Wording", escape("; ".join(f"“{row.text}”: {row.neutral}" for row in claim.wording))
    why = ", ".join(f"{row.feature.replace('_', ' ')} {row.weight:+.2f}" for row in claim.why)
    yield "Confidence", f"{claim.confidence:.2f} <i>{escape(why)}</i>"
    if claim.acled:
        yield "ACLED", escape(f"{claim.acled.event_type}: {claim.acled.sub_event_type}")


def how(claim: Claim) -> str:
    """Modality, polarity, outcome and scope in plain sentences; a condition in its own words."""
    said = [words.word("modality", claim.modality)]
    if claim.polarity == "negated":
        said.append(words.word("polarity", claim.polarity))
    if claim.outcome != "unknown":
        said.append(words.word("outcome", claim.outcome))
    if claim.scope != "event":
        said.append(words.word("scope", claim.scope))
    if claim.condition:
        said.append(f"Condition: “{claim.condition.text}”.")
    return " ".join(said)


def _place(place: Place) -> str:
    relation = "" if place.relation in ("in", "at") else f"{words.word('relation', place.relation)} "
    within = f", {place.admin1}" if place.admin1 and place.admin1 != place.name else ""
    known = words.word("precision", place.precision) if place.precision else ""
    sure = known if place.lat is not None else "not found on the map"
    return escape(relation + place.name + within) + (f" <i>({escape(sure)})</i>" if sure else "")


def _actor(claim: Claim, role: str) -> Iterable[str]:
    for actor in claim.actors:
        if actor.role == role:
            named = escape(actor.name or actor.label)
            label = f" <i>(called “{escape(actor.label)}”)</i>" if actor.label and actor.label != actor.name else ""
            yield named + label + (" <i>(not said in this clause)</i>" if actor.inferred else "")


_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{back}
<header>
<p class="eyebrow">Report</p>
<h1 dir="auto">{title}</h1>
<dl class="facts">{facts}</dl>
<p class="notice">{notice}</p>
</header>
<main>
{body}
</main>
<footer><p>Confidence: {confidence}</p><p>{places} Read by {reader}.</p></footer>
</body>
</html>
"""
