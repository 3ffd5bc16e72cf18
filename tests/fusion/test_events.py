"""Claims of one event are joined, those of its neighbours are not, and no order of arrival changes that."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from accounts import account, ids, killed, place
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.fusion import Event, event_id, events
from contested.fusion.assessments import assessments
from contested.model import Decision, DecisionKind, Told


def grouped(told: Sequence[Told], decisions: Sequence[Decision] = ()) -> list[set[str]]:
    """The reports of every event."""
    return sorted(map(set, (event.reports for event in events(told, decisions=decisions).all)), key=sorted)


def decided(kind: DecisionKind, subject: str, *others: str) -> Decision:
    """What an analyst decided."""
    return Decision(number=1, kind=kind, subject=subject, others=others, author="a", made="2017-07-01", reason="seen")


def one(*told: Told) -> Event:
    """The only event that there is."""
    (event,) = events(told).all
    return event


FIRST = account("a")
SAME = {
    "told by another": account("b"),
    "by its loser": account("b", "withdrawal", by="is"),
    "by whom it was driven out": account("b", "expulsion", of="is"),
    "a day later, of what happens once": account("b", day="2017-06-05", known="2017-06-06"),
    "without a day": account("b", day="2017-06-05", basis="report_date"),
    "without an actor": account("b", by=None),
    "in that month": account("b", day="2017-06-01", end="2017-06-30", known="2017-07-09"),
    "near it": account("b", where=place("Maskanah", relation="near", radius_km=7.0)),
    "a place that moved in a newer gazetteer": account("b", where=place("Maskanah", lat=36.4, lon=38.6)),
    "a place of another gazetteer": account("b", where=place("Meskene", id="ocha:1", lat=35.97, lon=38.05)),
    "a failure, of one doer on one day": account("b", outcome="failed"),
}
OTHER = {
    "another town": account("b", where="Khafsah"),
    "in that year": account("b", day="2017-01-01", end="2017-12-31", known="2018-01-09"),
    "another month": account("b", day="2017-07-04", known="2017-07-05"),
    "taken by another side": account("b", by="is"),
    "its loser takes it": account("b", of="army", by="is"),
    "its winner leaves it": account("b", "withdrawal", by="army"),
    "the offensive that led to it": account("b", "offensive", day="2017-05-28", known="2017-05-29"),
    "an air strike on the same day": account("b", "air_strike", by="russia"),
    "a country": account("b", where=place("Syria", level="country", radius_km=300.0, id="iso:SY")),
    "a place that nobody knows": account("b", where="Zubaydah Farm"),
    "nothing said of the place": account("b", where=None),
    "no time at all": account("b", day=None),
}


@pytest.mark.parametrize("case", SAME)
def test_accounts_of_one_event_are_joined(case: str) -> None:
    assert grouped([FIRST, SAME[case]]) == [{"a", "b"}]


@pytest.mark.parametrize("case", OTHER)
def test_accounts_of_other_events_are_not(case: str) -> None:
    assert grouped([FIRST, OTHER[case]]) == [{"a"}, {"b"}]


def test_what_happens_daily_is_another_event_on_another_day() -> None:
    monday = [account(name, "shelling", "Douma", "2018-02-19", known="2018-02-20") for name in "ab"]
    tuesday = [account(name, "shelling", "Douma", "2018-02-20", known="2018-02-21") for name in "cd"]
    assert grouped([*monday, *tuesday]) == [{"a", "b"}, {"c", "d"}]


def test_a_vague_account_goes_with_one_event_and_glues_none() -> None:
    city = place("Damascus", radius_km=12.0, id="damascus", lat=33.56, lon=36.38)
    told = [account(name, "explosive", where, by="rebels") for name, where in (("a", "Douma"), ("b", "Harasta"))]
    assert grouped(told) == [{"a"}, {"b"}]
    assert sorted(map(len, grouped([*told, account("c", "explosive", city, by="rebels")]))) == [1, 2]


def test_a_fall_by_nobody_s_hand_does_not_glue_what_two_sides_took() -> None:
    told = [FIRST, account("b", by="is", day="2017-06-05", known="2017-06-06")]
    nobody = account("c", by=None, day="2017-06-05", known="2017-06-06")
    assert grouped([*told, nobody]) == [{"a"}, {"b", "c"}]


def test_a_bare_toll_goes_with_what_caused_it() -> None:
    strike = account("a", "air_strike", by="russia", counts=(killed(9),))
    toll = account("b", "casualties", by=None, counts=(killed(11),))
    event = one(strike, toll)
    assert event.type == "air_strike"
    assert [(row.what, row.low, row.high, row.best) for row in event.counts] == [("killed", 9, 11, 10)]


def test_losses_belong_to_the_event_that_caused_them() -> None:
    capture = account("a")
    loss = account("a", "casualties", at=20, counts=(killed(14),), caused_by=capture.claim.id)
    assert one(capture, loss).claims == ids(capture, loss)


def test_who_lost_men_lost_them_whoever_left() -> None:
    left = account("a", "withdrawal", by="is")
    loss = account("a", "casualties", at=20, by="is", of="army", counts=(killed(30),), caused_by=left.claim.id)
    assert [(row.role, row.id) for row in one(left, loss).actors] == [("agent", "is"), ("patient", "army")]


def test_losses_of_two_sides_are_added_and_contradict_nothing() -> None:
    fight = account("a", "clash", by="army", of="is")
    own = account("a", "casualties", at=20, by=None, of="army", counts=(killed(9),), caused_by=fight.claim.id)
    other = account("a", "casualties", at=40, by=None, of="is", counts=(killed(7, 8),), caused_by=fight.claim.id)
    later = account("b", "clash", by="army", of="is", counts=(killed(12),))
    event = one(fight, own, other)
    assert [(row.what, row.low, row.high, row.best) for row in event.counts] == [("killed", 16, 17, 16)]
    assert event.contradictions == ()
    assert one(fight, own, other, later).counts[0].best == 16  # twelve is said of no side and is less


def test_a_part_of_those_killed_is_not_added_and_takes_nobodys_place() -> None:
    strike = account("a", "air_strike", by="army", counts=(killed(6), killed(2)))
    assert [(row.low, row.high, row.best) for row in one(strike).counts] == [(6, 6, 6)]


def test_an_attack_that_failed_and_its_repulse_say_the_same() -> None:
    attack = account("a", "offensive", by="army", of="is", outcome="failed")
    repulse = account("b", "repulse", by="is", of="army")
    won = account("c", "offensive", by="army", of="is", outcome="succeeded")
    assert one(attack, repulse).contradictions == ()
    assert [row.attribute for row in one(attack, repulse, won).contradictions] == ["outcome"]


def test_a_bomb_and_a_strike_of_enemies_are_not_joined_by_what_else_happened_there() -> None:
    strike = account("a", "air_strike", by="russia")
    bomb = account("a", "suicide_bombing", at=20, by="is")
    repulse = account("a", "repulse", at=40, by=None)
    assert len(events([strike, bomb, repulse]).all) == 3


def test_an_event_beside_a_place_says_that_it_is_beside_it() -> None:
    beside = account("a", "air_strike", where=place("Raqqa", relation="direction_from", radius_km=8.0))
    found = one(beside).place
    assert found is not None
    assert (found.name, found.role, found.relation) == ("Raqqa", "at", "direction_from")


@pytest.mark.parametrize("modality", ["predicted", "planned", "conditional", "possible"])
def test_what_has_not_happened_is_no_event(modality: str) -> None:
    assert grouped([account("a", modality=modality)]) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("scope", ["cumulative", "state"])
def test_totals_and_states_are_no_events_and_glue_nothing(scope: str) -> None:
    assert grouped([account("a", scope=scope), FIRST]) == [{"a"}]  # type: ignore[arg-type]


def test_a_denial_is_a_contradiction_of_the_event_and_none_of_its_own() -> None:
    denial = account(
        "c", by=None, of="is", modality="denied", day="2017-06-06", basis="report_date", known="2017-06-06"
    )
    event = one(FIRST, SAME["told by another"], denial)
    assert (event.voices, event.denied, set(event.reports)) == (2, 1, {"a", "b", "c"})
    (row,) = event.contradictions
    assert [(variant.value, variant.sources) for variant in row.variants] == [("yes", ("a", "b")), ("no", ("c",))]
    alone = events([denial])
    assert (alone.all, alone.aside) == ((), ids(denial))


def test_contradictions_say_who_says_which() -> None:
    event = one(
        account("a", "shelling", "Douma", by="army", counts=(killed(14),)),
        account("b", "shelling", "Douma", by="rebels", counts=(killed(17),)),
        account("c", "shelling", "Douma", by="army", counts=(killed(10, float("inf")),)),
    )
    said = {row.attribute: {each.value: each.sources for each in row.variants} for row in event.contradictions}
    assert said == {
        "actor": {"syrian-government": ("a", "c"), "syrian-opposition": ("b",)},
        "count": {"killed: 14": ("a",), "killed: 17": ("b",)},
    }


def test_one_origin_and_one_publisher_are_one_voice() -> None:
    words = "Syrian army units captured the town of Maskanah in the east of the province on Sunday, it was said."
    event = one(
        account("a", text=words, source="Agency"),
        account("b", text=words, source="Mirror", known="2017-06-06"),
        account("c", source="Agency", known="2017-06-07"),
    )
    assert (event.voices, len(event.reports)) == (1, 3)


def test_a_copy_with_another_day_stays_with_its_origin() -> None:
    words = (
        "Militants shelled the town of Douma today with more than thirty rockets, according to rescuers in the town."
    )
    rows = [
        account(name, "shelling", "Douma", f"2018-02-{day}", text=words, known=f"2018-02-{day}")
        for name, day in (("a", 19), ("b", 21))
    ]
    event = one(*rows)
    assert (event.time.start, event.voices) == ("2018-02-19", 1)


def test_a_report_that_says_who_says_so_adds_no_voice_of_its_own() -> None:
    headline, quoted = account("a", source="Wire"), account("a", source="Wire", at=30, said_by="the Observatory")
    assert one(headline, quoted).voices == 1
    assert one(headline, quoted, account("b", source="Post", said_by="the Observatory")).voices == 1
    assert one(headline, quoted, account("b", source="Post")).voices == 2


def test_two_sources_of_one_name_on_two_sides_are_two_voices() -> None:
    rows = [account(name, source="The Herald", side=side) for name, side in (("a", "x"), ("b", "y"), ("c", "y"))]
    assert one(*rows).voices == 2


def test_an_event_is_found_by_its_id_and_by_those_it_had_before() -> None:
    there = events([FIRST, *(SAME[case] for case in list(SAME)[:1])])
    (event,) = there.all
    assert event.id == event_id(min(event.claims))
    assert {there.find(event_id(claim)) for claim in event.claims} == {event}
    assert [there.of_claim(claim) for claim in event.claims] == [event, event]
    assert there.find("nothing") is None


def test_an_analyst_merges_and_splits_and_the_last_word_counts() -> None:
    other = OTHER["another town"]
    left, right = events([FIRST]).all[0].id, events([other]).all[0].id
    merge, split = decided("merge", left, right, "unknown"), decided("split", left, *ids(other), "unknown")
    assert grouped([FIRST, other], [merge]) == [{"a", "b"}]
    assert grouped([FIRST, other], [merge, split]) == [{"a"}, {"b"}]
    assert grouped([FIRST, other], [split, merge]) == [{"a", "b"}]
    assert grouped([FIRST, SAME["told by another"]], [decided("split", left, *ids(FIRST))]) == [
        {"a"},
        {"b"},
    ]


def test_a_claim_that_is_there_twice_counts_once() -> None:
    event = one(FIRST, FIRST)
    assert (event.claims, event.voices) == (ids(FIRST), 1)


def test_a_publisher_that_repeats_itself_later_says_it_of_something_new() -> None:
    text = "The army denied that it had lost Maskanah."
    days = ("2017-06-05", "2017-06-20")
    denials = [account(f"d{day}", by=None, of="army", day=day, basis="report_date", known=day, source="Army", text=text,
                       modality="denied") for day in days]  # fmt: skip
    falls = [account(f"f{day}", by="is", day=day, known=day) for day in days]
    assert grouped([*denials, *falls]) == [{f"d{day}", f"f{day}"} for day in days]


@pytest.mark.parametrize(
    "day", ["", "2017", "2017-06", "2017-02-31", "soon", "2017-06-04T05:00", "9999-12-31", "0001-01-01"]
)
def test_a_date_of_any_kind_is_borne(day: str) -> None:
    told = [account("a", day=day), account("b", day=day), FIRST, account("f", day=day, modality="predicted")]
    found = events([*told, account("c", known="2017", day=day)])
    assert {claim for event in found.all for claim in event.claims} >= set(ids(*told[:3]))
    assert len(assessments(told, found, "2017-07-01")) == 1


def test_what_a_report_that_was_taken_back_told_is_gone() -> None:
    copy = account("b", text=FIRST.report.text, source="Mirror", known="2017-06-06")
    assert one(FIRST, copy).reports == ("a", "b")
    assert one(copy).reports == ("b",)


def test_an_id_leads_to_where_the_claim_went_that_it_is_of() -> None:
    denial = account("0", "clash", by="army", basis="report_date", modality="denied", known="2009-01-01")
    toll = account("252", "casualties", day="2017-06", by=None, basis="report_date", counts=(killed(40),),
                   known="2009-01-01")  # fmt: skip
    before = one(denial, toll)
    there = events([denial, toll, account("143", "casualties", by="somebody", basis="report_date", known="2017-06-06")])
    assert len({there.of_claim(claim) for claim in before.claims}) == 2  # the denial fits what came later better
    assert there.find(before.id) is there.of_claim(min(before.claims))


POOL = [FIRST, *SAME.values(), *OTHER.values()]
TYPES = ["capture", "withdrawal", "shelling", "air_strike", "casualties", "offensive", "clash", "statement"]
WHERE = [
    "Maskanah",
    "Khafsah",
    "Douma",
    "Harasta",
    "Nowhere",
    None,
    place("Ghouta", radius_km=14.0, lat=33.5, lon=36.4),
]
rows = st.builds(
    account,
    report=st.integers(0, 400).map(str),
    type=st.sampled_from(TYPES),
    where=st.sampled_from(WHERE),
    day=st.sampled_from([None, "", "2017-06", "2017-06-03", "2017-06-04", "2017-06-05"]),
    by=st.sampled_from([None, "army", "is", "somebody"]),
    modality=st.sampled_from(["asserted", "reported", "denied", "predicted"]),
    basis=st.sampled_from(["stated", "report_date"]),
    known=st.sampled_from(["2017-06-05", "2017-06-06", "2009-01-01"]),
    counts=st.sampled_from([(), (killed(3),), (killed(40),)]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, max_size=14, unique_by=lambda each: each.report.id), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(told: list[Told], rng: random.Random) -> None:
    mixed = list(told)
    rng.shuffle(mixed)
    there, again = events(told), events(mixed)
    assert (there.all, there.aside) == (again.all, again.aside)
    claims = [claim for event in there.all for claim in event.claims] + list(there.aside)
    assert len(claims) == len(set(claims))
    # an event of fewer claims may fall apart as more come (a vague telling then fits another better), so its id leads
    # to where the claim went that it is of: the smallest, which need not be the one told first
    before = events(told[: len(told) // 2])
    assert all(there.of_claim(min(event.claims)) is there.find(event.id) for event in before.all)
