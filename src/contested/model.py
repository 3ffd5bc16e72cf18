"""What a claim is: in report R, by source S, somebody (agent) is said to have done something (type) to somebody
(patient) at a place, at a time, with a result, in exactly these words.

Everything here is a frozen value. Offsets are Unicode code points into the report's text as given, end exclusive, and
``text[start:end]`` is always the quoted words. Every key is always present in the JSON form: what is not known is
null, a list may be empty, a ``name`` is always a string. ``gc=False``: values never point back to what holds them, so
the garbage collector need not look at the many that a report gives.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

Level = Literal["country", "admin1", "admin2", "region", "settlement", "neighbourhood", "facility", "road", "natural"]
PlaceRole = Literal["at", "from", "to", "toward", "near", "via"]
Relation = Literal[
    "in", "near", "at", "edge_of", "part_of", "direction_from", "between", "along", "around", "along_road"
]
Extent = Literal["whole", "part", "vague"]
ActorRole = Literal["agent", "patient", "beneficiary", "supporter"]
Polarity = Literal["affirmed", "negated"]
Outcome = Literal["succeeded", "failed", "ongoing", "partial", "unknown"]
Modality = Literal["asserted", "reported", "predicted", "conditional", "planned", "possible", "denied"]
Scope = Literal["event", "cumulative", "state"]
Basis = Literal["stated", "inherited", "report_date"]
SourceKind = Literal["named", "unnamed", "party", "self"]
WordingKind = Literal["label", "verb", "evaluation", "intensifier"]
DecisionKind = Literal["accept", "reject", "correct", "add", "merge", "split", "comment", "withdraw"]


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of a report's text: code points [start, end)."""

    start: int
    end: int


class Words(msgspec.Struct, frozen=True, gc=False):
    """A stretch of a report's text together with its exact words."""

    start: int
    end: int
    text: str


