"""Rows as ACLED's 31 columns, in their order (``acled.csv``; ACLED Codebook, edition of October 2024).

What ACLED's columns cannot say stands in the notes: who says so, the bounds of the deaths, disputes, the quote. The
names of kinds of actors are words, as in that edition. ``fatalities``: see `deaths`; 0 where nobody gives a figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from contested import ontology
from contested.fusion.event import Party
from contested.model import Acled
from contested.publish.export import codes
from contested.publish.export.about import About
from contested.publish.export.cells import in_line, line, ordered
from contested.publish.export.codes import Country
from contested.publish.export.deaths import deaths
from contested.publish.export.row import Row
from contested.publish.export.sentence import notes

COLUMNS = codes.columns("acled.csv")
CLASH = Acled("Battles", "Armed clash")
NO_COUNTRY = Country("", "", "", "", "", "", "")
#: What an unnamed actor of a kind is called; all other kinds are an "Unidentified Armed Group".
UNNAMED = {"Civilians": "Civilians", "Protesters": "Protesters", "Rioters": "Rioters"}
ACTING = {"Protests": "Protesters", "Riots": "Rioters"}
UNKNOWN = "Political militia"  # ACLED's category for an Unidentified Armed Group


class Naming(NamedTuple):
    """What an actor's name hangs on: the event's code, country and day."""

    code: Acled
    country: Country
    about: About
    day: str | None


def acled(rows: Iterable[Row], about: About) -> Iterator[str]:
    """The header, then a line a row."""
    yield line(COLUMNS)
    for row in rows:
        yield ordered(COLUMNS, cells(row, about))


def cells(row: Row, about: About) -> dict[str, object]:
    """A row's columns."""
    code = coded(row)
    assert row.start is not None and row.end is not None and row.spot is not None
    known = codes.countries().get(row.spot.known.country, NO_COUNTRY)
    days = (date.fromisoformat(row.end) - date.fromisoformat(row.start)).days + 1
    return {
        "event_id_cnty": row.id, "event_date": row.start, "year": row.start[:4],
        "time_precision": codes.span(days, row.dated)["time_precision"],
        "disorder_type": codes.disorder(code.event_type, code.sub_event_type),
        "event_type": code.event_type, "sub_event_type": code.sub_event_type,
        "source": "; ".join(row.sources), "source_scale": None, "notes": in_line(notes(row, about.address(row))),
        "fatalities": deaths(row).best, "tags": f"type={row.type}; address={about.address(row)}", "timestamp": None,
    } | who(row, code, known, about) | where(row, known)  # fmt: skip


def where(row: Row, known: Country) -> dict[str, object]:
    """The columns of the place."""
    spot = row.spot
    assert spot is not None
    return {
        "iso": known.iso_numeric, "region": known.acled_region, "country": known.acled, "admin1": spot.admin1,
        "admin2": spot.admin2, "admin3": spot.known.admin3, "location": spot.name, "latitude": spot.lat,
        "longitude": spot.lon, "geo_precision": codes.geo_precision(spot.precision),
    }  # fmt: skip


def who(row: Row, code: Acled, known: Country, about: About) -> dict[str, object]:
    """The columns of the actors."""
    acting, struck = row.named("agent", "supporter"), row.named("patient", "beneficiary")
    ids = {party.id for party in acting if party.id}
    struck = [party for party in struck if party.id not in ids]  # nobody fights itself: one role was read wrongly
    if not row.named("agent") and not armed(code) and not acting:
        acting, struck = struck, []
    about_it = Naming(code, known, about, row.start)
    one, other = side(acting, about_it, first=True), side(struck, about_it, first=False)
    return {
        "actor1": one[0], "assoc_actor_1": one[1], "inter1": one[2], "actor2": other[0], "assoc_actor_2": other[1],
        "inter2": other[2], "interaction": interaction(one[2], other[2]),
        "civilian_targeting": "Civilian targeting" if at_civilians(row, code) else None,
    }  # fmt: skip


def side(parties: list[Party], by: Naming, *, first: bool) -> tuple[str, str, str]:
    """The first actor of a side, those beside it, and the first one's category.

    Who stands on another side than the first is not beside it but another account of who it was: see the notes.
    """
    if not parties:
        unknown = first and armed(by.code)
        return (f"Unidentified Armed Group{of(by.country)}", "", UNKNOWN) if unknown else ("", "", "")
    beside = [party for party in parties if party.side in (None, parties[0].side)]
    names = [named(party, by, first=first) for party in (parties[0], *beside)]
    head, *rest = dict.fromkeys(names)
    return head, "; ".join(rest), category_of(parties[0], by, first=first)


def named(party: Party, by: Naming, *, first: bool) -> str:
    """ACLED's name of an actor; one that the report only describes is unidentified, never called by its words."""
    if party.id:
        return by.about.called(party, "acled")
    category = category_of(party, by, first=first)
    return soldiers(party, by) or f"{UNNAMED.get(category, 'Unidentified Armed Group')}{of(by.country)}"


def soldiers(party: Party, by: Naming) -> str | None:
    """The army that soldiers who are only described are of."""
    army = by.about.army(party, by.country.iso2, by.day, "acled")
    return army.acled if army else None


def category_of(party: Party, by: Naming, *, first: bool) -> str:
    """The kind of an actor in ACLED's words; a state's forces abroad are external."""
    if first and by.code.event_type in ACTING and not party.id:
        return ACTING[by.code.event_type]
    kind = codes.kinds().get(party.kind or "")
    if kind is None or (party.id is None and not kind.civilian and not soldiers(party, by)):
        return UNKNOWN
    home = by.about.country(party)
    abroad = kind.inter == 1 and home is not None and by.country.iso2 not in ("", home)
    return codes.kinds()["external_forces"].category if abroad else kind.category


def interaction(one: str, other: str) -> str:
    """Both kinds in the order of their codes, as ACLED writes them."""
    order = {kind.category: kind.inter for kind in codes.kinds().values()}
    both = sorted(filter(None, (one, other)), key=lambda category: order[category])
    return "-".join(both) if len(both) == 2 else f"{both[0]} only" if both else ""


def of(known: Country) -> str:
    """The country in brackets, as ACLED's names of unnamed actors end."""
    return f" ({known.acled})" if known.acled else ""


def armed(code: Acled) -> bool:
    """Whether an event has somebody armed who did it."""
    return code.event_type in ("Battles", "Explosions/Remote violence", "Violence against civilians")


def at_civilians(row: Row, code: Acled) -> bool:
    """Whether all whom violence befell are civilians."""
    struck = row.named("patient")
    violent = code.event_type not in ("Strategic developments", "Protests")
    return code.event_type == "Violence against civilians" or (
        violent and bool(struck) and all(codes.civilian(party.kind) for party in struck)
    )


def coded(row: Row) -> Acled:
    """The event and sub-event type: what most claims say; ground that was not taken was only fought for."""
    type = ontology.table()[row.type]
    if type.family == "control" and type.acled_nonstate and row.outcome in ("failed", "ongoing"):
        return CLASH
    said = Counter(each.claim.acled for each in row.told if each.claim.acled and each.claim.type == row.type)
    if said:
        return max(said, key=lambda code: said[code])
    agent = next(iter(row.named("agent")), None)
    struck = row.named("patient")
    return ontology.acled(row.type, agent.kind if agent else None, bool(struck) and codes.civilian(struck[0].kind))
