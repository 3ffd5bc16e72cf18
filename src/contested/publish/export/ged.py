"""Rows as UCDP GED's 49 columns, in their order (``ged.csv``; UCDP GED Codebook 24.1).

A GED event is an incident of armed force with at least one death. Numbers of conflicts, dyads and actors come from
UCDP's lists (`ucdp_ids`) and the conflict's file, and stay empty where these have none. A total over a time is a row
of event_clarity 2, an event one of 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from math import floor

from contested.fusion.event import Party
from contested.knowledge.schema import Conflict, Dyad
from contested.model import Told
from contested.publish.export import codes
from contested.publish.export.about import About
from contested.publish.export.cells import in_line, line, ordered
from contested.publish.export.codes import NO_COUNTRY
from contested.publish.export.deaths import deaths
from contested.publish.export.row import Row
from contested.publish.export.ucdp_ids import CIVILIANS, CIVILIANS_DSET, Numbers, numbers
from contested.publish.export.violence import Sides, is_state, sides, violence

COLUMNS = codes.columns("ged.csv")
EMPTY = dict.fromkeys(COLUMNS)


def ged(rows: Iterable[Row], about: About) -> Iterator[str]:
    """The header, then a line a row."""
    yield line(COLUMNS)
    for row in rows:
        yield ordered(COLUMNS, cells(row, about))


def cells(row: Row, about: About) -> dict[str, object]:
    """A row's columns."""
    found = deaths(row)
    return EMPTY | {
        "id": int(row.id[:12], 16), "relid": about.address(row), "type_of_violence": violence(row),
        "event_clarity": 2 if row.scope == "cumulative" else 1, "deaths_a": found.a, "deaths_b": found.b,
        "deaths_civilians": found.civilians, "deaths_unknown": found.unknown, "best": found.best,
        "high": found.high, "low": found.low,
    } | who(row, about) | sources(row) | where(row) | when(row)  # fmt: skip


def when(row: Row) -> dict[str, object]:
    """The columns of the time."""
    assert row.start is not None and row.end is not None
    days = (date.fromisoformat(row.end) - date.fromisoformat(row.start)).days + 1
    return {
        "year": row.start[:4], "date_prec": codes.span(days, row.dated)["date_prec"], "date_start": row.start,
        "date_end": row.end,
    }  # fmt: skip


def where(row: Row) -> dict[str, object]:
    """The columns of the place."""
    spot = row.spot
    assert spot is not None and spot.lat is not None and spot.lon is not None
    known = codes.countries().get(spot.known.country, NO_COUNTRY)
    return {
        "where_prec": spot.precision, "where_coordinates": spot.name,
        "where_description": ", ".join(filter(None, (spot.name, spot.admin2, spot.admin1))), "adm_1": spot.admin1,
        "adm_2": spot.admin2, "latitude": spot.lat, "longitude": spot.lon,
        "geom_wkt": f"POINT ({spot.lon:g} {spot.lat:g})", "priogrid_gid": priogrid(spot.lat, spot.lon),
        "country": known.ucdp, "country_id": known.gw, "region": known.ucdp_region,
    }  # fmt: skip


def priogrid(lat: float, lon: float) -> int:
    """The cell of half a degree, counted from the south-west eastwards (Tollefsen, Strand and Buhaug 2012)."""
    row, column = min(359, floor((lat + 90) * 2)), min(719, floor((lon + 180) * 2))
    return row * 720 + column + 1


def who(row: Row, about: About) -> dict[str, object]:
    """The columns of the sides, the dyad and the conflict; a number that no list has stays empty."""
    pair, kind = sides(row), violence(row)
    one, other = called(pair.a, row, about), CIVILIANS if kind == 3 else called(pair.b, row, about)
    other = None if other == one else other  # two accounts of one side, not two sides
    state = state_number(pair.a, row, about)
    known = with_file(numbers(kind, one, other, (row.start or "")[:4], state), pair, kind, about)
    return {
        "side_a": one, "side_b": other, "gwnoa": state,
        "gwnob": state_number(pair.b, row, about) if other and kind != 3 else None,
        "conflict_dset_id": known.conflict, "conflict_new_id": known.conflict, "conflict_name": known.conflict_name,
        "dyad_dset_id": known.dyad, "dyad_new_id": known.dyad, "dyad_name": known.dyad_name,
        "side_a_dset_id": known.a, "side_a_new_id": known.a, "side_b_new_id": known.b,
        "side_b_dset_id": CIVILIANS_DSET if kind == 3 else known.b,
    }  # fmt: skip


