"""The work of review: what comes first, candidates for corrections, what a decision would change, missed events."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import war_sample
from app_desk import Person

from contested.app.review.detail import landmarks
from contested.app.review.queue import disputed
from contested.app.review.worth import worth
from contested.ledger import Ledger
from contested.ledger.search import Filter
from contested.model import Decision, PlaceMention, Report

At = Callable[..., Person]
CLAIMS = [claim for reading in war_sample.readings() for claim in reading.claims]


def items(person: Person, **query: object) -> list[dict[str, Any]]:
    page = person.get("/api/review", params={"limit": 1000} | query).json()
    return [item for group in page["groups"] for item in group["items"]]


def decision(number: int, author: str, kind: str, **fields: object) -> Decision:
    return Decision(number=number, kind=kind, subject="x", author=author, made="", reason="", fields=fields)  # type: ignore[arg-type]


def test_a_look_is_worth_more_the_less_sure_and_the_more_it_changes() -> None:
    claim = next(one for one in CLAIMS if one.type == "capture")
    sure, unsure = (msgspec.structs.replace(claim, confidence=share) for share in (0.99, 0.6))
    assert worth(unsure, None, {claim.id: 1.0}).worth > worth(sure, None, {claim.id: 1.0}).worth
    assert worth(unsure, None, {claim.id: 1.0}).worth > worth(unsure, None, {claim.id: 0.1}).worth
    assert {row.feature for row in worth(unsure, None, {claim.id: 1.0}).why} >= {"unsure reading", "changes the map"}


def test_a_claim_that_changes_nothing_is_worth_nothing() -> None:
    claim = next(one for one in CLAIMS if one.modality == "predicted" and not one.counts)
    assert worth(claim, None, {}).change == 0.0


def test_the_queue_has_every_claim_once_in_order_of_worth_and_grouped_by_event(reading: At) -> None:
    page = reading().get("/api/review?limit=1000").json()
    every = [item["claim"] for group in page["groups"] for item in group["items"]]
    assert sorted(every) == sorted(claim.id for claim in CLAIMS)
    assert page["claims"] == len(CLAIMS)
    values = [group["worth"] for group in page["groups"]]
    assert values == sorted(values, reverse=True)
    assert values[0] > 0
    assert any(len(group["items"]) > 1 for group in page["groups"])


def test_what_is_decided_leaves_the_queue_and_what_two_decide_differently_is_disputed(at: At) -> None:
    ana, ben = at("Ana"), at("Ben")
    id = items(ana)[0]["claim"]
    number = ana.decide("reject", id).json()["number"]
    assert id not in {item["claim"] for item in items(ana)}
    (kept,) = items(ana, state="decided")
    assert [row["author"] for row in kept["decided"]] == ["Ana"]
    ben.decide("accept", id, seen=number)
    (open_to_dispute,) = items(ben, state="disputed")
    assert open_to_dispute["claim"] == id
    assert ben.get(f"/api/review/claims/{id}").json()["disputed"] is True


def test_two_corrections_of_one_field_are_disputed_only_where_they_differ() -> None:
    first = decision(1, "Ana", "correct", type="raid")
    assert not disputed([first, decision(2, "Ben", "correct", type="raid")])
    assert disputed([first, decision(2, "Ben", "correct", type="clash")])
    assert not disputed([first, decision(2, "Ana", "correct", type="clash")])
    assert disputed([first, decision(2, "Ben", "reject")])


def test_one_claim_comes_with_the_words_that_are_its_parts(reading: At) -> None:
    nobody = reading()
    for item in items(nobody)[:5]:
        detail = nobody.get(f"/api/review/claims/{item['claim']}").json()
        text = detail["report"]["text"]
        trigger = next(mark for mark in detail["marks"] if mark["path"] == "trigger")
        assert text[trigger["start"] : trigger["end"]] == detail["read"]["trigger"]["text"]


def test_a_preview_says_what_goes_and_writes_nothing(at: At) -> None:
    ana = at("Ana")
    place = next(row for row in ana.get("/api/control").json()["places"] if len(row["claims"]) == 1)
    body = {"kind": "reject", "subject": place["claims"][0], "reason": "to see"}
    seen = ana.post("/api/review/preview", body).json()
    gone = next(row for row in seen["places"] if row["id"] == place["id"])
    assert gone["before"] is not None
    assert gone["after"] is None
    assert ana.get("/api/decisions").json() == []
    assert at("Rea").post("/api/review/preview", body).status_code == 403


def test_a_preview_is_what_comes_of_the_decision(at: At) -> None:
    ana = at("Ana")
    id = next(item["claim"] for item in items(ana) if item["type"] == "capture")
    body = {"kind": "correct", "subject": id, "fields": {"polarity": "negated"}, "reason": "it says not"}
    seen = ana.post("/api/review/preview", body).json()
    assert seen["claim"]["polarity"] == "negated"
    assert ana.post("/api/decisions", body).status_code == 201
    control = ana.get("/api/control").json()
    after = {row["id"]: row for row in (*control["places"], *control["areas"])}
    last = max((row["on"] for row in seen["places"]), default="")
    for row in seen["places"]:
        if row["on"] == last and row["after"] is not None:
            assert after[row["id"]]["side"] == row["after"]["side"]


def test_a_preview_of_a_further_war_tells_of_its_places(at: At, ledger: Path) -> None:
    with Ledger.open(ledger) as kept:
        for reading in war_sample.elsewhere():
            kept.add(reading.report, reading)
    ana = at("Ana")
    readings = {"syria": war_sample.readings(), "ukraine": war_sample.elsewhere()}
    for query, war in (("", "syria"), ("?conflict=syria", "syria"), ("?conflict=ukraine", "ukraine")):
        own = {claim.id for reading in readings[war] for claim in reading.claims}
        control = ana.get(f"/api/control{query}").json()
        assert {claim for row in (*control["places"], *control["areas"]) for claim in row["claims"]} <= own
        assert {claim for row in ana.get(f"/api/events?conflict={war}").json() for claim in row["claims"]} <= own
        assert control["places"]
    place = next(row for row in ana.get("/api/control?conflict=ukraine").json()["places"] if len(row["claims"]) == 1)
    body = {"kind": "reject", "subject": place["claims"][0], "reason": "to see"}
    seen = ana.post("/api/review/preview", body).json()
    assert place["id"] in {row["id"] for row in seen["places"]}
    why = next(item["why"] for item in items(ana) if item["claim"] in place["claims"])
    assert "changes the map" in {feature["feature"] for feature in why}


COUNT = {"what": "killed", "whom": None, "low": None, "high": None, "best": None, "approximate": False, "mention": None}


def outline(*points: tuple[float, float]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [points]}


@pytest.mark.parametrize(
    ("fields", "fits"),
    [
        ({"type": "raid"}, True),
        ({"type": "conquest"}, False),
        ({"time.start": "2030-01-01"}, False),
        ({"x": 1}, False),
        ({"places.0.lat": 95.0, "places.0.lon": 37.0}, False),
        ({"places.0.lat": None}, False),
        ({"places.0.geometry": outline((37, 35), (38, 35), (38, 36), (37, 36), (37, 35))}, True),
        ({"places.0.geometry": outline((37, 35), (38, 36), (38, 35), (37, 36), (37, 35))}, False),
        ({"places.0.geometry": {"type": "Polygon"}}, False),
        ({"counts.0": {**COUNT, "low": 5.0, "high": 7.0}}, True),
        ({"counts.0": {**COUNT, "low": 7.0, "high": 5.0}}, False),
        ({"counts.0": {**COUNT, "low": -1.0}}, False),
    ],
)
def test_values_are_checked_as_they_are_typed(reading: At, fields: dict[str, object], fits: bool) -> None:
    nobody = reading()
    body = {"kind": "correct", "subject": CLAIMS[0].id, "fields": fields, "reason": "typed"}
    answer = nobody.post("/api/review/check", body).json()
    assert answer["fits"] is fits
    assert fits or answer["reason"]


def test_actors_come_with_their_sides_and_years(reading: At) -> None:
    found = reading().get("/api/actors?name=ISIS&on=2017-06-01").json()
    assert found[0]["actor"]["id"] == "islamic-state"
    assert found[0]["actor"]["side"] == "islamic-state"
    assert found[0]["from"].startswith("2013")
    assert reading().get("/api/actors?name=zzzz").json() == []


def test_actors_of_the_war_that_a_report_tells_of_come_first_then_those_whom_most_stand_under(reading: At) -> None:
    nobody, report = reading(), war_sample.readings()[0].report.id
    ids = [each["actor"]["id"] for each in nobody.get("/api/actors?name=Russian").json()]
    assert ids.index("russian-armed-forces") < ids.index("africa-corps")
    told = nobody.get(f"/api/actors?name=forces&report={report}").json()
    of_it = ["syria" in {row["conflict"] for row in each["member"]} for each in told]
    assert of_it[0]
    assert of_it == sorted(of_it, reverse=True)
    assert nobody.get("/api/actors?name=forces&report=nobody").json() == nobody.get("/api/actors?name=forces").json()


def test_marked_words_that_nobody_is_called_by_give_those_of_their_beginning(at: At, ledger: Path) -> None:
    words = "Russian assault groups of a tank army"
    report = Report(id="groups", text=f"{words} attacked on 1 June.", date="2017-06-02", source="Post", lang="en")
    with Ledger.open(ledger) as kept:
        read = msgspec.structs.replace(war_sample.readings()[0], report=report, mentions=(), claims=())
        kept.add(report, read)
    ana, marked = at("Ana"), {"report": "groups", "start": 0, "end": len(words), "as": "agent"}
    found = ana.post("/api/review/words", marked).json()["actors"]
    assert found[0]["actor"]["id"] == "russian-armed-forces"
    assert {each["actor"]["mention"]["text"] for each in found} == {words}
    assert ana.get(f"/api/actors?name={words}").json() == []  # a name that is typed stands as it is
    day = report.text.index("1 June")
    times = ana.post("/api/review/words", marked | {"start": day, "end": day + 6, "as": "time"}).json()["times"]
    assert [each["start"] for each in times] == ["2017-06-01"]


def test_places_come_with_all_that_are_called_so(reading: At) -> None:
    found = reading().get("/api/places?name=Tripoli").json()
    assert {"LY", "LB"} <= {each["country"] for each in found}
    assert sum(each["share"] for each in found) == pytest.approx(1.0, abs=0.05)


def test_an_event_that_was_not_read_is_told_once_its_words_are_marked(at: At, ledger: Path) -> None:
    ana = at("Ana")
    report = war_sample.readings()[0].report
    start = report.text.index(" ") + 1
    end = report.text.index(" ", start)
    place = ana.get("/api/places?name=Maskanah").json()[0]["place"]
    marked = {"report": report.id, "start": start, "end": end, "type": "raid", "places": [place]}
    before = ana.get("/api/review").json()
    claim = ana.post("/api/review/missed", marked).json()
    assert claim["trigger"]["text"] == report.text[start:end]
    body = {"kind": "add", "subject": report.id, "fields": {"claim": claim}, "reason": "it was not read"}
    made = ana.post("/api/decisions", body).json()
    after = ana.get("/api/review").json()
    assert [after[each] - before[each] for each in ("claims", "decided")] == [1, 1]  # as many are left to look at
    with Ledger.open(ledger) as kept:
        assert claim["id"] in {each.claim.id for each in kept.told()}
        assert [each.id for each in kept.search(Filter(type=("raid",), place=(place["name"],)))].count(claim["id"]) == 1
    assert ana.get(f"/api/claims/{claim['id']}").json()["claim"]["type"] == "raid"
    assert '"raid"' in ana.get("/api/exports/gold").text
    ana.post("/api/decisions", {"kind": "withdraw", "withdraws": made["number"], "reason": "a slip"})
    with Ledger.open(ledger) as kept:
        assert claim["id"] not in {each.claim.id for each in kept.told()}


def test_an_added_claim_must_stand_in_its_report(at: At) -> None:
    ana = at("Ana")
    report = war_sample.readings()[0].report
    marked = {"report": report.id, "start": 0, "end": 5, "type": "raid"}
    claim = ana.post("/api/review/missed", marked).json()
    wrong = claim | {"quote": {"start": 0, "end": 5, "text": "other"}}
    body = {"kind": "add", "subject": report.id, "fields": {"claim": wrong}, "reason": "it was not read"}
    answer = ana.post("/api/decisions", body)
    assert (answer.status_code, "not those of the report" in answer.json()["reason"]) == (400, True)
    assert ana.post("/api/review/missed", marked | {"start": 5, "end": 5}).status_code == 400
    assert ana.post("/api/review/missed", marked | {"report": "none"}).status_code == 404


def test_corrected_names_are_offered_as_lines_of_knowledge(at: At) -> None:
    ana = at("Ana")
    claim = next(one for one in CLAIMS if one.places)
    place = ana.get("/api/places?name=Tripoli").json()[0]["place"] | {"mention": None}
    ana.decide("correct", claim.id, fields={"places.0": place})
    (line,) = ana.get("/api/review/lines").json()
    assert line["toml"].startswith('[[place]]\nid = "own-')
    assert line["author"] == "Ana"


def test_namesakes_are_weighed_by_the_country_that_the_report_tells_of(reading: At) -> None:
    nobody = reading()
    report = nobody.get("/api/search?words=Maskanah&limit=1").json()[0]["report"]["id"]
    alone = nobody.get("/api/places?name=Maskanah").json()
    told = nobody.get(f"/api/places?name=Maskanah&report={report}").json()
    assert {each["country"] for each in told[:1]} == {"SY"}
    share = {each["place"]["id"]: each["share"] for each in alone}
    assert told[0]["share"] >= share[told[0]["place"]["id"]]


def test_the_settlements_that_a_report_names_are_landmarks_each_once() -> None:
    def named(name: str, level: str, lat: float | None) -> PlaceMention:
        return PlaceMention(report="r1", start=0, end=1, text="x", named=True, name=name, id=name, lat=lat, lon=lat,
                            radius_km=1.0, level=level, country="SY", relation=None, candidates=1)  # type: ignore[arg-type]  # fmt: skip

    found = (named("Aleppo", "settlement", 36.2), named("Aleppo", "settlement", 36.2), named("Homs", "admin1", 34.0),
             named("Nowhere", "settlement", None))  # fmt: skip
    reading = msgspec.structs.replace(war_sample.readings()[0], mentions=found)
    assert [one.name for one in landmarks(reading)] == ["Aleppo"]
    assert landmarks(None) == []
