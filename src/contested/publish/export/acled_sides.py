"""Who is actor 1 and who is actor 2 of a row, by what ACLED asks of each event type (ACLED Codebook, October 2024).

Demonstrators are actor 1 and who intervenes actor 2; civilians are never a side of a battle and always the second of
violence against them; a battle has two armed sides. Where a text leaves the other side of a battle open it is an
unidentified armed group; where it names one that was not read as a side, the row is incomplete (`incomplete`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from contested.fusion.event import Party
from contested.model import Acled
from contested.publish.export import codes
from contested.publish.export.about import About
from contested.publish.export.acled_naming import ENDS_IN_COUNTRY, MILITIA, UNIDENTIFIED, Scene, name_of, of, of_state
from contested.publish.export.acled_opposed import ARMED, TAKING, forces_in, forces_struck, known_sides, opposed
from contested.publish.export.acled_standing import EACH_OTHER, RIVALS, bears_arms, unarmed
from contested.publish.export.codes import NO_COUNTRY, Country
from contested.publish.export.deaths import killed
from contested.publish.export.row import Row

DEMONSTRATORS = {"Protests": "Protesters", "Riots": "Rioters"}
#: Sub-event types of demonstrations in which somebody steps in.
INTERVENED = frozenset({"Protest with intervention", "Excessive force against protesters"})
#: Strategic developments that a state's troops make, whoever the text names for them.
BY_TROOPS = frozenset(
    {"Non-violent transfer of territory", "Change to group/activity", "Headquarters or base established"}
)
AGREED = "Agreement"
CROWDS = frozenset({"protesters", "mob"})
#: Whom a reader takes to hold a place that is attacked: whoever it is.
HOLDERS = "forces holding the place"
#: Whose weapons are, after the word for them: "jets of the Syrian army".
OWNED = re.compile(r" (?:of|from|belonging to) ((?:the )?(?:[A-Z]\w+ )?\w+(?: \w+)?)")
#: How names begin that many different actors bear.
GENERIC = ("Unidentified ", "Protesters", "Rioters", "Civilians")


class Side(NamedTuple):
    """An actor column with its category and the associated actors; all empty where there is none."""

    name: str = ""
    category: str = ""
    beside: tuple[str, ...] = ()
    ours: bool = False


NOBODY = Side()


def sides(row: Row, code: Acled, about: About) -> tuple[Side, Side]:
    """Actor 1 and actor 2."""
    scene = scene_of(row, code, about)
    if code.event_type in DEMONSTRATORS:
        return demonstration(row, code, scene)
    acting, struck = known_sides(row, code, about)
    if code.event_type == "Violence against civilians":
        return violence(acting, struck, scene)
    if code.event_type == "Battles":
        return battle(acting, struck, scene)
    if code.event_type in ARMED:
        return remote(acting, struck, scene, row)
    return strategic(acting, struck, code, scene)


def scene_of(row: Row, code: Acled, about: About) -> Scene:
    """Where and when names are asked for."""
    known = codes.countries().get(row.spot.known.country, NO_COUNTRY) if row.spot else NO_COUNTRY
    said = [actor for told in row.told for actor in told.claim.actors if actor.id is None]
    labels = {actor.name: actor.label for actor in said} | {
        each.name: each.mention.text for each in said if each.mention
    }
    by_force = code.event_type in ARMED or code.sub_event_type in BY_TROOPS
    labels |= {each.id: each.label or "" for told in row.told for each in told.claim.actors if each.id}
    return Scene(known, row.start or "", by_force, about, labels)


def battle(acting: Sequence[Party], struck: Sequence[Party], scene: Scene) -> tuple[Side, Side]:
    """Two armed sides; civilians who are hurt in a battle are no side of it."""
    some, others = ([each for each in some if bears_arms(each) and each.name != HOLDERS] for some in (acting, struck))
    one = side(some, scene) if some else only_opponent(others, scene) or unidentified(scene)
    others = [each for each in others if each.name.casefold() not in EACH_OTHER]
    if not others and len(some) == 1 and RIVALS.search(scene.labels.get(some[0].id or some[0].name) or some[0].name):
        return one, one
    return one, side(others, scene) if others else only_opponent(some, scene) or unidentified(scene)


def only_opponent(parties: Sequence[Party], scene: Scene) -> Side | None:
    """Whom somebody can only have fought: the state of the other side, in a war of two sides that is fought there."""
    sides = {party.side for party in parties if party.side}
    home = scene.about.only_opponent(sides.pop(), scene.country.iso2, scene.day) if len(sides) == 1 else None
    return Side(*of_state(home, "Military Forces", "", scene)[:2]) if home else None


def violence(acting: Sequence[Party], struck: Sequence[Party], scene: Scene) -> tuple[Side, Side]:
    """Who is armed against civilians; whoever is attacked unarmed is one."""
    armed = [each for each in acting if bears_arms(each)]
    victims = [replace(each, kind="civilians") if each.kind in CROWDS and each.id is None else each
               for each in (*struck, *acting) if unarmed(each)]  # fmt: skip
    one = side(armed, scene) if armed else unidentified(scene)
    return one, side(victims, scene) if victims else civilians(scene)


def remote(acting: Sequence[Party], struck: Sequence[Party], scene: Scene, row: Row) -> tuple[Side, Side]:
    """Remote violence, whose target may be nobody; people who are killed and of whom no more is said are civilians.

    Whoever is said to have struck itself was struck ("an army vehicle hit a mine"), or it was the country's own forces.
    """
    targets = sorted(struck, key=unarmed)  # stable: the armed are the target
    actors = [each for each in acting if bears_arms(each)]
    one = side(actors, scene) if any(each.id for each in actors) else by_weapon(row, scene) or side(actors, scene)
    one = one if one.name else unidentified(scene)
    hit = bool(killed(row)) or row.type == "chemical_attack"
    other = side(targets, scene, mixed=True) if targets else civilians(scene) if hit else NOBODY
    if same(one, other) and any(each.id for each in actors) and not any(each.id for each in targets):
        other = Side(*of_state(scene.country.iso2, "Military Forces", "", scene)[:2])
    return (unidentified(scene) if same(one, other) else one), other


def by_weapon(row: Row, scene: Scene) -> Side | None:
    """The state whose weapon it was ("a Russian missile"), by the nation before the word for the weapon."""
    for told in row.told[: row.telling]:
        for means in told.claim.means:
            after = told.report.text[means.mention.end :] if means.mention else ""
            if (owner := OWNED.match(after)) and (kind := forces_in(owner[1])):
                return side([Party(role="agent", id=None, name=owner[1], kind=kind, side=None, claims=())], scene)
            before = told.report.text[: means.mention.start].split()[-1:] if means.mention else []
            nation = scene.about.nation(before[0]) if before and before[0][:1].isupper() else None
            if nation in codes.countries():
                return Side(*of_state(str(nation), "Military Forces", "", scene)[:2])
    return None


def strategic(acting: Sequence[Party], struck: Sequence[Party], code: Acled, scene: Scene) -> tuple[Side, Side]:
    """Strategic developments, which may have one side alone; ground that is left is left to the other side."""
    struck = [replace(each, kind="civilians") if each.kind in CROWDS and each.id is None else each for each in struck]
    against = [each for each in acting if each.side and each.side != acting[0].side and acting[0].side]
    if code.sub_event_type == AGREED and against:
        acting, struck = [each for each in acting if each not in against], against
    one, other = (side(acting, scene), side(struck, scene)) if acting else (side(struck, scene), NOBODY)
    if other is NOBODY and code.sub_event_type == "Non-violent transfer of territory":
        return one, only_opponent(acting, scene) or NOBODY
    return one, other


def same(one: Side, other: Side) -> bool:
    """Whether both sides are one and the same actor."""
    return bool(one.name) and one.name == other.name and not one.name.startswith(GENERIC)


def demonstration(row: Row, code: Acled, scene: Scene) -> tuple[Side, Side]:
    """Demonstrators, with the groups that lead them beside them; then who steps in, or whom rioters attack."""
    acting, struck = opposed(row)
    every = (*acting, *struck)
    armed = [each for each in every if bears_arms(each) and each.kind != "political"]
    crowd = f"{DEMONSTRATORS[code.event_type]}{of(home_of_crowd(acting, scene))}"
    led = [name_of(each, scene).name for each in acting if each.kind == "political" and each.id]
    first = Side(crowd, DEMONSTRATORS[code.event_type], tuple(dict.fromkeys(led)))
    if code.event_type == "Protests":
        return first, side(armed, scene) if code.sub_event_type in INTERVENED else NOBODY
    hurt = [each for each in struck if unarmed(each) and each.kind and each.kind not in CROWDS]
    return first, side(armed or hurt or forces_struck(row), scene)


def home_of_crowd(acting: Sequence[Party], scene: Scene) -> Country:
    """The country of a crowd: that of the place, but of settlers the one that they come from ("Settlers (Israel)")."""
    names = (str(entry.acled) for each in acting if (entry := scene.about.entry(each)) is not None and entry.acled)
    ends = (ENDS_IN_COUNTRY.search(name) for name in names if name.startswith("Settlers "))
    homes = {match[1] for match in ends if match}
    return next((known for known in codes.countries().values() if known.acled in homes), scene.country)


def side(parties: Sequence[Party], scene: Scene, *, mixed: bool = False) -> Side:
    """The first actor of a side and those beside it.

    Who stands on another side than the first is not beside it but another account of who it was: see the notes.
    ``mixed``: civilians beside an armed target are associated with it.
    """
    if not parties:
        return NOBODY
    first = name_of(parties[0], scene)
    beside = (None, parties[0].side)
    together = [party for party in parties if party.side in beside or (mixed and unarmed(party))]
    names = dict.fromkeys(name_of(party, scene).name for party in together)
    unnamed = {f"{UNIDENTIFIED}{of(scene.country)}", first.name}
    return Side(first.name, first.category, tuple(name for name in names if name not in unnamed), first.ours)


def unidentified(scene: Scene) -> Side:
    """An armed group that nobody names."""
    return Side(f"{UNIDENTIFIED}{of(scene.country)}", MILITIA)


def civilians(scene: Scene) -> Side:
    """Unarmed people of whom no more is said."""
    return Side(f"Civilians{of(scene.country)}", "Civilians")


def incomplete(row: Row, code: Acled, about: About) -> bool:
    """Whether a row needs a human: a battle of nobody, or of one known side whose words name another armed actor that
    was read as neither; ground that nobody is said to have taken; forces said to fight themselves; a strategic
    development of nobody."""
    acting, struck = known_sides(row, code, about)
    one, other = sides(row, code, about)
    if same(one, other) and one is not other and code.event_type in ARMED:  # rival factions are one actor twice
        return True
    if code.event_type == "Battles":
        known = [party for party in (*acting, *struck) if bears_arms(party)]
        two = any(map(bears_arms, acting)) and any(map(bears_arms, struck))
        nobody_took = code.sub_event_type in TAKING and not any(map(bears_arms, acting))
        return not known or nobody_took or (not two and about.names_another(row, known))
    return code.event_type == "Strategic developments" and not acting and not struck


def interaction(one: str, other: str) -> str:
    """ACLED's name for the pair of categories, whichever comes first; empty for none."""
    return interactions().get(frozenset({one, other} - {""}) if one != other else frozenset({f"{one} twice"}), "")


@cache
def interactions() -> dict[frozenset[str], str]:
    """The 44 interaction codes by the categories that they join."""
    found = {}
    for row in codes.rows("acled_interactions.csv"):
        alone = row["name"].removesuffix(" only")
        one, _, other = row["name"].rpartition("-")
        pair = {alone} if alone != row["name"] else {f"{one} twice"} if one == other else {one, other}
        found[frozenset(pair)] = row["name"]
    return found
