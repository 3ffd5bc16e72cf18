"""What claims have in common is held once, and every claim is what it was."""

from __future__ import annotations

import msgspec
import sample

from contested.ledger.pool import REPEATED, Pool
from contested.model import Claim, Report

REPORT = Report(id="r", text="The army captured Maskanah and captured 20 others.")


def decoded() -> list[Claim]:
    """The sample's claims, none of them the same object as before."""
    raw = msgspec.json.encode(sample.read(REPORT).claims)
    return msgspec.json.decode(raw, type=list[Claim])


def test_claims_stay_what_they_are() -> None:
    pool, before = Pool(), decoded()
    assert [pool.share(claim) for claim in decoded()] == before
    assert msgspec.json.encode([pool.share(claim) for claim in decoded()]) == msgspec.json.encode(before)


def test_what_is_equal_is_the_same() -> None:
    pool = Pool()
    for one, other in zip(map(pool.share, decoded()), map(pool.share, decoded()), strict=True):
        for name in REPEATED[""]:
            assert getattr(one, name) is getattr(other, name)
        for mine, yours in zip((*one.places, *one.actors), (*other.places, *other.actors), strict=True):
            assert mine.name is yours.name and mine.id is yours.id
            assert mine is not yours
        assert all(mine.geometry is yours.geometry for mine, yours in zip(one.places, other.places, strict=True))
        assert one.id is not other.id


def test_every_field_that_is_shared_is_one_of_a_claim() -> None:
    fields = {field.name for field in msgspec.structs.fields(Claim)}
    assert set(REPEATED) - {""} <= fields
    assert set(REPEATED[""]) <= fields
