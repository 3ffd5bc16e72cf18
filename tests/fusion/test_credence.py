"""Credence: what speaks for a claim and against it, whose voice it is, and what became of the voice's word before."""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec
import pytest
from accounts import account, place
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.fusion.copies import copies
from contested.fusion.credence import Credence, Credences, table
from contested.fusion.sites import sites
from contested.fusion.stakes import stakes
from contested.model import Attribution, Report, Told

ARMY, STATE = "syrian-government", "islamic-state"


def judged(*told: Told, as_known: int | None = None) -> Credences:
    """The credences of some accounts."""
    return Credences(told, copies(told), as_known=as_known)


def of(one: Told, *others: Told) -> Credence:
    """The credence of one account beside others."""
    return judged(one, *others).of(one.claim.id)


def features(found: Credence) -> dict[str, float]:
    """The features behind a credence."""
    return {row.feature: row.weight for row in found.why}


# --- who gains and who loses -----------------------------------------------------------------------------------------

BEARINGS = {
    "a capture": (account("a", of="is"), (ARMY,), (STATE,)),
    "a withdrawal": (account("a", "withdrawal", by="is"), (), (STATE,)),
    "a denied loss": (account("a", by=None, of="is", modality="denied", outcome="unknown"), (STATE,), ()),
    "a failed attack": (account("a", "offensive", of="is", outcome="failed"), (STATE,), (ARMY,)),
    "a siege": (account("a", "siege", of="is"), (STATE,), ()),
    "a prediction": (account("a", modality="predicted"), (), ()),
    "a clash": (account("a", "clash", of="is"), (), ()),
    "two opponents who both hold": (account("a", "repulse", of=None), (ARMY,), ()),
}


@pytest.mark.parametrize("case", BEARINGS)
def test_what_a_claim_says_of_control(case: str) -> None:
    told, holds, leaves = BEARINGS[case]
    found = stakes(told.claim)
    assert (found.holds, found.leaves) == (holds, leaves)


def test_a_loss_told_by_the_loser_counts_more_than_a_gain_told_by_the_gainer() -> None:
    gain, loss = account("a", side=ARMY), account("b", "withdrawal", by="is", side=STATE)
    neutral = account("c", where="Raqqa")
    credences = judged(gain, loss, neutral)
    ranked = [credences.of(one.claim.id).probability for one in (gain, neutral, loss)]
    assert ranked == sorted(ranked)
    assert "own gain" in features(credences.of(gain.claim.id))
    assert "own loss" in features(credences.of(loss.claim.id))


def test_losses_of_ones_own_are_against_interest() -> None:
    assert stakes(account("a", "casualties", by="is", of="army").claim).stance(ARMY) == "own loss"


@pytest.mark.parametrize(
    ("case", "worse", "feature"),
    [
        ("hedged", account("a", modality="reported"), "told second-hand"),
        ("vague", account("a", where=place("Maskanah", relation="near")), "place vague"),
        ("going on", account("a", outcome="ongoing"), "told as going on"),
    ],
)
def test_hedges_weigh_against_a_claim(case: str, worse: Told, feature: str) -> None:
    found = of(worse)
    assert features(found)[feature] < 0
    assert found.probability < of(account("a")).probability


def test_to_say_from_whom_weighs_for_a_claim() -> None:
    assert of(account("a", of="is")).probability > of(account("a")).probability


def test_a_denial_weighs_against_what_was_told_before_it() -> None:
    denial = account("b", by=None, of="is", modality="denied", outcome="unknown", day="2017-06-06", known="2017-06-06",
                     side=STATE)  # fmt: skip
    told = account("a", side=ARMY)
    assert "denied by the other side" in features(of(told, denial))
    later = account("c", side=ARMY, day="2017-06-07", known="2017-06-08")
    assert "denied by the other side" not in features(of(later, denial))


def test_silence_weighs_against_a_gain_as_days_pass() -> None:
    told = account("a", side=ARMY)
    soon, late = (Credences([told], copies([told]), as_known=736485 + days).of(told.claim.id) for days in (0, 20))
    assert late.probability < soon.probability
    confirmed = judged(told, account("b"), as_known=736505).of(told.claim.id)
    assert "no second voice" not in features(confirmed)


def test_a_source_that_always_lies_is_believed_less() -> None:
    towns = ("Maskanah", "Khafsah", "Palmyra", "Raqqa", "Douma")
    lies = [account(f"l{i}", where=town, source="Liar", side=ARMY) for i, town in enumerate(towns)]
    truths = [account(f"t{i}", "control", where=town, by="is", scope="state", day="2017-06-06", known="2017-06-06",
                      source="Monitor") for i, town in enumerate(towns)]  # fmt: skip
    honest = account("h", where="Harasta", source="Other", side=ARMY)
    again = account("again", where="Harasta", source="Liar", side=ARMY)
    credences = judged(*lies, *truths, honest, again)
    assert credences.of(again.claim.id).probability < credences.of(honest.claim.id).probability
    found = credences.of(again.claim.id)
    assert found.record.contradicted == 5
    assert features(found)["source's record"] < 0


