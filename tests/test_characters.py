"""Fields hold nothing that a database, a form or a terminal has no place for; words stay as they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contested import characters

ANY = st.text(st.characters())


@given(ANY)
def test_a_field_is_printable_and_as_long_as_it_was(written: str) -> None:
    cleaned = characters.field(written)
    assert len(cleaned) == len(written) and cleaned.encode("utf-8").decode() == cleaned == characters.field(cleaned)
    assert not set(cleaned) & {chr(code) for code in (*range(32), *range(127, 160), 0xFFFE, 0xFFFF)}


@given(ANY)
def test_words_keep_every_character_that_is_one(written: str) -> None:
    kept = characters.words(written)
    assert len(kept) == len(written) and kept.encode("utf-8").decode() == kept
    assert all(new == old or 0xD800 <= ord(old) < 0xE000 for new, old in zip(kept, written, strict=True))


@given(ANY)
def test_length_counts_bytes(written: str) -> None:
    assert characters.is_too_long(written * 40) is (len(characters.words(written * 40).encode()) > characters.LONGEST)


@given(ANY)
def test_what_columns_hold(written: str) -> None:
    kept = characters.storable(written)
    assert "\0" not in kept and kept.encode("utf-8").decode() == kept
