"""What ACLED calls actors: by the day, by the country, by description."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from accounts import account
from acled_rows import by, named, rows

from contested.publish.export import codes
from contested.publish.export.acled_naming import regime, regimes


@pytest.mark.parametrize(
    ("id", "day", "country", "name"),
    [
        ("malian-armed-forces", "2012-12-01", "ML", "Military Forces of Mali (2012-2013)"),
        ("malian-armed-forces", "2015-01-01", "ML", "Military Forces of Mali (2013-2020)"),
        ("malian-armed-forces", "2022-05-01", "ML", "Military Forces of Mali (2021-)"),
        ("syrian-army", "2017-06-04", "SY", "Military Forces of Syria (2000-2024)"),
        ("new-syrian-army", "2025-03-01", "SY", "Military Forces of Syria (2024-)"),
        ("syrian-air-force", "2017-06-04", "SY", "Military Forces of Syria (2000-2024)"),
        ("afghan-national-army", "2010-06-04", "AF", "Military Forces of Afghanistan (2004-2014)"),
        ("taliban", "2020-06-04", "AF", "Taliban"),
        ("taliban", "2023-06-04", "AF", "Military Forces of Afghanistan (2021-)"),
        ("irgc", "2022-01-01", "IR", "Military Forces of Iran (1989-) Islamic Revolutionary Guard Corps"),
        ("afghan-national-police", "2016-01-01", "AF", "Police Forces of Afghanistan (2014-2021)"),
        ("government-of-mali", "2022-01-01", "ML", "Military Forces of Mali (2021-)"),
        ("islamic-state", "2016-01-01", "IQ", "Islamic State (Iraq)"),
        ("rapid-support-forces", "2023-06-01", "SD", "RSF: Rapid Support Forces"),
        ("rapid-support-forces", "2022-06-01", "SD", "Military Forces of Sudan (2019-) Rapid Support Forces"),
        ("houthis", "2018-01-01", "YE", "Military Forces of Yemen (2016-) Supreme Political Council"),
    ],
)
def test_an_actor_has_the_name_of_the_day(id: str, day: str, country: str, name: str) -> None:
    assert named(id, day, country)[0] == name


def test_regimes_follow_on_each_other_and_the_later_holds_on_the_day_of_change() -> None:
    for country, found in regimes().items():
        assert country in codes.countries()
        for later, earlier in pairwise(found):
            assert date.fromisoformat(earlier["first"]) < date.fromisoformat(earlier["last"])
            assert earlier["last"] <= later["first"]
    assert (regime("ML", "2020-08-18") or {})["years"] == "2020-2021"
    assert (regime("ML", "2020-08-17") or {})["years"] == "2013-2020"
    assert regime("ML", "1950-01-01") is None and regime("XX", "2020-01-01") is None


def test_names_that_are_attested_stand_in_public_rows(shared: Path) -> None:
    public = (shared / "codes" / "acled_state_forces.csv").read_text(encoding="utf-8").splitlines()
    sure = [row for found in regimes().values() for row in found if row["attested"] == "yes"]
    missing = [row for row in sure if not any(
        line.strip('"').startswith(f"{arm} of {name} ({row['years'].split('-')[0]}-") for line in public
        for arm in ("Military Forces", "Police Forces", "Government")
        for name in (row["called"], row["called"].removeprefix("the ")))]  # fmt: skip
    # regimes since those rows were published, whose names the knowledge files had from ACLED
    assert {row["country"] for row in missing} <= {"AF", "BF", "IL", "IQ", "LB", "ML", "MM", "NE", "SY"}


def test_a_states_forces_abroad_are_external_and_keep_their_name() -> None:
    assert named("russian-armed-forces", "2022-05-01", "UA")[:2] == ("Military Forces of Russia (2000-)",
                                                                      "External/Other forces")  # fmt: skip
    assert named("russian-armed-forces", "2022-05-01", "RU")[1] == "State forces"


@pytest.mark.parametrize(
    ("words", "kind", "country", "name", "category"),
    [
        ("Fulani militiamen", "militia", "NG", "Fulani Ethnic Militia (Nigeria)", "Identity militia"),
        ("Dozo hunters", "militia", "ML", "Dozo Communal Militia (Mali)", "Identity militia"),
        ("clan militiamen", "militia", "SO", "Unidentified Clan Militia (Somalia)", "Identity militia"),
        ("armed herders", "militia", "NG", "Unidentified Communal Militia (Nigeria)", "Identity militia"),
        ("Fulani villagers", "civilians", "NG", "Civilians (Nigeria)", "Civilians"),
        ("gunmen", "armed_group", "MX", "Unidentified Armed Group (Mexico)", "Political militia"),
        ("gang members", "militia", "HT", "Unidentified Gang (Haiti)", "Political militia"),
        ("Turkish civilians", "civilians", "SY", "Civilians (Turkey)", "Civilians"),
        ("journalists", "media", "SY", "Civilians (Syria)", "Civilians"),
        ("the Azande Ani Kpi Gbe militia", "militia", "CF", "the Azande Ani Kpi Gbe militia", "Political militia"),
        (
            "Troops of the 103rd Infantry Brigade",
            "armed_group",
            "PH",
            "Unidentified Armed Group (Philippines)",
            "Political militia",
        ),
        ("Suspected Islamist militants", "armed_group", "ML", "Unidentified Armed Group (Mali)", "Political militia"),
        ("security forces", "state_forces", "GN", "Military Forces of Guinea (2021-)", "State forces"),
        ("police", "police", "KE", "Police Forces of Kenya (2022-)", "State forces"),
        ("Turkish troops", "state_forces", "SY", "Military Forces of Turkey (2016-)", "External/Other forces"),
    ],
)
def test_who_is_only_described(words: str, kind: str, country: str, name: str, category: str) -> None:
    assert named(None, "2023-05-01", country, name=words, kind=kind)[:2] == (name, category)


def test_a_name_that_acled_has_not_is_marked_as_ours() -> None:
    told = by(account("a", "clash", of="rebels"), "agent", "nyatura", "Nyatura", "militia")
    (row,) = rows(told, country="CD")
    assert "actor1 is not ACLED's name" in row["tags"] and row["actor1"] == "Nyatura"
    assert not named("al-shabaab", "2015-01-01", "SO")[2] and not named("syrian-army", "2017-01-01", "SY")[2]
