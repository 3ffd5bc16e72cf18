"""The shape of every knowledge file, one struct a table; a field that is not named here is an error in the file.

``conflicts/*.toml`` hold one `Conflict` each, ``actors/*.toml`` lists of `ActorEntry`, ``places/*.toml`` lists of
`PlaceEntry` and `RoadEntry`, ``places/*.csv`` one `PlaceEntry` a line, ``wording.toml`` lists of `WordingEntry`,
``means.toml`` lists of `MeansEntry`.
Dates are ISO dates or prefixes of them ("2014-06"), countries ISO 3166-1 alpha-2 codes, coordinates WGS 84 degrees.
"""

from __future__ import annotations

import msgspec


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Any row of a knowledge file."""


class Side(Entry, frozen=True, kw_only=True):
    """One side of a war as its control map draws it."""

    id: str
    name: str
    colour: str
    note: str = ""


class Dyad(Entry, frozen=True, kw_only=True):
    """A pair of sides that UCDP codes as fighting each other (UCDP GED Codebook)."""

    id: int
    name: str
    side_a: str
    side_b: str


class Conflict(Entry, frozen=True, kw_only=True):
    """A war: where, when, who stands against whom."""

    id: str
    name: str
    countries: list[str]
    from_: str = msgspec.field(name="from")
    to: str | None = None
    ucdp: list[int] = []
    ucdp_names: list[str] = []
    side: list[Side] = []
    dyad: list[Dyad] = []
    sources: list[str] = []


class Membership(Entry, frozen=True, kw_only=True):
    """An actor stands on a side of a conflict from one date to another (inclusive; open where None)."""

    conflict: str
    side: str
    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None


class Label(Entry, frozen=True, kw_only=True):
    """What somebody calls this actor in words that take a side. ``by``: a side id, or "opponents", "supporters"."""

    text: str
    by: str
    neutral: str | None = None


class ActorEntry(Entry, frozen=True, kw_only=True):
    """A government, force, group or organisation by name.

    ``kind``: government, state_forces, police, rebel, militia, jihadist, coalition, external_forces, private_military,
    civilians, political, international_organisation, ngo, monitor, media, court. ``leaders``: persons by whose names
    its forces are called ("Haftar's troops", "fighters loyal to Haftar"); the patterns are ``parties.led`` in the cues.
    """

    id: str
    name: str
    kind: str
    aliases: list[str] = []
    leaders: list[str] = []
    parent: str | None = None
    countries: list[str] = []
    member: list[Membership] = []
    label: list[Label] = []
    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None
    acled: str | None = None
    ucdp: str | None = None
    note: str = ""


class PlaceEntry(Entry, frozen=True, kw_only=True):
    """A place that gazetteers lack or name otherwise. ``outline``: (lat, lon) corners of an area, if it has one."""

    id: str
    name: str
    level: str
    country: str
    lat: float
    lon: float
    radius_km: float | None = None
    aliases: list[str] = []
    admin1: str | None = None
    admin2: str | None = None
    outline: list[tuple[float, float]] = []
    note: str = ""


class Stop(Entry, frozen=True, kw_only=True):
    """A town that a road passes."""

    name: str
    lat: float
    lon: float


class RoadEntry(Entry, frozen=True, kw_only=True):
    """A road as the sequence of towns that it passes; so too a river or a border as points along it.

    ``kind``: road, river or border. ``beyond``: the country (ISO alpha-2) on the other side of a border.
    """

    id: str
    name: str
    country: str
    aliases: list[str] = []
    stop: list[Stop] = []
    kind: str = "road"
    beyond: str = ""
    note: str = ""


class WordingEntry(Entry, frozen=True, kw_only=True):
    """Partisan or evaluative words with a neutral reading.

    ``kind``: label, verb, evaluation, intensifier. ``lemma``: True where all inflections of the (last) word count.
    ``favours``: "agent", "patient", "speaker", "named" (the actor so called), "against_named", a side id, or None.
    ``needs_actor``: the word counts only where it stands for, or beside, an armed actor ("regime", "militants").
    """

    text: str
    kind: str
    neutral: str
    favours: str | None = None
    lemma: bool = False
    pos: str | None = None
    needs_actor: bool = False
    note: str = ""


class MeansEntry(Entry, frozen=True, kw_only=True):
    """A weapon, munition, vehicle or aircraft; ``mention`` is "weapon" or "platform".

    ``is_a``: the wider classes that triggers ask for (ordnance, bomb, explosive, aircraft).
    """

    kind: str
    mention: str
    is_a: list[str] = []
    words: list[str]
    note: str = ""


class FrameEntry(Entry, frozen=True, kw_only=True):
    """Who stands where: slot of a clause (subject, object, complement, a preposition) -> filler's type -> role.

    ``intransitive``: the verb needs no object, so that a bare past form without one is active, not passive.
    """

    name: str
    intransitive: bool = False
    slots: dict[str, dict[str, str]] = {}


class TriggerEntry(Entry, frozen=True, kw_only=True):
    """Words that name events of one type.

    ``verbs``: lemmas with the words that must follow. ``nouns``: singular. ``needs``: "slot:type" fillers, of which
    one must be there ("+" joins two that must both be). ``war``: only where the text speaks of armed force. ``weak``:
    nouns of the list that need armed force or an actor beside them. ``generic``: the means may refine the type.
    """

    type: str
    frame: str
    verbs: list[str] = []
    nouns: list[str] = []
    weak: list[str] = []
    needs: list[str] = []
    war: bool = False
    generic: bool = False


class ClassEntry(Entry, frozen=True, kw_only=True):
    """Words that constructions name together as "@name", and that ``needs`` may ask a filler's head to be of."""

    name: str
    words: list[str]


