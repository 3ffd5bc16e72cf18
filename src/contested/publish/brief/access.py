"""Access and displacement: who moved from where to where, roads and crossings, sieges, aid; as lines and as a table.

Rows are events of the days, in the words of ``say.toml``; where people came from and went to is what the claims say.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from contested.fusion.event import Event
from contested.model import PlaceRole, Told
from contested.publish.brief.citing import Citing
from contested.publish.brief.model import Table
from contested.publish.brief.say import figures, listed, named, place_name
from contested.publish.export.cells import line as csv_line
from contested.publish.words import count, plain

COLUMNS = ("What", "Where", "From", "To", "Who", "How many", "First day", "Last day", "Reported by")
#: The event types of the table, in the order of the page.
TOPICS: Mapping[str, str] = {
    "displacement": "Displacement", "evacuation": "Evacuation", "siege": "Siege", "encirclement": "Encirclement",
    "siege_broken": "Siege ended", "route_cut": "Road or crossing closed", "route_opened": "Road or crossing open",
    "aid": "Aid",
}  # fmt: skip
PEOPLE = frozenset(
    {"displaced", "settlements", "killed", "wounded", "killed_or_wounded", "people", "persons", "families"}
)


def access(events: Iterable[Event], citing: Citing, told: Iterable[Told] = ()) -> Table:
    """The table of what bears on access and displacement, by topic and day: events, and what lasts or is a total."""
    order = list(TOPICS)
    found = [((order.index(each.type), each.time.start or "", each.id), tuple(cells(each, citing)), each.claims)
             for each in events if each.type in TOPICS]  # fmt: skip
    found += [((order.index(each.claim.type), each.claim.time.start or "", each.claim.id), tuple(said(each, citing)),
               (each.claim.id,)) for each in told]  # fmt: skip
    found.sort(key=lambda row: row[0])
    rows, claims = tuple(row[1] for row in found), (row[2] for row in found)
    return Table(columns=COLUMNS, rows=rows, notes=tuple(map(citing.cite, claims)))


def lasting(told: Iterable[Told], first: str, last: str) -> list[Told]:
    """The claims of states and totals ("besieged since May", "some 12,000 have fled") that fall in some days."""
    return [
        each for each in told
        if each.claim.type in TOPICS and each.claim.scope != "event"
        and each.claim.modality in ("asserted", "reported") and each.claim.polarity == "affirmed"
        and (each.claim.time.start or each.known)[:10] <= last and (each.claim.time.end or each.known)[:10] >= first
    ]  # fmt: skip


def said(told: Told, citing: Citing) -> Iterator[str]:
    """A row of one claim: a state, or a total over a time, which says that it is one."""
    claim, rows = told.claim, [told]
    at = places(rows, "at")
    total = "total: " if claim.scope == "cumulative" and claim.counts else ""
    yield TOPICS[claim.type]
    yield at or places(rows, "from", "near", "via")
    yield places(rows, "from")
    yield places(rows, "to", "toward")
    role = "patient" if claim.type in ("displacement", "evacuation") else "agent"
    yield listed(
        actor.name if actor.id else plain(actor.label or actor.name) for actor in claim.actors if actor.role == role
    )
    yield total + ", ".join(count(row) for row in claim.counts if row.what in PEOPLE or claim.type == "aid")
    yield (claim.time.start or "")[:10]
    yield (claim.time.end or "")[:10]
    yield citing.voices([claim.id])


def cells(event: Event, citing: Citing) -> Iterator[str]:
    """A row: what is not reported is empty."""
    told = [citing.rows[claim] for claim in event.claims if claim in citing.rows]
    yield TOPICS[event.type]
    yield place_name(event)
    yield places(told, "from")
    yield places(told, "to", "toward")
    role = "patient" if event.type in ("displacement", "evacuation") else "agent"
    yield listed(named(party) for party in event.actors if party.role == role and party.name)
    yield figures([row for row in event.counts if row.what in PEOPLE or event.type == "aid"], citing.rows)
    first, last = event.time.start or event.time.end or "", event.time.end or event.time.start or ""
    yield first[:10]
    yield last[:10]
    yield citing.voices(event.claims)


def places(told: Sequence[Told], *roles: PlaceRole) -> str:
    """The names of the places that claims have in some roles."""
    return listed(place.name for each in told for place in each.claim.places if place.role in roles)


def as_csv(found: Table) -> str:
    """The table as CSV (RFC 4180), without the notes."""
    out = io.StringIO()
    for row in (found.columns, *found.rows):
        out.write(csv_line(row))
    return out.getvalue()
