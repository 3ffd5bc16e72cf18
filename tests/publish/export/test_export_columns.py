"""ACLED's and GED's columns: the exact header rows, and every column of rows made by hand."""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path
from typing import Any

import pytest
from accounts import account, killed, place
from exporting import ABOUT, FALL, MASKANAH, claim_rows, event_rows, struck, text
from msgspec.structs import replace

from contested import ontology
from contested.knowledge.load import load
from contested.model import Told
from contested.publish.export import codes
from contested.publish.export.ged import priogrid

HEADERS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("headers.toml").read_text(encoding="utf-8"))
FALLEN = {
    "event_date": "2017-06-04", "year": "2017", "time_precision": "1", "disorder_type": "Political violence",
    "event_type": "Battles", "sub_event_type": "Government regains territory",
    "actor1": "Military Forces of Syria (2000-2024)", "assoc_actor_1": "", "inter1": "State forces",
    "actor2": "Opposition Rebels (Syria)", "assoc_actor_2": "", "inter2": "Rebel group",
    "interaction": "State forces-Rebel group", "civilian_targeting": "", "iso": "760", "region": "Middle East",
    "country": "Syria", "admin1": "Aleppo", "admin2": "Menbij", "admin3": "Maskana", "location": "Maskanah",
    "latitude": "35.96", "longitude": "38.04", "geo_precision": "1", "source": "Agency; Monitor; Bulletin",
    "source_scale": "", "fatalities": "14", "timestamp": "",
}  # fmt: skip


def rows(told: tuple[Told, ...] | list[Told], to: str, *, claims: bool = False) -> list[dict[str, str]]:
    made = claim_rows(*told) if claims else event_rows(*told)
    return list(csv.DictReader(io.StringIO(text(made, to))))


@pytest.mark.parametrize(("to", "size"), [("acled", 31), ("ged", 49), ("csv", 42)])
def test_the_header_row_is_the_codebooks(to: str, size: int) -> None:
    (header,) = csv.reader(io.StringIO(text([], to)))
    assert header == HEADERS[to] and len(header) == size


def test_acled_has_every_column_of_an_event() -> None:
    (row,) = rows(FALL, "acled")
    assert {key: row[key] for key in FALLEN} == FALLEN
    assert set(row) - set(FALLEN) == {"event_id_cnty", "notes", "tags"}
    assert row["tags"] == f"type=capture; address=contested:event:{row['event_id_cnty']}"
    assert row["notes"].startswith("According to Agency, Monitor: 2017-06-04: army took Maskanah from rebels.")
    assert "Deaths: 14 to 20 said, best 17." in row["notes"]
    assert "happened: yes (Agency, Monitor) / no (Bulletin)" in row["notes"]
    assert 'Quote (Agency): "a tells that' in row["notes"]
    assert row["notes"].endswith(f"[contested:event:{row['event_id_cnty']}]")


def test_ged_has_every_column_of_an_event() -> None:
    (row,) = rows(FALL, "ged")
    expected = {
        "year": "2017", "active_year": "", "code_status": "", "type_of_violence": "1", "conflict_dset_id": "299",
        "conflict_new_id": "299", "conflict_name": "Syria: Government", "dyad_dset_id": "11973",
        "dyad_new_id": "11973", "dyad_name": "Government of Syria - Syrian insurgents", "side_a_dset_id": "118",
        "side_a_new_id": "118", "side_a": "Government of Syria", "side_b_dset_id": "4456", "side_b_new_id": "4456",
        "side_b": "Syrian insurgents", "number_of_sources": "3",
        "source_article": '"Agency,2017-06-05,";"Monitor,2017-06-05,";"Bulletin,2017-06-05,"',
        "source_office": "Agency;Monitor;Bulletin", "source_date": "2017-06-05;2017-06-05;2017-06-05",
        "source_headline": ";;", "source_original": "",
        "where_prec": "1", "where_coordinates": "Maskanah", "where_description": "Maskanah, Menbij, Aleppo",
        "adm_1": "Aleppo", "adm_2": "Menbij", "latitude": "35.96", "longitude": "38.04",
        "geom_wkt": "POINT (38.04 35.96)", "priogrid_gid": "181157", "country": "Syria", "country_id": "652",
        "region": "Middle East", "event_clarity": "1", "date_prec": "1", "date_start": "2017-06-04",
        "date_end": "2017-06-04", "deaths_a": "0", "deaths_b": "17", "deaths_civilians": "0", "deaths_unknown": "0",
        "best": "17", "high": "20", "low": "14", "gwnoa": "652", "gwnob": "",
    }  # fmt: skip
    assert {key: row[key] for key in expected} == expected
    assert row["relid"].startswith("contested:event:") and row["id"] == str(int(row["relid"][16:28], 16))