class LightEntry(Entry, frozen=True, kw_only=True):
    """Verbs whose subject has the role ``gives`` (agent, patient, none) in the event that stands beside them."""

    gives: str
    verbs: list[str]


class RefineEntry(Entry, frozen=True, kw_only=True):
    """What makes a claim of one type another: a generic trigger's ``means``, or, for claims of ``types``, the kinds of
    its ``agent`` and ``patient`` ("" where none is named; an empty list asks nothing). ``to``: the type that it is."""

    means: list[str] = []
    types: list[str] = []
    agent: list[str] = []
    patient: list[str] = []
    to: str


class NounEntry(Entry, frozen=True, kw_only=True):
    """Common nouns that head a group of words. ``weak``: those that need somebody beside them to be an actor."""

    type: str
    kind: str
    words: list[str]
    weak: list[str] = []


class EchelonEntry(Entry, frozen=True, kw_only=True):
    """Words that say of which size a force is."""

    name: str
    words: list[str]


class PlacingEntry(Entry, frozen=True, kw_only=True):
    """A feature of (event, place) pairs: what each value says for the event having taken place there, in log odds.

    Written by ``benchmarks/train_placing.py``; see ``docs/model-cards/placing.md``. ``why``: what the feature tells.
    """

    feature: str
    why: str = ""
    weights: dict[str, float]


class Cues(Entry, frozen=True, kw_only=True):
    """Closed word classes and the cues of modality, outcome, attribution, condition, relation, parties and losses.

    ``grammar``: small sets of words that a sentence's build turns on. ``endings``: how words end, which no list has.
    """

    classes: dict[str, list[str]]
    modality: dict[str, list[str]]
    phase: dict[str, list[str]]
    outcome: dict[str, list[str]]
    attribution: dict[str, list[str]]
    condition: dict[str, list[str]]
    scope: dict[str, list[str]]
    relations: dict[str, list[str]]
    governing: dict[str, list[str]] = {}
    parties: dict[str, list[str]] = {}
    losses: dict[str, list[str]] = {}
    grounds: dict[str, list[str]] = {}
    levels: dict[str, list[str]] = {}
    grammar: dict[str, list[str]] = {}
    prepositions: dict[str, list[str]] = {}
    topics: dict[str, list[str]] = {}
    warlike: dict[str, list[str]] = {}
    endings: dict[str, list[str]] = {}


class EvidenceEntry(Entry, frozen=True, kw_only=True):
    """What a feature of a claim adds to its confidence, and why; the row "base" is what each claim begins with."""

    feature: str
    weight: float
    why: str = ""


class Persons(Entry, frozen=True, kw_only=True):
    """Words that show that a name is a person's (titles, given names) or an organisation's (by kind)."""

    titles: list[str] = []
    given: list[str] = []
    organisation: dict[str, list[str]] = {}
    signs: dict[str, list[str]] = {}