class Report(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One published text, by one source, on one day.

    ``date`` is the ISO date of publication; ``side`` is the id of the side that the source stands on, None for none;
    ``country`` is an ISO 3166-1 alpha-2 code, a hint and never a filter.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    source: str | None = None
    side: str | None = None
    url: str | None = None
    country: str | None = None
    lang: str | None = None


# --- mentions: what stands in the text -------------------------------------------------------------------------------


class Timex(msgspec.Struct, frozen=True, gc=False):
    """A TIMEX3 type (DATE, TIME, DURATION, SET) and value (TimeML 1.2.1)."""

    type: str
    value: str


class Mention(msgspec.Struct, frozen=True, kw_only=True, gc=False, tag_field="kind"):
    """A stretch of text that names something."""

    report: str
    start: int
    end: int
    text: str


class PlaceMention(Mention, frozen=True, kw_only=True, gc=False, tag="place"):
    """A toponym or a described place. Unresolved: ``lat`` is None; never a guess at 0, 0."""

    named: bool
    name: str
    id: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    level: Level | None
    country: str | None
    relation: Relation | None
    candidates: int


class ActorMention(Mention, frozen=True, kw_only=True, gc=False, tag="actor"):
    """An armed group, government, force or organisation."""

    id: str | None
    name: str
    actor_kind: str | None
    side: str | None


class PersonMention(Mention, frozen=True, kw_only=True, gc=False, tag="person"):
    """A named person."""

    name: str


class NationalityMention(Mention, frozen=True, kw_only=True, gc=False, tag="nationality"):
    """A demonym ("Turkish") with its country (ISO alpha-2) and that country's representative point."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None


class TimeMention(Mention, frozen=True, kw_only=True, gc=False, tag="time"):
    """A time expression: its interval (inclusive ISO dates or date-times), EDTF, TIMEX3 and precision."""

    from_: str | None = msgspec.field(name="from")
    to: str | None
    edtf: str | None
    timex: Timex
    precision: str


class CountMention(Mention, frozen=True, kw_only=True, gc=False, tag="count"):
    """A quantity with bounds: ``high`` is None where the words set no upper bound."""

    what: str | None
    low: float | None
    high: float | None
    best: float | None
    approximate: bool


class WeaponMention(Mention, frozen=True, kw_only=True, gc=False, tag="weapon"):
    """A weapon or munition."""

    name: str


class PlatformMention(Mention, frozen=True, kw_only=True, gc=False, tag="platform"):
    """A vehicle, vessel or aircraft that carries weapons."""

    name: str


class EventMention(Mention, frozen=True, kw_only=True, gc=False, tag="event"):
    """The words that name an event, with its ontology type."""

    name: str


class AttributionMention(Mention, frozen=True, kw_only=True, gc=False, tag="attribution"):
    """The words that hand a statement to somebody ("according to X")."""

    name: str


class WordingMention(Mention, frozen=True, kw_only=True, gc=False, tag="wording"):
    """The writer's partisan or evaluative words, with a neutral reading and the side they favour."""

    name: str
    wording_kind: WordingKind
    neutral: str
    favours: str | None


AnyMention = (
    PlaceMention
    | ActorMention
    | PersonMention
    | NationalityMention
    | TimeMention
    | CountMention
    | WeaponMention
    | PlatformMention
    | EventMention
    | AttributionMention
    | WordingMention
)

# --- claims: what is said to have happened ---------------------------------------------------------------------------


class Acled(msgspec.Struct, frozen=True, gc=False):
    """ACLED event and sub-event type (ACLED Codebook, 2023 edition on)."""

    event_type: str
    sub_event_type: str


class Plover(msgspec.Struct, frozen=True, gc=False):
    """PLOVER event and mode (PLOVER Manual, February 2024)."""

    event: str
    mode: str | None


class Actor(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Somebody in a role. ``label`` holds the writer's words; ``inferred``: not said in this clause."""

    role: ActorRole
    id: str | None
    name: str
    kind: str | None
    parent: str | None
    side: str | None
    label: str
    inferred: bool
    mention: Words | None


class Place(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where. ``at`` is where the event took place and only that; ``precision`` is UCDP's 1-7 (GED Codebook)."""

    role: PlaceRole
    relation: Relation
    extent: Extent
    id: str | None
    name: str
    level: Level | None
    admin1: str | None
    admin2: str | None
    pcode: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    geometry: dict[str, Any] | None
    precision: int | None
    candidates: int
    margin: float | None
    mention: Words | None


class When(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The interval in which the event is said to have happened; ``basis`` says where the interval comes from."""

    start: str | None
    end: str | None
    edtf: str | None
    timex: str | None
    precision: str
    basis: Basis
    mention: Words | None


class Count(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How many of what: persons killed, settlements taken, square kilometres."""

    what: str
    whom: str | None
    low: float | None
    high: float | None
    best: float | None
    approximate: bool
    mention: Words | None


class Means(msgspec.Struct, frozen=True, gc=False):
    """A weapon or platform used."""

    kind: str
    mention: Words | None


class Attribution(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who says so; a claim's list runs from the innermost speaker outward."""

    source: str
    actor_id: str | None
    kind: SourceKind
    cue: str
    mention: Words | None


class Wording(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The writer's wording with its neutral reading and the side it favours."""

    start: int
    end: int
    text: str
    kind: WordingKind
    neutral: str
    favours: str | None


class Feature(msgspec.Struct, frozen=True, gc=False):
    """One row of the table behind a score."""

    feature: str
    weight: float


class Claim(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who is said to have done what to whom, where, when, with what result, and who says so."""

    id: str
    main: bool
    scope: Scope
    report: str
    sentence: Span
    quote: Words
    type: str
    acled: Acled | None
    plover: Plover | None
    ucdp: int | None
    trigger: Words
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    time: When
    counts: tuple[Count, ...]
    caused_by: str | None
    means: tuple[Means, ...]
    echelon: str | None
    polarity: Polarity
    outcome: Outcome
    modality: Modality
    condition: Words | None
    attribution: tuple[Attribution, ...]
    wording: tuple[Wording, ...]
    confidence: float
    why: tuple[Feature, ...]
    reader: str


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """One sentence of a report and what part it plays: body, headline or header (a dateline)."""

    start: int
    end: int
    part: Literal["body", "headline", "header"]


class Reading(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """All that a reader found in one report: sentences, mentions and claims, each in text order."""

    report: Report
    reader: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[AnyMention, ...]
    claims: tuple[Claim, ...]
    unread: str | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A claim with the report that tells it: what fusion and control take in.

    ``known`` is the ISO date on which it could be known: the report's date of publication, else the day on which it
    was retrieved. Claims of one report share one `Report`. ``original`` is the claim as it was read, where an analyst
    corrected it; ``accepted``: an analyst looked at it and let it stand.
    """

    claim: Claim
    report: Report
    known: str
    original: Claim | None = None
    accepted: bool = False


class Stand(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One row of a baseline: ``side`` holds a place, or all that lies in an outline.

    ``id``: of the place, where known. ``outline``: GeoJSON Polygon or MultiPolygon in WGS 84 degrees, None for a place;
    an outline has no ``lat`` and ``lon``. ``row``: where it stood in what was brought, counted from 1.
    """

    row: int
    place: str
    id: str | None
    side: str
    lat: float | None
    lon: float | None
    outline: dict[str, Any] | None = None


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """Who held what on ``day`` by a map that a user brought: a state of its own, not a report; known from ``known`` on.

    ``id``: hash of war, day and rows. Days are ISO dates. ``source`` and ``licence``: whose map it is.
    """

    id: str
    conflict: str | None
    day: str
    known: str
    source: str
    licence: str | None
    stands: tuple[Stand, ...]


class Decision(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Author A decided K on the claim, report or event S, for a reason, at a time; nothing is overwritten by it.

    ``subject`` and ``others`` are ids. merge: the subject and the others (claims or events) are one event; split: the
    others (claims) are no part of the event that the subject is in. ``fields``: what is corrected to what, keyed by
    path (``time.start``, ``actors.0.id``). add: the subject is a report in which nobody read the claim that ``fields``
    holds under ``claim``. ``made`` is the ledger's own clock, ISO 8601 in UTC. ``withdraws`` is the
    number of the decision that this one takes back (kind withdraw).
    """

    number: int
    kind: DecisionKind
    subject: str
    others: tuple[str, ...] = ()
    fields: dict[str, Any] = {}
    author: str
    made: str
    reason: str
    withdraws: int | None = None


def digest(*fields: object) -> str:
    """The identity of a thing: 16 hex digits of the SHA-256 of its named fields, in the order given."""
    return _hashed("\x1f".join(["" if field is None else str(field) for field in fields]))


def _hashed(joined: str) -> str:
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def claim_id(report: str, trigger: Span | Words, type: str, split_on: str = "") -> str:
    """A claim's id: report, trigger offsets, type, and the argument that the claim was split on."""
    return _hashed(f"claim\x1f{report}\x1f{trigger.start}\x1f{trigger.end}\x1f{type}\x1f{split_on}")  # as `digest`


def event_id(claims: Iterable[str]) -> str:
    """The id of an event: the hash of the smallest id of its claims."""
    return digest("event", min(claims))


def report_id(text: str) -> str:
    """The id of a report that brings none: its content hash, never its path."""
    return digest("report", text)
