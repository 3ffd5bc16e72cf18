from datetime import date, timedelta

import msgspec
import pytest
import war_sample
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from contested.model import Told
from contested.publish import scene
from contested.publish.scene import Account, Scenes, days
from contested.situation import Question, Situation


def told() -> tuple[Told, ...]:
    return tuple(
        Told(claim=claim, report=reading.report, known=(reading.report.date or "2017-06-06")[:10])
        for reading in war_sample.readings()
        for claim in reading.claims
    )


@pytest.fixture(scope="module")
def account() -> Account:
    return Account(told(), (war_sample.SYRIA,))


@given(st.lists(st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(date.isoformat), min_size=1))
def test_days_are_few_in_order_and_end_with_the_last(known: list[str]) -> None:
    found = days(known)
    assert len(found) <= scene.MOST
    assert found == sorted(set(found))
    assert found[-1] == max(known)
    assert found[0] >= min(known)


def test_more_claims_have_fewer_scenes_but_some() -> None:
    found = [scene.most(claims) for claims in (0, 145, 10_000, 100_000, 10**9)]
    assert found == sorted(found, reverse=True)
    assert (found[0], found[-1]) == (scene.MOST, scene.LEAST)
    assert len(days(["2012-01-01", "2018-12-31"], scene.LEAST)) <= scene.LEAST


def test_a_short_time_has_every_day() -> None:
    first = date(2017, 5, 9)
    assert days(["2017-05-09", "2017-06-06"]) == [(first + timedelta(n)).isoformat() for n in range(29)]


def test_on_the_last_day_what_is_known_is_how_it_was(account: Account) -> None:
    scenes = Scenes(account)
    last, one = scenes.days[-1], scenes.scene(scenes.days[-1])
    asked = Situation(account.told, Question(on=last, as_known=last), conflicts=account.conflicts)
    assert one["was"] == one["known"]
    assert {row["id"]: row["since"] for row in one["known"]["places"]} == {
        each.id: each.since for each in asked.control().places
    }
    for ledger in scenes.ledgers():
        assert ledger["was"].keys() == ledger["known"].keys() == {last}
        assert ledger["was"] == ledger["known"]


def test_a_scene_says_what_the_situation_says(account: Account) -> None:
    scenes = Scenes(account)
    on = "2017-05-27"
    found = scenes.scene(on)
    for clock, question in (("was", Question(on=on)), ("known", Question(on=on, as_known=on))):
        asked = Situation(account.told, question, conflicts=account.conflicts)
        rows = {row["id"]: row for row in found[clock]["places"]}
        held = asked.control().places
        assert set(rows) == {one.id for one in held}
        assert rows
        # of a place that nobody can be said to hold the page is told who is likeliest, and that it is unknown
        likeliest = {one.id: min((-chance, side) for side, chance in one.sides.items())[1] for one in held}
        assert all(rows[one.id]["side"] == (one.side or likeliest[one.id]) for one in held)
        assert all(rows[one.id]["status"] == one.status for one in held)
        assert [row["name"] for row in found[clock]["pockets"]] == [one.name for one in asked.pockets()]


def test_land_lies_around_the_places_that_are_held(account: Account) -> None:
    asked = Situation(account.told, Question(), conflicts=account.conflicts)
    parts = [(row, shape(row["geometry"])) for row in scene.land(asked)]
    assert parts
    assert all(part.is_valid for _, part in parts)
    places = {site.id: site for site in asked.state.sites}
    for one in asked.control().places:
        if one.status == "held":
            spot = shape({"type": "Point", "coordinates": [places[one.id].lon, places[one.id].lat]})
            over = [row for row, part in parts if part.buffer(0.01).covers(spot)]
            assert one.side in {row["side"] for row in over}


def test_every_word_of_a_ledger_is_in_its_report(account: Account) -> None:
    texts = {each.claim.id: each.report.text for each in account.told}
    words = [word for ledger in Scenes(account).ledgers() for word in ledger["words"]]
    assert words
    assert all(word["quote"] in texts[word["claim"]] and word["why"] for word in words)


def test_a_places_chances_are_told_for_the_days_of_its_scenes(account: Account) -> None:
    scenes = Scenes(account)
    on = scenes.days[-1]
    scenes.scene(on)
    for ledger in scenes.ledgers():
        assert set(ledger["was"]) == {on}
        assert sum(ledger["was"][on]) == pytest.approx(100, abs=len(scenes.last.sides))


def test_before_the_first_report_nothing_was_known(account: Account) -> None:
    assert Scenes(account).scene("2011-01-01")["known"]["places"] == []


def test_the_order_of_claims_changes_nothing(account: Account) -> None:
    other = msgspec.structs.replace(account, told=account.told[::-1])
    assert Scenes(account).scene("2017-05-27") == Scenes(other).scene("2017-05-27")
