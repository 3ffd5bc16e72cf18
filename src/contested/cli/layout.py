"""A reading as text: every sentence of the report, and indented under it what it claims.

    The Syrian Army captured Maskanah on Sunday, a military source told SANA.
      - CAPTURE  Syrian Arab Army -> Islamic State at Maskanah | 2017-06-04 | passed on, succeeded
        says a military source, SANA

The layout is made of parts with a role each, so that a terminal can colour them and a file stays plain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from contested.model import Actor, Claim, Place, Reading, Report, Sentence
from contested.publish import words

if TYPE_CHECKING:
    from contested.fusion.event import EventPlace

Role = Literal["title", "source", "text", "header", "type", "who", "where", "when", "how", "count", "note"]
INDENT = "  "
#: Characters that a terminal would obey, to those that show them.
SHOWN = {code: 0x2400 + code for code in range(32)} | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


class Part(NamedTuple):
    """Some words and what they are."""

    text: str
    role: Role


class Line(NamedTuple):
    """One line, indented so many steps."""

    depth: int
    parts: tuple[Part, ...]

    def plain(self) -> str:
        """The line without any colour."""
        return INDENT * self.depth + "".join(part.text for part in self.parts)


def layout(reading: Reading) -> Iterator[Line]:
    """The lines of a reading; a line without parts is a blank one."""
    for line in lines(reading):
        yield Line(line.depth, tuple(Part(part.text.translate(SHOWN), part.role) for part in line.parts))


def lines(reading: Reading) -> Iterator[Line]:
    """The lines, with whatever characters the report holds."""
    yield from heading(reading.report)
    if reading.unread:
        yield Line(0, (Part(f"not read: {reading.unread}", "note"),))
    at = 0
    for sentence in whole(reading):
        if sentence.start > at and "\n\n" in reading.report.text[at : sentence.start + 1]:
            yield Line(0, ())
        at = sentence.end
        text = " ".join(reading.report.text[sentence.start : sentence.end].split())
        yield Line(0, (Part(text, "header" if sentence.part == "header" else "text"),))
        for claim in reading.claims:
            if sentence.start <= claim.quote.start < sentence.end:
                yield from claim_lines(claim)
    yield Line(0, ())


def whole(reading: Reading) -> list[Sentence]:
    """The sentences with the text between them; the whole text as one where the reader found none."""
    from contested.publish.report_html import sentences

    return sentences(reading)


def heading(report: Report) -> Iterator[Line]:
    """Whose report this is; at least its id, so that it can be found again."""
    if report.title:
        yield Line(0, (Part(report.title, "title"),))
    known = [report.source or "source not given", report.date or "no date", f"report {report.id}"]
    if report.side:
        known.insert(1, f"stands with {report.side}")
    yield Line(0, (Part(", ".join(known), "source"),))
    yield Line(0, ())


def claim_lines(claim: Claim) -> Iterator[Line]:
    """A claim in one line, and in a second what was said of it: by whom, on what condition, in which words."""
    parts = [Part("- ", "note"), Part(claim.type.upper().replace("_", " "), "type")]
    told = [Part(who(claim), "who")] if who(claim) else []
    told += [Part(place(row), "where") for row in claim.places]
    parts += [Part("  ", "note"), *joined(told, " ")] if told else []
    facts = [Part(when(claim), "when"), Part(how(claim), "how")]
    facts += [Part(words.count(count), "count") for count in claim.counts]
    parts += [Part(" | ", "note"), *joined(facts, " | ")]
    yield Line(1, tuple(parts))
    notes = list(said(claim))
    if notes:
        yield Line(2, (Part("; ".join(notes), "note"),))


def joined(parts: Iterable[Part], between: str) -> list[Part]:
    """The parts with words between them."""
    found: list[Part] = []
    for part in parts:
        found += [Part(between, "note"), part] if found else [part]
    return found


def who(claim: Claim) -> str:
    """Agents -> patients, then who supports and who gains."""
    named = {role: ", ".join(name(actor) for actor in claim.actors if actor.role == role) for role in ROLES}
    sides = f"{named['agent'] or '?'} -> {named['patient']}" if named["patient"] else named["agent"]
    return "; ".join(
        part
        for part in (
            sides,
            f"with {named['supporter']}" if named["supporter"] else "",
            f"for {named['beneficiary']}" if named["beneficiary"] else "",
        )
        if part
    )


ROLES = ("agent", "patient", "supporter", "beneficiary")


def name(actor: Actor) -> str:
    """An actor's name; in brackets where the clause does not say it."""
    said_name = actor.name or actor.label
    return f"({said_name})" if actor.inferred else said_name


RELATIONS = {
    "edge_of": "the edge of ",
    "part_of": "part of ",
    "direction_from": "a direction from ",
    "between": "between ",
    "along": "along ",
    "around": "around ",
    "along_road": "along ",
}
# "at between" and "near near" are said by the relation alone
ALONE = frozenset({"near", "between", "along", "around", "along_road"})


def place(row: Place | EventPlace) -> str:
    """A place with its role and relation: "at Maskanah", "toward the edge of Raqqa"; marked if it was not found."""
    relation = RELATIONS.get(row.relation, "")
    role = "near" if row.role == "at" and row.relation == "near" else row.role
    said_role = "" if row.role in ("at", "near") and row.relation in ALONE and relation else f"{role} "
    return f"{said_role}{relation}{row.name}{'' if row.lat is not None else ' (not found)'}"


def when(claim: Claim) -> str:
    """The day or days; marked where the sentence does not say them."""
    days = words.days(claim.time.start, claim.time.end)
    return days if claim.time.basis == "stated" or not claim.time.start else f"~{days}"


def how(claim: Claim) -> str:
    """Modality, outcome, polarity and scope, as far as they say something."""
    said_how = [words.word("modality_short", claim.modality)]
    if claim.polarity == "negated":
        said_how.append("said not to have happened")
    if claim.outcome != "unknown" and claim.scope != "state":
        said_how.append(words.word("outcome_short", claim.outcome))
    if claim.scope != "event":
        said_how.append(claim.scope)
    return ", ".join(said_how)


def said(claim: Claim) -> Iterator[str]:
    """By whom, on what condition, by what means, and in which partisan words."""
    if claim.attribution:
        yield "says " + ", says ".join(row.source for row in claim.attribution)
    if claim.condition:
        yield f"condition: “{claim.condition.text}”"
    if claim.means:
        yield "by " + ", ".join(dict.fromkeys(row.kind.replace("_", " ") for row in claim.means))
    if claim.wording:
        yield "wording: " + ", ".join(f"“{row.text}” = {row.neutral}" for row in claim.wording)