def test_two_sources_of_one_name_are_two_voices() -> None:
    one, other = account("a", source="Herald", side=ARMY), account("b", source="Herald", side=STATE)
    credences = judged(one, other)
    assert credences.of(one.claim.id).voice != credences.of(other.claim.id).voice


def test_the_speaker_that_a_report_names_is_the_voice() -> None:
    said = Attribution(source="Islamic State", actor_id="is", kind="party", cue="said", mention=None)
    told = account("a", by="is", source="Newsroom", attribution=(said,))
    found = of(told)
    assert (found.voice.name, found.voice.side) == ("Islamic State", STATE)
    assert "own gain" in features(found)


# --- events ----------------------------------------------------------------------------------------------------------


def test_independent_voices_add_up_and_copies_do_not() -> None:
    text = "Army units captured the town of Maskanah from the group after a night of heavy fighting around the mill"
    first, copy = account("a", text=text), account("b", text=text, known="2017-06-06")
    other = account("c", known="2017-06-06")
    credences = judged(first, copy, other)
    alone = credences.of_event([first.claim.id])
    assert credences.of_event([first.claim.id, copy.claim.id]).probability == alone.probability
    assert credences.of_event([first.claim.id, other.claim.id]).probability > alone.probability


def test_a_further_voice_of_the_same_side_adds_less() -> None:
    first, same, other = (account(name, of="is", side=side) for name, side in (("a", ARMY), ("b", ARMY), ("c", None)))
    credences = judged(first, same, other)
    with_same, with_other = (credences.of_event([first.claim.id, each.claim.id]) for each in (same, other))
    assert credences.of(first.claim.id).probability < with_same.probability < with_other.probability


def test_the_admiralty_view_keeps_its_axes_apart() -> None:
    letter, digit = of(account("a")).admiralty
    assert (letter, digit in "12345") == ("F", True)


def test_an_analysts_word_counts() -> None:
    told = account("a", side=ARMY)
    accepted = Credences([told], copies([told]), accepted=[told.claim.id]).of(told.claim.id)
    assert accepted.probability > 0.9
    assert "accepted by an analyst" in features(accepted)


def test_every_weight_has_its_reason() -> None:
    assert set(table().why) == set(table().weights)
    assert all(len(why) > 20 for why in table().why.values())


# --- sites -----------------------------------------------------------------------------------------------------------


def test_a_place_that_moved_in_a_newer_gazetteer_is_one_site_at_its_newer_spot() -> None:
    old, new = account("a"), account("b", where=place("Maskanah", lat=35.99), known="2017-06-09")
    (site,) = sites([old, new]).all.values()
    assert site.lat == 35.99


def test_one_town_of_two_gazetteers_is_one_site() -> None:
    told = [account("a"), account("b", where=place("Maskanah", id="ocha:1", lat=35.97))]
    assert len(sites(told).all) == 1


# --- any claims ------------------------------------------------------------------------------------------------------

CLAIMS = st.builds(
    account,
    report=st.sampled_from("abcdefgh"),
    type=st.sampled_from(["capture", "withdrawal", "control", "clash", "siege", "air_strike", "casualties"]),
    where=st.sampled_from(["Maskanah", "Khafsah", "Palmyra", "nowhere", None]),
    day=st.sampled_from([None, "2017-06-01", "2017-06-04", "2012-01-01", "2019-01-01"]),
    by=st.sampled_from(["army", "is", "sdf", "rebels", "somebody", None]),
    of=st.sampled_from(["army", "is", None]),
    known=st.sampled_from(["2017-06-01", "2017-06-05", "2017-06-20"]),
    source=st.sampled_from(["one", "two", "three"]),
    side=st.sampled_from([ARMY, STATE, None]),
    modality=st.sampled_from(["asserted", "reported", "denied", "predicted"]),
    polarity=st.sampled_from(["affirmed", "negated"]),
    outcome=st.sampled_from(["succeeded", "failed", "unknown", "ongoing"]),
    scope=st.sampled_from(["event", "state", "cumulative"]),
)


def unique(told: Sequence[Told]) -> list[Told]:
    """Claims with a report and an id of their own each."""
    found = []
    for at, each in enumerate(told):
        report: Report = msgspec.structs.replace(each.report, id=f"r{at}")
        claim = msgspec.structs.replace(each.claim, id=f"c{at}", report=f"r{at}")
        found.append(Told(claim=claim, report=report, known=each.known))
    return found


@given(told=st.lists(CLAIMS, min_size=1, max_size=12).map(unique), seed=st.integers(0, 999))
@settings(max_examples=60, deadline=None)
def test_credence_is_sound_for_any_claims_in_any_order(told: list[Told], seed: int) -> None:
    shuffled = random.Random(seed).sample(told, len(told))
    one, other = judged(*told), judged(*shuffled)
    for each in told:
        found = one.of(each.claim.id)
        assert 0 < found.probability < 1
        assert found == other.of(each.claim.id)
