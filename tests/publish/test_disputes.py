"""Accounts of one sentence are never set against each other."""

from __future__ import annotations

from accounts import account, ids
from msgspec.structs import replace

from contested.fusion.event import Contradiction, Variant
from contested.model import Told
from contested.publish.disputes import between_sentences


def dispute(*told: Told) -> Contradiction:
    """Each claim an account of its own."""
    variants = (Variant(value=str(at), claims=ids(each), sources=(each.report.source or "",), voices=1)
                for at, each in enumerate(told))  # fmt: skip
    return Contradiction(attribute="time", variants=tuple(variants))


def test_a_sentence_against_itself_is_no_dispute() -> None:
    one = account("a")
    other = replace(one, claim=replace(one.claim, id="0" * 16))
    by_id = {each.claim.id: each for each in (one, other)}
    assert between_sentences([dispute(one, other)], by_id) == ()


def test_two_reports_and_two_sentences_are_one() -> None:
    one, other, later = account("a"), account("b"), account("a", at=90)
    by_id = {each.claim.id: each for each in (one, other, later)}
    for pair in ((one, other), (one, later)):
        assert between_sentences([dispute(*pair)], by_id) == (dispute(*pair),)


def test_of_three_accounts_those_of_other_sentences_stay() -> None:
    one, other = account("a"), account("b")
    twin = replace(one, claim=replace(one.claim, id="0" * 16))
    by_id = {each.claim.id: each for each in (one, other, twin)}
    (found,) = between_sentences([dispute(one, twin, other)], by_id)
    assert [variant.value for variant in found.variants] == ["0", "2"]
