"""Losses are tied to what caused them, also from a sentence of their own."""

from __future__ import annotations

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def claims(reader: Reader, text: str) -> dict[str, Claim]:
    return {claim.type: claim for claim in reader.read(Report(id="r", text=text, date="2023-06-15")).claims}


def test_losses_of_a_sentence_of_their_own_take_cause_place_and_time(reader: Reader) -> None:
    found = claims(reader, "On 12 March gunmen ambushed a police patrol near Baidoa. Three officers were killed.")
    ambush, losses = found["ambush"], found["casualties"]
    assert losses.caused_by == ambush.id
    assert losses.acled == ambush.acled
    assert (losses.time.start, losses.time.basis) == ("2023-03-12", "inherited")
    assert [(place.id, place.mention) for place in losses.places] == [(ambush.places[0].id, None)]


def test_losses_with_a_place_of_their_own_keep_it(reader: Reader) -> None:
    found = claims(reader, "Gunmen ambushed a patrol near Baidoa on Monday. In Kismayo three officers were killed.")
    assert found["casualties"].caused_by is None
    assert [place.name for place in found["casualties"].places] == ["Kismayo"]


def test_losses_far_behind_or_told_of_an_event_denied_have_no_cause(reader: Reader) -> None:
    middle = "The weather was fine. The market was open. The school stayed closed."
    found = claims(reader, f"Gunmen ambushed a patrol near Baidoa on Monday. {middle} Three officers were killed.")
    assert found["casualties"].caused_by is None
    denied = claims(reader, "The army denied that its jets had bombed Baidoa. Three officers were killed.")
    assert denied["casualties"].caused_by is None


def test_an_attack_that_hits_only_civilians_is_one_on_civilians(reader: Reader) -> None:
    found = claims(reader, "Gunmen attacked a village near Kano. At least 12 farmers were killed.")
    attack = found["attack_on_civilians"]
    assert attack.acled is not None
    assert attack.acled.sub_event_type == "Attack"
    assert found["casualties"].caused_by == attack.id
    assert "offensive" in claims(reader, "Gunmen attacked a base near Kano. At least 12 soldiers were killed.")


def test_a_blast_and_what_it_hit_are_one_event(reader: Reader) -> None:
    report = Report(id="r", text="An airstrike hit Moebye town, damaging 20 houses.", date="2023-06-15")
    assert [claim.type for claim in reader.read(report).claims] == ["air_strike", "destruction"]


@pytest.mark.parametrize(("text", "type", "agents"), [
    ("A truck bomb exploded in Mogadishu. Al-Shabaab claimed responsibility.", "explosive", ["Al-Shabaab"]),
    ("Gunmen attacked a camp near Homs. Islamic State claimed the attack.", "offensive", ["Islamic State", "Gunmen"]),
    ("A bomb went off in Kabul. The Taliban have claimed responsibility for the blast.", "explosive", ["Taliban"]),
    ("A bomb went off in Kabul. No group claimed responsibility.", "explosive", []),
    ("A bomb went off in Kabul. The Taliban denied responsibility.", "explosive", []),
    ("A bomb went off in Kabul. The Taliban claimed responsibility for an attack in Herat.", "explosive", []),
    ("The army shelled Homs. Islamic State claimed responsibility.", "shelling", ["Syrian Arab Army"]),
])  # fmt: skip
def test_who_claims_an_event_is_among_its_agents(reader: Reader, text: str, type: str, agents: list[str]) -> None:
    reading = reader.read(Report(id="r", text=text, date="2023-06-15"))
    found = next(claim for claim in reading.claims if claim.type == type)
    assert [actor.name for actor in found.actors if actor.role == "agent"] == agents
    assert all(actor.inferred for actor in found.actors if actor.role == "agent" and actor.id is not None)


def test_who_claims_an_ambush_claims_nothing_told_before() -> None:
    reading = open_reader().read(
        Report(
            id="x", date="2017-06-05", country="SY",
            text="Civilians were killed by shelling in Maskanah. Islamic State claimed that its fighters had killed 30 "
            "soldiers in an ambush east of the town.",
        )
    )  # fmt: skip
    told = {claim.type: claim for claim in reading.claims}
    assert not told["shelling"].actors
    assert [actor.side for actor in told["ambush"].actors if actor.role == "agent"] == ["islamic-state"]


def test_who_died_behind_a_semicolon_died_in_what_stands_before_it() -> None:
    text = (
        "Russian air strikes hit Maskanah. A thrust was halted after ISIS sent a car bomb into the column; four "
        "soldiers were martyred."
    )
    reading = open_reader().read(Report(id="x", text=text, date="2017-05-10", country="SY"))
    [bombing] = [claim for claim in reading.claims if claim.type == "suicide_bombing"]
    [losses] = [claim for claim in reading.claims if claim.type == "casualties"]
    assert losses.caused_by == bombing.id
