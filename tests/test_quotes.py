"""Whatever is read, every quote is its text's words; a long text without a stop does not grow beyond all measure."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.cli.bounded import bounded
from contested.model import Report
from contested.reading import Reader, open_reader

PIECES = (
    "The army captured Maskanah",
    "Rebels killed 12 civilians and wounded some 40",
    "in the town of",
    " on Sunday",
    ", who",
    " said",
    " according to the Badia Monitor",
    " north of Hama",
    "“liberated”",
    " 20-30 ",
    "if the ceasefire holds",
    "\n\n",
    ". ",
    " – ",
    "قال الجيش",
    "👍",
    "\u200f",
    "\0",
    "\r\n",
    "ISIS terrorists",
    " denied that",
    " from ",
    " and ",
    "(",
    ")",
)
ANY = st.one_of(
    st.text(max_size=300), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=30).map("".join)
)
MOST_TIMES = 40


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def spans(value: object) -> Iterator[tuple[int, int, str]]:
    """Everything that quotes, wherever it stands."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("text"), str):
            yield value["start"], value["end"], value["text"]
        for each in value.values():
            yield from spans(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from spans(each)


@settings(max_examples=60)
@given(ANY)
def test_every_quote_is_the_words_of_its_text(reader: Reader, text: str) -> None:
    reading = reader.read(Report(id="a", text=text, date="2017-06-04"))
    for start, end, quoted in spans(msgspec.to_builtins((reading.mentions, reading.claims))):
        assert 0 <= start <= end <= len(text) and text[start:end] == quoted
    assert all(0 <= one.start <= one.end <= len(text) for one in reading.sentences)


@pytest.mark.check
@pytest.mark.parametrize("join", [" ", " and ", ", "])
def test_claims_that_are_kept_are_at_most_forty_times_as_long_as_a_long_text(reader: Reader, join: str) -> None:
    text = join.join(PIECES[:9] * 200)
    assert len(text.encode()) > 10_000
    kept = bounded(reader.read(Report(id="a", text=text, date="2017-06-04")))
    size = sum(len(msgspec.json.encode(claim)) for claim in kept.claims)
    assert 0 < size <= MOST_TIMES * len(text.encode())


@pytest.mark.check
def test_a_long_text_without_a_stop_makes_no_ledger_many_times_as_large(tmp_path: Path) -> None:
    text = ("The army captured Maskanah and rebels killed 12 civilians in the town of Homs " * 1300)[:96_000]
    (tmp_path / "a.txt").write_text(text)
    call = [sys.executable, "-c", "from contested.cli import main; main()", "add", str(tmp_path / "a.txt")]
    done = subprocess.run([*call, "--ledger", str(tmp_path / "l.sqlite")], capture_output=True, text=True, check=True)
    assert "1 report added" in done.stderr
    # the claims, the text twice, and what finds both
    assert (tmp_path / "l.sqlite").stat().st_size < 2.5 * MOST_TIMES * len(text)
