"""Who is actor 1 and who is actor 2 of a row, by what ACLED asks of each event type (ACLED Codebook, October 2024).

Demonstrators are actor 1 and who intervenes actor 2; civilians are never a side of a battle and always the second of
violence against them; a battle has two armed sides. Where a text leaves the other side of a battle open it is an
unidentified armed group; where it names one that was not read as a side, the row is incomplete (`incomplete`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from contested.fusion.event import Party
from contested.model import Acled
from contested.publish.export import codes
from contested.publish.export.about import About
from contested.publish.export.acled_naming import MILITIA, UNIDENTIFIED, Scene, fights, name_of, of
from contested.publish.export.codes import NO_COUNTRY
from contested.publish.export.row import Row

DEMONSTRATORS = {"Protests": "Protesters", "Riots": "Rioters"}
#: Event types in which somebody armed acts, whom a row names even if nobody does.
ARMED = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
#: Sub-event types of demonstrations in which somebody steps in.
INTERVENED = frozenset({"Protest with intervention", "Excessive force against protesters"})


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
    known = codes.countries().get(row.spot.known.country, NO_COUNTRY) if row.spot else NO_COUNTRY
    scene = Scene(known, row.start or "", code.event_type in ARMED, about)
    if code.event_type in DEMONSTRATORS:
        return demonstration(row, code, scene)
    acting, struck = opposed(row)
    if code.event_type == "Violence against civilians":
        return violence(acting, struck, scene)
    if code.event_type == "Battles":
        return battle(acting, struck, scene)
    return others(acting, struck, code, scene)


def opposed(row: Row) -> tuple[list[Party], list[Party]]:
    """Who acts and to whom it is done; nobody fights itself: one of the two roles was read wrongly then."""
    acting, struck = row.named("agent", "supporter"), row.named("patient", "beneficiary")
    ids = {party.id for party in acting if party.id}
    return acting, [party for party in struck if party.id not in ids]


def battle(acting: Sequence[Party], struck: Sequence[Party], scene: Scene) -> tuple[Side, Side]:
    """Two armed sides; civilians who are hurt in a battle are no side of it."""
    armed = ([each for each in some if fights(each.kind)] for some in (acting, struck))
    one, other = (side(some, scene) if some else unidentified(scene) for some in armed)
    return one, other


def violence(acting: Sequence[Party], struck: Sequence[Party], scene: Scene) -> tuple[Side, Side]:
    """Who is armed against civilians; whoever is attacked unarmed is one."""
    armed = [each for each in acting if fights(each.kind)]
    victims = [each for each in (*struck, *acting) if not fights(each.kind)]
    one = side(armed, scene) if armed else unidentified(scene)
    return one, side(victims, scene) if victims else civilians(scene)


def others(acting: Sequence[Party], struck: Sequence[Party], code: Acled, scene: Scene) -> tuple[Side, Side]:
    """Remote violence and strategic developments, which may have one side alone."""
    if code.event_type in ARMED:
        targets = sorted(struck, key=lambda each: not fights(each.kind))  # stable: the armed are the target
        actors = [each for each in acting if fights(each.kind)]
        return side(actors, scene) if actors else unidentified(scene), side(targets, scene, mixed=True)
    return (side(acting, scene), side(struck, scene)) if acting else (side(struck, scene), NOBODY)


def demonstration(row: Row, code: Acled, scene: Scene) -> tuple[Side, Side]:
    """Demonstrators, with the groups that lead them beside them; then who steps in, or whom rioters attack."""
    acting, struck = opposed(row)
    every = (*acting, *struck)
    armed = [each for each in every if fights(each.kind) and each.kind != "political"]
    crowd = f"{DEMONSTRATORS[code.event_type]}{of(scene.country)}"
    led = [name_of(each, scene).name for each in acting if each.kind == "political" and each.id]
    first = Side(crowd, DEMONSTRATORS[code.event_type], tuple(dict.fromkeys(led)))
    if code.event_type == "Protests":
        return first, side(armed, scene) if code.sub_event_type in INTERVENED else NOBODY
    hurt = [each for each in struck if not fights(each.kind) and each.kind not in ("protesters", "mob")]
    return first, side(armed or hurt, scene)


def side(parties: Sequence[Party], scene: Scene, *, mixed: bool = False) -> Side:
    """The first actor of a side and those beside it.

    Who stands on another side than the first is not beside it but another account of who it was: see the notes.
    ``mixed``: civilians beside an armed target are associated with it.
    """
    if not parties:
        return NOBODY
    first = name_of(parties[0], scene)
    beside = (None, parties[0].side)
    together = [party for party in parties if party.side in beside or (mixed and not fights(party.kind))]
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
    was read as neither; forces said to fight themselves; a strategic development of nobody."""
    acting, struck = opposed(row)
    one, other = sides(row, code, about)
    if one.name and one.name == other.name and not one.name.startswith(GENERIC) and code.event_type in ARMED:
        return True
    if code.event_type == "Battles":
        known = [party for party in (*acting, *struck) if fights(party.kind)]
        two = any(fights(each.kind) for each in acting) and any(fights(each.kind) for each in struck)
        return not known or (not two and about.names_another(row, known))
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
