"""Readings made by hand for the tests of what is published, from ``war_sample.toml``.

Claims are written there by their words: offsets are looked up here and never counted by hand. An actor is a key of the
table ``actor``, with the writer's words after a colon; without them it counts as not said in the clause.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from contested import ontology
from contested.knowledge.schema import Conflict, Side
from contested.model import (
    Actor,
    Attribution,
    Claim,
    Count,
    Feature,
    Means,
    Place,
    Reading,
    Report,
    Sentence,
    Span,
    Told,
    When,
    Wording,
    WordingMention,
    Words,
    claim_id,
)

READER = "rules 0.1.0"
TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SIDES = (
    ("syrian-government", "Syrian government and allies", "#d55e00"),
    ("syrian-opposition", "Syrian opposition", "#009e73"),
    ("islamic-state", "Islamic State", "#3a3a3a"),
    ("syrian-democratic-forces", "Syrian Democratic Forces", "#f0e442"),
    ("us-led-coalition", "US-led coalition", "#0049a0"),
)
SYRIA = Conflict(
    id="syria",
    name="War in Syria",
    countries=["SY"],
    from_="2011-03-15",
    side=[Side(id=id, name=name, colour=colour) for id, name, colour in SIDES],
)
WHY = (("verb_of_the_type", 0.9), ("object_is_a_place", 0.6), ("agent_in_this_clause", 0.4), ("several_places", -0.25))


def readings() -> list[Reading]:
    """Eight reports with 32 claims, every filling of a mark among them."""
    return [reading(row) for row in TABLE["report"]]


def reading(row: dict[str, Any]) -> Reading:
    """One report of the table with its claims in text order."""
    keys = ("id", "text", "title", "date", "source", "side")
    report = Report(
        **{key: row.get(key) for key in keys}, country="SY", lang="en", url=f"https://example.org/{row['id']}"
    )
    sentences = _sentences(report.text)
    claims = [_claim(report, sentences, each, number) for number, each in enumerate(row["claim"])]
    mentions = {(each.start, each.text): _mention(report, each) for claim in claims for each in claim.wording}
    claims.sort(key=lambda claim: (claim.quote.start, claim.trigger.start, claim.id))
    return Reading(
        report=report,
        reader=READER,
        sentences=tuple(sentences),
        mentions=tuple(mentions[key] for key in sorted(mentions)),
        claims=tuple(claims),
    )


def _sentences(text: str) -> list[Sentence]:
    found, at = [], 0
    for part in text.replace("\n\n", "\n").replace(". ", ".\n").split("\n"):
        start = text.index(part, at)
        at = start + len(part)
        found.append(Sentence(start, at, "body"))
    return found


def _words(text: str, words: str, start: int = 0) -> Words:
    at = text.index(words, start)
    return Words(at, at + len(words), words)


def _claim(report: Report, sentences: list[Sentence], row: dict[str, Any], number: int) -> Claim:
    quote = _words(report.text, row["quote"])
    trigger = _words(report.text, row["trigger"], quote.start)
    sentence = next(each for each in sentences if each.start <= quote.start < each.end)
    type, says = ontology.table()[row["type"]], row.get("says", [])
    start, _, end = row.get("day", report.date).partition("/")
    places = [_place("at", row["at"], **row.get("place", {}))] if "at" in row else []
    condition = row.get("condition")
    return Claim(
        id=claim_id(report.id, trigger, row["type"], row.get("at", "")),
        main=number == 0,
        scope=row.get("scope", "event"),
        report=report.id,
        sentence=Span(sentence.start, sentence.end),
        quote=quote,
        type=row["type"],
        acled=type.acled,
        plover=type.plover,
        ucdp=1 if type.violent else None,
        trigger=trigger,
        actors=(*_actors("agent", row.get("agents", "")), *_actors("patient", row.get("patients", ""))),
        places=(*places, *(_place(each["role"], each["name"]) for each in row.get("also", []))),
        time=When(
            start=start,
            end=end or start,
            edtf=None,
            timex=None,
            precision="day",
            basis=row.get("basis", "stated"),
            mention=None,
        ),
        counts=tuple(_count(each) for each in row.get("counts", [])),
        caused_by=None,
        means=tuple(Means(kind, None) for kind in row.get("means", [])),
        echelon=None,
        polarity=row.get("polarity", "affirmed"),
        outcome=row.get("outcome", "succeeded"),
        modality=row.get("modality", "reported" if says else "asserted"),
        condition=_words(report.text, condition) if condition else None,
        attribution=tuple(Attribution(**each, actor_id=None, mention=None) for each in says),
        wording=tuple(_wording(report, sentence, each) for each in row.get("wording", [])),
        confidence=row.get("confidence", 0.86),
        why=tuple(Feature(feature, weight) for feature, weight in WHY),
        reader=READER,
    )


def _count(row: dict[str, Any]) -> Count:
    keys = ("whom", "low", "high", "best")
    return Count(what=row["what"], approximate=row["approximate"], mention=None, **{key: row.get(key) for key in keys})


def _actors(role: Any, keys: str) -> list[Actor]:
    made = []
    for key in filter(None, keys.split(", ")):
        short, _, label = key.partition(":")
        row = TABLE["actor"][short]
        made.append(
            Actor(
                role=role,
                id=row.get("id"),
                name=row["name"],
                kind=row["kind"],
                parent=None,
                side=row.get("side"),
                label=label or row["name"],
                inferred=not label,
                mention=None,
            )
        )
    return made


def _place(role: Any, name: str, relation: Any = "in", geometry: str | None = None) -> Place:
    row = TABLE["place"][name]
    return Place(
        role=role,
        relation=relation,
        extent="whole",
        id=name.lower(),
        name=name,
        level=row["level"],
        admin1=row.get("admin1"),
        admin2=None,
        pcode=None,
        lat=row.get("lat"),
        lon=row.get("lon"),
        radius_km=row.get("radius_km"),
        geometry=TABLE["geometry"][geometry] if geometry else None,
        precision=row["precision"],
        candidates=1,
        margin=0.4,
        mention=None,
    )


def _wording(report: Report, sentence: Sentence, row: dict[str, str]) -> Wording:
    at = _words(report.text, row["text"], sentence.start)
    return Wording(
        start=at.start, end=at.end, text=at.text, kind="label", neutral=row["neutral"], favours=row.get("favours")
    )


def _mention(report: Report, wording: Wording) -> WordingMention:
    return WordingMention(
        report=report.id,
        start=wording.start,
        end=wording.end,
        text=wording.text,
        name=wording.text,
        wording_kind=wording.kind,
        neutral=wording.neutral,
        favours=wording.favours,
    )


UKRAINE = Conflict(
    id="ukraine",
    name="War in Ukraine",
    countries=["UA"],
    from_="2014-02-20",
    side=[
        Side(id="ukraine", name="Ukraine", colour="#0072b2"),
        Side(id="russia", name="Russia and allies", colour="#d55e00"),
    ],
)
IN_UKRAINE = {"syrian-government": "ukraine", "islamic-state": "russia"}


def elsewhere() -> list[Reading]:
    """The reports as if they were of another war, five years later and 14 degrees further north."""
    return [moved(reading) for reading in readings()]


def told(readings: list[Reading]) -> tuple[Told, ...]:
    """The claims of some readings, each known on its report's day."""
    return tuple(
        Told(claim=claim, report=one.report, known=(one.report.date or "2017-06-06")[:10])
        for one in readings
        for claim in one.claims
    )


def moved(reading: Reading) -> Reading:
    """A reading as if it were of the other war."""
    report, own = reading.report, f"{reading.report.id} elsewhere"
    there = replace(
        report, id=own, country="UA", date=_later(report.date), side=IN_UKRAINE.get(report.side or ""), url=None
    )
    return replace(reading, report=there, claims=tuple(_moved(claim, own) for claim in reading.claims))


def _moved(claim: Claim, report: str) -> Claim:
    actors = (replace(each, side=IN_UKRAINE.get(each.side or "")) for each in claim.actors)
    places = (
        replace(each, name=f"New {each.name}", id=each.id and f"{each.id} elsewhere", lat=each.lat and each.lat + 14)
        for each in claim.places
    )
    return replace(
        claim, id=claim_id(report, claim.trigger, claim.type), report=report, actors=tuple(actors),
        places=tuple(places), time=replace(claim.time, start=_later(claim.time.start), end=_later(claim.time.end)),
    )  # fmt: skip


def _later(day: str | None) -> str | None:
    return day and day.replace("2017", "2022")
