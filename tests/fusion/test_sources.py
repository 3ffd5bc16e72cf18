"""A source's record: whose words it uses, whom it carries, who else tells its events, and what it concedes."""

from __future__ import annotations

import pytest
from accounts import account, actor, killed
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from contested.fusion import copies, events
from contested.fusion.share import share
from contested.fusion.sources import Mentioned, Source, sources
from contested.model import Told, Wording, Words

Z = 1.959964  # of 95 %
WORDS = "Syrian army units captured the town of Maskanah in the east of the province on Sunday, it was said."


def records(*told: Told) -> dict[str | None, Source]:
    carried = copies(told)
    return {row.name: row for row in sources(told, carried, events(told, carried))}


def worded(told: Told, favours: str, *, over: int | None = None) -> Told:
    """An account with a marked word; ``over``: it stands in the name of that actor."""
    word = Wording(start=0, end=9, text="so called", kind="label", neutral="called", favours=favours)
    actors = list(told.claim.actors)
    if over is not None:
        actors[over] = structs.replace(actors[over], mention=Words(0, 9, "so called"))
    return structs.replace(told, claim=structs.replace(told.claim, wording=(word,), actors=tuple(actors)))


def test_who_carries_whom_is_told_and_a_copy_corroborates_nobody() -> None:
    found = records(
        account("a", text=WORDS, source="Agency"), account("b", text=WORDS, source="Mirror", known="2017-06-06")
    )
    agency, mirror = found["Agency"], found["Mirror"]
    assert (agency.leads, agency.carried_by) == (1, (Mentioned("Mirror", 1),))
    assert (mirror.copied.count, mirror.copied.of, mirror.copied_from) == (1, 1, (Mentioned("Agency", 1),))
    assert (agency.corroborated.count, agency.corroborated.of, mirror.corroborated.of) == (0, 1, 0)


def test_a_source_does_not_bear_itself_out_by_quoting_somebody() -> None:
    told = [account("a", source="Wire"), account("a", source="Wire", at=30, said_by="the Observatory")]
    assert records(*told)["Wire"].corroborated.count == 0
    assert records(*told, account("b", source="Post"))["Wire"].corroborated.count == 2


def test_who_else_tells_it_and_who_tells_it_otherwise() -> None:
    found = records(
        account("a", "shelling", "Douma", counts=(killed(14),), source="A"),
        account("b", "shelling", "Douma", counts=(killed(15),), source="B"),
        account("c", "shelling", "Harasta", source="A"),
    )
    assert (found["A"].corroborated.count, found["A"].corroborated.of) == (1, 2)
    assert (found["A"].contradicted.count, found["A"].contradicted_in) == (1, (Mentioned("count", 1),))


def test_a_side_s_own_losses_are_against_its_interest() -> None:
    told = [
        account("a", source="Own", side="syrian-government", by="army"),
        account("b", "withdrawal", "Khafsah", source="Own", side="syrian-government", by="army"),
        account("c", "offensive", "Raqqa", source="Own", side="syrian-government", by="army", outcome="failed"),
        account("d", "shelling", "Douma", source="Own", side="syrian-government", by="rebels"),
        account("e", "withdrawal", "Palmyra", source="Own", side="syrian-government", by="army", modality="denied"),
    ]
    own = records(*told, account("f", source="None"))
    assert own["None"].against_interest is None
    found = own["Own"].against_interest
    assert found is not None
    assert (found.count, found.of) == (2, 4)


@pytest.mark.parametrize(
    ("favours", "over", "leaning", "side"),
    [
        ("agent", None, "favours", "syrian-government"),
        ("patient", None, "favours", "islamic-state"),
        ("speaker", None, "favours", "turkey"),
        ("syrian-opposition", None, "favours", "syrian-opposition"),
        ("named", 0, "favours", "syrian-government"),
        ("against_named", 1, "disfavours", "islamic-state"),
    ],
)
def test_words_speak_for_and_against_sides(favours: str, over: int | None, leaning: str, side: str) -> None:
    told = worded(account("a", of="is", side="turkey"), favours, over=over)
    (found,) = records(told).values()
    assert {"favours": found.favours, "disfavours": found.disfavours}[leaning] == (Mentioned(side, 1),)
    assert found.favours + found.disfavours == (Mentioned(side, 1),)


def test_a_word_counts_once_however_many_claims_it_stands_in() -> None:
    one = worded(account("a"), "agent")
    other = worded(account("a", "advance", at=3), "agent")
    (found,) = records(one, other).values()
    assert (found.favours, found.worded.count) == ((Mentioned("syrian-government", 1),), 2)


def test_sources_of_one_name_are_kept_apart_by_side() -> None:
    told = [account(name, source="The Herald", side=side) for name, side in (("a", "x"), ("b", "y"))]
    carried = copies(told)
    assert [(row.name, row.side) for row in sources(told, carried, events(told, carried))] == [
        ("The Herald", "x"),
        ("The Herald", "y"),
    ]


def test_an_actor_of_no_known_side_leans_nobody() -> None:
    told = account("a", by=None)
    told = structs.replace(told, claim=structs.replace(told.claim, actors=(actor("somebody"),)))
    (found,) = records(worded(told, "agent")).values()
    assert found.favours == ()


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_is_wilson_s(counts: tuple[int, int]) -> None:
    """Its ends are where the share lies as far off as chance allows (Wilson 1927): (p - e)^2 = z^2 e (1 - e) / n."""
    found, (some, of) = share(*counts), counts
    assert found.low <= some / of <= found.high
    for end in (found.low, found.high):
        assert (some / of - end) ** 2 == pytest.approx(Z**2 * end * (1 - end) / of, abs=3e-4)


def test_of_nothing_nothing_is_known() -> None:
    assert (share(0, 0).low, share(0, 0).high) == (0.0, 1.0)
