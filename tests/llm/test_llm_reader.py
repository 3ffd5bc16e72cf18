"""Reports read by asking: what holds becomes claims, the rest is dropped and counted, nothing is asked twice."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from speaking import Answer, Speaking, claim, claims, said

from contested.errors import InputError
from contested.llm import LlmReader, check, ground
from contested.llm.reader import TOO_LONG, TOO_MANY, UNFIT
from contested.model import Claim, Report

Made = Callable[..., LlmReader]
TEXT = (
    "The Syrian army captured Maskanah on Sunday, killing at least 20 ISIS militants, a military source told SANA. "
    "They are expected to attack Raqqa if the road opens."
)
REPORT = Report(id="r1", text=TEXT, date="2017-06-05", country="SY")
CAPTURE = claim(
    1, "capture", "captured", "The Syrian army captured Maskanah on Sunday",
    actors=[{"words": "The Syrian army", "role": "agent"}],
    places=[{"words": "Maskanah", "name": "Maskanah", "role": "at"}],
    time="on Sunday",
    attribution=[{"words": "a military source", "cue": "told", "kind": "unnamed"}],
)  # fmt: skip
LOSSES = claim(
    1, "casualties", "killing", "killing at least 20 ISIS militants",
    actors=[{"words": "The Syrian army", "role": "agent"}, {"words": "ISIS militants", "role": "patient"}],
    counts=[{"words": "at least 20 ISIS militants", "what": "killed"}], caused_by="captured",
)  # fmt: skip
ATTACK = claim(
    2, "offensive", "attack", "They are expected to attack Raqqa",
    actors=[{"words": "They", "role": "agent"}],
    places=[{"words": "Raqqa", "name": "Raqqa", "role": "toward"}],
    outcome="unknown", modality="predicted", condition="if the road opens",
)  # fmt: skip


def only(reader: LlmReader, report: Report = REPORT) -> Claim:
    (made,) = reader.read(report).claims
    return made


def test_words_become_claims_with_our_own_places_times_counts_and_actors(server: Speaking, reader: Made) -> None:
    server.answers = [claims(CAPTURE, LOSSES, ATTACK)]
    asking = reader()
    reading = asking.read(REPORT)
    assert reading.reader == "llm:small-1" and {each.reader for each in reading.claims} == {"llm:small-1"}
    capture, losses, attack = reading.claims
    assert capture.actors[0].id == "syrian-army" and capture.actors[0].label == "Syrian army"
    assert (capture.places[0].name, capture.places[0].role) == ("Maskanah", "at") and capture.places[0].lat
    assert (capture.time.start, capture.time.end, capture.time.basis) == ("2017-06-04", "2017-06-04", "stated")
    assert capture.modality == "reported" and capture.attribution[0].source == "military source" and capture.main
    assert capture.acled and capture.acled.sub_event_type == "Government regains territory"
    assert losses.actors[1].id == "islamic-state" and losses.caused_by == capture.id
    assert (losses.counts[0].low, losses.counts[0].high, losses.counts[0].whom) == (20, None, "militants")
    assert attack.modality == "conditional" and attack.condition and attack.condition.text == "if the road opens"
    assert attack.actors[0].inferred and attack.places[0].role == "toward" and attack.time.basis == "report_date"
    assert not asking.bill.dropped and asking.bill.claims == 3
    assert "read by the rules too" in {row.feature for row in capture.why}


def spans(node: Any) -> list[dict[str, Any]]:
    """Everything in a reading that has offsets and words."""
    if isinstance(node, list):
        return [found for each in node for found in spans(each)]
    if not isinstance(node, dict):
        return []
    here = [node] if {"start", "end", "text"} <= set(node) else []
    return here + [found for each in node.values() for found in spans(each)]


def test_every_offset_is_ours_and_exact(server: Speaking, reader: Made) -> None:
    server.answers = [claims(CAPTURE, LOSSES, ATTACK)]
    reading = msgspec.json.decode(msgspec.json.encode(reader().read(REPORT)))
    found = spans(reading["claims"]) + spans(reading["mentions"])
    assert len(found) > 20
    assert all(TEXT[each["start"] : each["end"]] == each["text"] for each in found)


LIES: list[tuple[dict[str, Any], str, bool]] = [
    ({"trigger": "seized"}, check.TRIGGER, False),
    ({"trigger": "on"}, check.EMPTY, False),
    ({"quote": "The Syrian army has captured Maskanah"}, check.QUOTE, False),
    ({"quote": "They are expected to attack Raqqa"}, check.QUOTE, False),
    ({"type": "liberation"}, check.TYPE, False),
    ({"sentence": 3}, check.NOT_ASKED, False),
    ({"sentence": 0}, check.NOT_ASKED, False),
    ({"attribution": [{"words": "the ministry", "cue": "said", "kind": "named"}]}, check.SPEAKER, False),
    ({"condition": "if it rains"}, check.CONDITION, False),
    ({"sentence": "first"}, check.FORM, False),
    ({"modality": "certain"}, check.FORM, False),
    ({"actors": "the army"}, check.FORM, False),
    ({"actors": [{"words": "Hezbollah", "role": "agent"}]}, check.ACTOR, True),
    ({"places": [{"words": "Raqqa", "name": "Raqqa", "role": "at"}]}, check.PLACE, True),
    ({"places": [{"words": "Maskanah on Sunday", "name": "Aleppo", "role": "at"}]}, check.PLACE, True),
    ({"places": [{"words": "a military source", "name": "military source", "role": "at"}]}, check.NAMELESS, True),
    ({"places": [{"words": "ISIS militants", "name": "ISIS", "role": "at"}]}, ground.ACTOR_AS_PLACE, True),
    ({"time": "on Monday"}, check.TIME, True),
    ({"time": "captured"}, ground.UNREAD_TIME, True),
    ({"counts": [{"words": "40 militants", "what": "killed"}]}, check.COUNT, True),
    ({"counts": [{"words": "ISIS militants", "what": "killed"}]}, ground.UNREAD_COUNT, True),
    ({"counts": [{"words": "at least 20", "what": "area_km2"}]}, ground.UNREAD_COUNT, True),
    ({"counts": [{"words": "20", "what": "killed"}, {"words": "20", "what": "wounded"}]}, ground.TOLD_COUNT, True),
    ({"actors": [{"words": "ISIS militants", "role": "patient", "refers_to": "rebels"}]}, check.REFERENT, True),
    ({"means": ["tanks"]}, check.MEANS, True),
    ({"means": ["source"]}, ground.UNKNOWN_MEANS, True),
    ({"caused_by": "exploded"}, ground.NO_CAUSE, True),
    ({"attribution": [{"words": "SANA", "cue": "claimed", "kind": "named"}]}, check.CUE, True),
]


@pytest.mark.parametrize(("lie", "reason", "stays"), LIES)
def test_what_the_text_does_not_bear_out_is_dropped_with_its_reason(
    server: Speaking, reader: Made, lie: dict[str, Any], reason: str, stays: bool
) -> None:
    server.answers = [claims(CAPTURE | lie)]
    asking = reader()
    made = asking.read(REPORT).claims
    assert asking.bill.dropped == {reason: 1}
    assert len(made) == stays
    for each in made:
        assert each.trigger.text == "captured"


def test_a_name_that_no_index_lists_stays_without_coordinates(server: Speaking, reader: Made) -> None:
    report = Report(id="r", text="Rebels captured Qwxyztown from the army on 3 May 2016, a monitor said.")
    place = {"words": "Qwxyztown", "name": "Qwxyztown", "role": "at"}
    server.answers = [claims(claim(1, "capture", "captured", "Rebels captured Qwxyztown", places=[place]))]
    (found,) = only(reader(), report).places
    assert (found.name, found.lat, found.id) == ("Qwxyztown", None, None)


def test_phrases_about_places_give_relations(server: Speaking, reader: Made) -> None:
    text = "The army advanced in the eastern countryside of Homs and shelled rebels near Palmyra."
    rows = [
        claim(1, "advance", "advanced", "The army advanced", places=[
            {"words": "eastern countryside of Homs", "name": "Homs", "role": "at"}]),
        claim(1, "shelling", "shelled", "shelled rebels near Palmyra", places=[
            {"words": "near Palmyra", "name": "Palmyra", "role": "at"}]),
    ]  # fmt: skip
    server.answers = [claims(*rows)]
    advance, shelling = reader().read(Report(id="r", text=text, date="2017-06-05", country="SY")).claims
    assert (advance.places[0].name, advance.places[0].relation) == ("Homs", "part_of")
    assert shelling.places[0].relation == "near" and shelling.places[0].lat


def test_a_pronoun_is_whom_words_before_it_name(server: Speaking, reader: Made) -> None:
    text = "Islamic State lost ground to the Syrian army on Sunday. Then they shelled Homs."
    they = {"words": "they", "role": "agent", "refers_to": "Islamic State"}
    server.answers = [claims(claim(2, "shelling", "shelled", "they shelled Homs", actors=[they]))]
    (actor,) = only(reader(), Report(id="r", text=text, date="2017-06-05", country="SY")).actors
    assert (actor.id, actor.label, actor.inferred) == ("islamic-state", "they", True)
    assert actor.mention and text[actor.mention.start : actor.mention.end] == "they"


def test_a_place_that_is_pointed_to_is_the_one_named_before(server: Speaking, reader: Made) -> None:
    text = "Islamic State held Maskanah for years. On Sunday the army captured the town."
    there = {"words": "the town", "name": "Maskanah", "role": "at"}
    lie = {"words": "the army", "name": "Raqqa", "role": "at"}
    server.answers = [claims(claim(2, "capture", "captured", "the army captured the town", places=[there, lie]))]
    asking = reader()
    (place,) = only(asking, Report(id="r", text=text, date="2017-06-05", country="SY")).places
    assert place.name == "Maskanah" and place.lat and place.mention and place.mention.text == "town"
    assert asking.bill.dropped == {check.PLACE: 1}


@pytest.mark.parametrize("words", ["Russian", "Russian drone"])
def test_a_bare_nationality_is_a_state_s_forces(server: Speaking, reader: Made, words: str) -> None:
    row = claim(1, "air_strike", "strikes", "Russian drone strikes", actors=[{"words": words, "role": "agent"}])
    server.answers = [claims(row)]
    report = Report(id="r", text="Russian drone strikes hit Homs.", date="2017-06-05", country="SY")
    assert only(reader(), report).actors[0].id == "russian-armed-forces"


@pytest.mark.parametrize(
    ("said_when", "start", "end"),
    [
        ("since 9 May", "2017-05-09", "2017-06-05"),
        ("from 1 to 3 June", "2017-06-01", "2017-06-03"),
        ("on Saturday", "2017-06-03", "2017-06-03"),
    ],
)
def test_times_are_our_calendar_s(server: Speaking, reader: Made, said_when: str, start: str, end: str) -> None:
    text = f"The army shelled Homs {said_when}, killing many people."
    server.answers = [claims(claim(1, "shelling", "shelled", "The army shelled Homs", time=said_when))]
    made = only(reader(), Report(id="r", text=text, date="2017-06-05"))
    assert (made.time.start, made.time.end, made.time.basis) == (start, end, "stated")


def test_half_a_surrogate_pair_is_no_trouble(server: Speaking, reader: Made) -> None:
    server.answers = [claims(claim(1, "capture", "captured", "The army captured Homs"))]
    report = Report(id="r", text="The army captured Homs \ud83d on Sunday.", title="\ud83d", date="2017-06-05")
    assert only(reader(), report).type == "capture"
    assert "Homs ? on" in server.requests[0]["messages"][1]["content"]


def test_more_claims_than_sentences_can_hold_are_counted(server: Speaking, reader: Made) -> None:
    server.answers = [claims(*[CAPTURE] * 1000)]
    asking = reader()
    assert only(asking).type == "capture"
    assert asking.bill.dropped[TOO_MANY] == 760


def test_a_reader_that_is_closed_asks_no_more(server: Speaking, reader: Made) -> None:
    asking = reader()
    asking.close()
    with pytest.raises(InputError, match="stopped"):
        asking.read(REPORT)
    assert not server.requests


def test_each_place_is_a_claim_and_a_number_stands_in_one(server: Speaking, reader: Made) -> None:
    text = "On Sunday the army bombed Homs and Palmyra, killing 12 people."
    places = [{"words": name, "name": name, "role": "at"} for name in ("Homs", "Palmyra")]
    row = claim(1, "air_strike", "bombed", "the army bombed Homs and Palmyra", places=places)
    row["counts"] = [{"words": "12 people", "what": "killed"}]
    server.answers = [claims(row)]
    made = reader().read(Report(id="r", text=text, date="2017-06-05", country="SY")).claims
    assert [[place.name for place in each.places] for each in made] == [["Homs"], ["Palmyra"]]
    assert [len(each.counts) for each in made] == [1, 0] and len({each.id for each in made}) == 2


def test_labels_are_not_adopted(server: Speaking, reader: Made) -> None:
    text = "Heroic regime forces liberated Maskanah from the terrorists on Sunday."
    row = claim(1, "capture", "liberated", "regime forces liberated Maskanah")
    row["actors"] = [{"words": "regime forces", "role": "agent"}, {"words": "the terrorists", "role": "patient"}]
    server.answers = [claims(row)]
    made = only(reader(), Report(id="r", text=text, date="2017-06-05", country="SY"))
    assert "regime" not in made.actors[0].name.lower() and "terrorist" not in made.actors[1].name.lower()
    assert made.actors[0].label == "regime forces" and made.wording


def test_a_second_run_sends_nothing_and_gives_the_same_bytes(server: Speaking, reader: Made) -> None:
    server.answers = [claims(CAPTURE, LOSSES | {"trigger": "slaying"}, ATTACK)]
    first = reader()
    once = msgspec.json.encode(first.read(REPORT))
    sent = len(server.requests)
    server.answers = [Answer(status=500)]
    second = reader(url=server.url.replace("127.0.0.1", "localhost"), key="another")
    assert msgspec.json.encode(second.read(REPORT)) == once and len(server.requests) == sent == 1
    assert second.bill.kept == 1 and second.bill.requests == 0 and second.bill.dropped == first.bill.dropped
    same = msgspec.structs.replace(REPORT, id="r2", url="https://mirror.example/")
    assert len(second.read(same).claims) == 2 and len(server.requests) == sent


@pytest.mark.parametrize("other", [{"model": "small-2"}, {}])
def test_another_model_or_text_is_another_question(server: Speaking, reader: Made, other: dict[str, Any]) -> None:
    server.answers = [claims(CAPTURE)]
    reader().read(REPORT)
    reader(**other).read(REPORT if other else msgspec.structs.replace(REPORT, text=TEXT + " No more."))
    assert len(server.requests) == 2


def test_a_broken_file_of_the_cache_is_asked_for_again(server: Speaking, reader: Made) -> None:
    server.answers = [claims(CAPTURE)]
    asking = reader()
    asking.read(REPORT)
    (kept,) = asking.answers.folder.rglob("*.json")
    assert REPORT.id not in kept.read_text() and server.url not in kept.read_text()
    for broken in (b"", b"{", b'{"model": "m", "content": "none"}'):
        kept.write_bytes(broken)
        assert len(asking.read(REPORT).claims) == 1
    assert len(server.requests) == 4


def test_a_failure_is_of_one_report_and_is_not_kept(server: Speaking, reader: Made) -> None:
    server.answers = [Answer(status=500)]
    asking = reader()
    with pytest.raises(InputError, match=r"report r1 is not read: the language model's server says 500"):
        asking.read(REPORT)
    assert len(server.requests) == 3
    server.answers = [claims(CAPTURE)]
    assert only(asking).type == "capture"


def test_malformed_answers_are_asked_for_again(server: Speaking, reader: Made) -> None:
    server.answers = [said("Here you are: {"), Answer(b"gibberish"), claims(CAPTURE)]
    asking = reader()
    assert only(asking).type == "capture"
    assert asking.bill.lines()[0] == (
        "llm:small-1: 3 requests (2 of them again), 0 from the cache; 200 tokens in, 40 out (not told for 1)"
    )


LONG = "The army captured Homs on Sunday. " * 5


def test_an_answer_that_does_not_fit_is_asked_for_in_two(server: Speaking, reader: Made) -> None:
    def answer(request: dict[str, Any]) -> Answer:
        numbers = re.findall(r"^(\d+): ", request["messages"][1]["content"], re.MULTILINE)
        row = claim(0, "capture", "captured", "The army captured Homs")
        content = json.dumps({"claims": [row | {"sentence": int(number)} for number in numbers]})
        return said(content) if len(numbers) < 3 else said(content[:150], finish="length")

    server.answers = answer
    asking = reader()
    report = Report(id="r", text=LONG, date="2017-06-05")
    once = asking.read(report)
    assert len(once.claims) == 5 and not asking.bill.dropped and len(server.requests) == 5
    assert asking.read(report) == once and len(server.requests) == 5


def test_one_sentence_whose_answer_never_fits_is_counted(server: Speaking, reader: Made) -> None:
    server.answers = [said('{"claims": [', finish="length")]
    asking = reader()
    assert asking.read(Report(id="r", text="The army captured Homs.")).claims == ()
    assert asking.bill.dropped == {UNFIT: 1}


def test_what_is_no_sentence_is_not_sent(server: Speaking, reader: Made) -> None:
    asking = reader()
    asking.read(Report(id="r", text="The army has taken it and " + f"the {'more' * 15} of " * 95 + "it."))
    assert asking.bill.dropped == {TOO_LONG: 1} and not server.requests
    assert asking.read(Report(id="e", text="")).claims == () and not server.requests


def test_another_language_is_not_sent(server: Speaking, reader: Made) -> None:
    text = (
        "Les forces armées ont repris dimanche la ville de Maskana après plusieurs jours de combats, selon une source. "
    )
    reading = reader().read(Report(id="r", text=text * 2))
    assert reading.unread and reading.reader == "llm:small-1" and not server.requests


def test_the_bill(server: Speaking, reader: Made) -> None:
    server.answers = [claims(CAPTURE | {"trigger": "a"}, CAPTURE, LOSSES | {"type": "joy"}, LOSSES | {"type": "joy"})]
    asking = reader(price_in=2.0, price_out=10.0)
    asking.read(REPORT)
    assert asking.bill.lines() == [
        "llm:small-1: 1 request, 0 from the cache; 100 tokens in, 20 out, cost 0.0004",
        "  1 claims kept; dropped since it could not be verified:",
        "    2  claim of a type that the ontology does not have",
        "    1  claim whose trigger holds only small words",
    ]


def test_several_threads_give_what_one_gives(server: Speaking, reader: Made) -> None:
    server.answers = lambda request: claims(CAPTURE, LOSSES, ATTACK)
    reports = [msgspec.structs.replace(REPORT, id=str(n), title=str(n)) for n in range(12)]
    asking = reader()
    with ThreadPoolExecutor(6) as pool:
        many = list(pool.map(asking.read, reports))
    assert len(server.requests) == 12 and asking.bill.claims == 36
    assert many == [reader().read(report) for report in reports]
