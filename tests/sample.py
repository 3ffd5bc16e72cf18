"""A reading made by hand, for tests of the rooms behind the reader: every "captured" is a claim."""

from __future__ import annotations

from contested.model import (
    Acled,
    Actor,
    Attribution,
    Claim,
    Count,
    Feature,
    Place,
    Plover,
    Reading,
    Report,
    Sentence,
    Span,
    TimeMention,
    Timex,
    When,
    Wording,
    Words,
    claim_id,
)

TRIGGER = "captured"


def words(text: str, part: str, start: int = 0) -> Words | None:
    """Where some words stand in a text; None where they do not."""
    at = text.find(part, start)
    return Words(at, at + len(part), part) if at >= 0 else None


def actor(text: str) -> Actor:
    """The army, called what the text calls it."""
    return Actor(
        role="agent",
        id="syrian-army",
        name="Syrian Arab Army",
        kind="state_forces",
        parent="syrian-government",
        side="syrian-government",
        label="The army",
        inferred=False,
        mention=words(text, "The army"),
    )


def place(text: str) -> Place:
    """Maskanah."""
    return Place(
        role="at",
        relation="in",
        extent="whole",
        id="geonames:172955",
        name="Maskanah",
        level="settlement",
        admin1="Aleppo",
        admin2=None,
        pcode=None,
        lat=35.96,
        lon=38.04,
        radius_km=2.0,
        geometry=None,
        precision=1,
        candidates=2,
        margin=0.7,
        mention=words(text, "Maskanah"),
    )


def when(report: Report) -> When:
    """The report's own day."""
    return When(
        start=report.date,
        end=report.date,
        edtf=report.date,
        timex=report.date,
        precision="day" if report.date else "unknown",
        basis="report_date",
        mention=None,
    )


def claim(report: Report, at: int) -> Claim:
    """One capture, resting on the whole text."""
    text = report.text
    trigger = Words(at, at + len(TRIGGER), TRIGGER)
    killed = Count(
        what="killed", whom="fighters", low=20.0, high=None, best=None, approximate=False, mention=words(text, "20")
    )
    return Claim(
        id=claim_id(report.id, trigger, "capture"),
        main=True,
        scope="event",
        report=report.id,
        sentence=Span(0, len(text)),
        quote=Words(0, len(text), text),
        type="capture",
        acled=Acled("Battles", "Government regains territory"),
        plover=Plover("ASSAULT", "territory"),
        ucdp=1,
        trigger=trigger,
        actors=(actor(text),),
        places=(place(text),),
        time=when(report),
        counts=(killed,) if killed.mention else (),
        caused_by=None,
        means=(),
        echelon=None,
        polarity="affirmed",
        outcome="succeeded",
        modality="reported",
        condition=None,
        attribution=(Attribution(source="a monitor", actor_id=None, kind="unnamed", cue="said", mention=None),),
        wording=(
            Wording(
                start=0,
                end=len(text[:8]),
                text=text[:8],
                kind="label",
                neutral="fighters",
                favours="syrian-government",
            ),
        ),
        confidence=0.9,
        why=(Feature("trigger", 1.0),),
        reader="sample 1",
    )


def read(report: Report) -> Reading:
    """What a reader would hand over."""
    starts = [at for at in range(len(report.text)) if report.text.startswith(TRIGGER, at)]
    mention = TimeMention(
        report=report.id,
        start=0,
        end=1,
        text=report.text[:1],
        from_=report.date,
        to=report.date,
        edtf=report.date,
        timex=Timex("DATE", report.date or "PRESENT_REF"),
        precision="day",
    )
    return Reading(
        report=report,
        reader="sample 1",
        sentences=(Sentence(0, len(report.text), "body"),),
        mentions=(mention,),
        claims=tuple(claim(report, at) for at in starts),
    )