def with_file(known: Numbers, pair: Sides, kind: int | None, about: About) -> Numbers:
    """The numbers with those of the conflict's own file where no list has them."""
    found = dyad(pair.a, pair.b, about) if kind != 3 else None
    if found is None:
        return known
    war, two = found
    number, name = (war.ucdp[0], war.ucdp_names[0]) if war.ucdp and war.ucdp_names else (None, None)
    return known._replace(
        conflict=known.conflict or (str(number) if number else None), conflict_name=known.conflict_name or name,
        dyad=known.dyad or str(two.id), dyad_name=two.name if known.dyad is None else known.dyad_name,
    )  # fmt: skip


def filled(row: Row, about: About) -> dict[str, bool]:
    """Whether a row has UCDP's number of its conflict, its dyad and both of its actors."""
    found = who(row, about)
    return {
        "number of the conflict": found["conflict_new_id"] is not None,
        "number of the dyad": found["dyad_new_id"] is not None,
        "numbers of both actors": found["side_a_new_id"] is not None and found["side_b_new_id"] is not None,
    }  # fmt: skip


def called(party: Party | None, row: Row, about: About) -> str | None:
    """UCDP's name of a side; of one that the report only describes, that of its side's army, else None."""
    if party is None or party.id:
        return about.called(party, "ucdp") if party else None
    army = about.army(party, row.spot.known.country if row.spot else "", row.start, "ucdp")
    return army.ucdp if army else None


def dyad(a: Party | None, b: Party | None, about: About) -> tuple[Conflict, Dyad] | None:
    """The dyad of two sides with its conflict; None where no conflict's file has it, or several have."""
    if a is None or b is None or not (a.side and b.side):
        return None
    fit = [(war, two) for war in about.conflicts for two in war.dyad if {two.side_a, two.side_b} == {a.side, b.side}]
    return fit[0] if len(fit) == 1 else None


def state_number(party: Party | None, row: Row, about: About) -> str | None:
    """Gleditsch and Ward's number of a state that is a side; None where it is none, or not one alone."""
    if party is None or not is_state(party):
        return None
    army = None if party.id else about.army(party, row.spot.known.country if row.spot else "", row.start, "ucdp")
    home = about.home(about.entry(party) or army)
    known = codes.countries().get(home) if home else None
    return known.gw if known else None


def sources(row: Row) -> dict[str, object]:
    """The columns of the sources, each report once, joined by semicolons."""
    once = list({each.report.id: each for each in row.told}.values())
    reports = [each.report for each in once]
    said = (each.claim.attribution[0].source for each in once if each.claim.attribution)
    return {
        "number_of_sources": len(row.sources), "source_article": ";".join(map(article, once)),
        "source_office": ";".join(plain(each.source) for each in reports),
        "source_date": ";".join(each.date or "" for each in reports),
        "source_headline": ";".join(plain(each.title) for each in reports),
        "source_original": ";".join(dict.fromkeys(map(plain, said))) or None,
    }  # fmt: skip


def plain(text: str | None) -> str:
    """Text in one line without the sign that separates texts."""
    return in_line(text or "").replace(";", ",")


def article(told: Told) -> str:
    """A report as UCDP lists it: "publisher,day,headline", in quotes; the address where there is no headline."""
    report = told.report
    parts = (report.source or report.id, report.date or "", report.title or report.url or "")
    return '"' + in_line(",".join(parts)).replace('"', "'") + '"'


class Numbered:
    """Counts how many rows got UCDP's numbers; of no format but GED, for which ``about`` is None."""

    def __init__(self, about: About | None) -> None:
        self.about = about
        self.rows = 0
        self.counts: Counter[str] = Counter()

    def through(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, counted."""
        for row in rows:
            if self.about is not None:
                self.rows += 1
                self.counts.update({name: int(there) for name, there in filled(row, self.about).items()})
            yield row

    def lines(self) -> list[str]:
        """What share of the rows has a number of each kind."""
        return [f"UCDP's {name}: {count} of {self.rows} rows" for name, count in self.counts.items()]