@pytest.mark.parametrize(
    ("end", "basis", "acled", "ged"),
    [
        ("2017-06-04", "stated", "1", "1"),
        ("2017-06-04", "report_date", "2", "2"),
        ("2017-06-08", "stated", "2", "2"),
        ("2017-06-10", "stated", "2", "3"),
        ("2017-07-04", "stated", "3", "4"),
        ("2017-09-04", "stated", "3", "5"),
    ],
)
def test_time_precision_goes_by_the_length_of_the_interval(end: str, basis: Any, acled: str, ged: str) -> None:
    told = (account("a", where=MASKANAH, of="rebels", end=end, basis=basis, counts=(killed(1),), ucdp=1),)
    assert rows(told, "acled", claims=True)[0]["time_precision"] == acled
    assert rows(told, "ged", claims=True)[0]["date_prec"] == ged


@pytest.mark.parametrize(("prec", "geo"), [(1, "1"), (2, "2"), (3, "2"), (4, "3"), (5, "3")])
def test_place_precision_is_that_of_ucdp(prec: int, geo: str) -> None:
    told = (account("a", where=place("Maskanah", precision=prec), of="rebels", counts=(killed(1),), ucdp=1),)
    assert rows(told, "acled")[0]["geo_precision"] == geo
    assert rows(told, "ged")[0]["where_prec"] == str(prec)


@pytest.mark.parametrize(
    ("whom", "column"),
    [({"soldiers": "state_forces"}, "deaths_a"), ({"villagers": "civilians"}, "deaths_civilians"),
     ({"men": None}, "deaths_unknown"), ({}, "deaths_unknown")],
)  # fmt: skip
def test_the_dead_are_counted_on_their_side(whom: dict[str, Any], column: str) -> None:
    attack = account("a", "air_strike", MASKANAH, of="rebels", ucdp=1)
    lost = struck(account("a", "casualties", MASKANAH, by="army", counts=(killed(4),), at=20,
                          caused_by=attack.claim.id), **whom)  # fmt: skip
    (row,) = rows((attack, lost), "ged")
    counted = {name: row[name] for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")}
    assert counted == dict.fromkeys(counted, "0") | {column: "4"} and row["best"] == "4"


def test_a_total_of_all_dead_is_no_addition_to_its_sides() -> None:
    told = (
        account("a", where=MASKANAH, of="rebels", source="A", counts=(killed(5),), ucdp=1),
        struck(account("b", where=MASKANAH, source="B", counts=(killed(8),), ucdp=1)),
    )
    (row,) = rows(told, "ged")
    assert [row[name] for name in ("deaths_b", "deaths_unknown", "best", "low", "high")] == ["5", "3", "8", "8", "8"]


def test_a_total_over_a_time_says_that_it_is_one() -> None:
    told = account("t", "casualties", MASKANAH, of="rebels", end="2017-06-20", counts=(killed(700),), ucdp=1,
                   scope="cumulative")  # fmt: skip
    (row,) = rows((told,), "ged", claims=True)
    assert (row["event_clarity"], row["best"], row["date_prec"]) == ("2", "700", "4")


def test_killed_or_wounded_stand_in_the_notes_and_not_among_the_dead() -> None:
    both = replace(killed(12), what="killed_or_wounded")
    (row,) = rows((account("a", where=MASKANAH, counts=(both,)),), "acled")
    assert row["fatalities"] == "0" and "Not counted as deaths: 12 killed or wounded." in row["notes"]


@pytest.mark.parametrize("outcome", ["failed", "ongoing"])
def test_ground_that_was_not_taken_is_an_armed_clash(outcome: Any) -> None:
    (row,) = rows((account("a", where=MASKANAH, outcome=outcome),), "acled")
    assert row["sub_event_type"] == "Armed clash"


def test_whom_a_report_only_describes_is_unidentified() -> None:
    (row,) = rows((struck(account("a", "clash", MASKANAH, by="terrorists"), bandits="armed_group"),), "acled")
    assert row["actor1"] == row["actor2"] == "Unidentified Armed Group (Syria)"
    assert row["interaction"] == "Political militia-Political militia"


def test_violence_against_civilians_says_so() -> None:
    (row,) = rows((struck(account("a", "shelling", MASKANAH), villagers="civilians"),), "acled")
    assert (row["actor2"], row["civilian_targeting"]) == ("Civilians (Syria)", "Civilian targeting")


def test_every_type_has_a_sentence_and_every_kind_a_code() -> None:
    assert {row["type"] for row in codes.rows("sentences.csv")} == set(ontology.table())
    kinds = {entry.kind for entry in load().actors}
    assert kinds <= set(codes.kinds())
    assert {war for conflict in load().conflicts for war in conflict.countries} <= set(codes.countries())
    assert all(codes.disorder(*pair) for type in ontology.table().values()
               for pair in [(type.acled.event_type, type.acled.sub_event_type)])  # fmt: skip


@pytest.mark.parametrize(("spot", "cell"), [((-89.9, -179.9), 1), ((89.9, 179.9), 259200), ((33.51, 36.29), 178273)])
def test_cells_of_the_prio_grid_are_counted_from_the_south_west(spot: tuple[float, float], cell: int) -> None:
    assert priogrid(*spot) == cell


def test_links_stand_where_a_page_is_published() -> None:
    about = replace(ABOUT, base_url="https://example.org/")
    (row,) = csv.DictReader(io.StringIO(text(claim_rows(FALL[0]), "acled", about)))
    assert row["notes"].endswith(f"[https://example.org/#claim={FALL[0].claim.id}]")
