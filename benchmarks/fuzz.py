"""Broken inputs, made of sound ones, to every parser and to the reader: nothing may stop, and every quote be its text.

    python benchmarks/fuzz.py --minutes 10            # every format and the reader in turns, from the kept corpora
    python benchmarks/fuzz.py --only pdf --seed 7     # one format, another beginning

The corpora are small files of every format under ``tests/corpus`` and what was found once. A case is one of them with
some of its bytes changed, repeated, left out or joined with another's. What must hold: a report or one line that names
the input comes out, never an error of ours; and for the reader, that ``text[start:end]`` is the quoted words. A case
that breaks this is written to ``build/fuzz``; it goes into the corpus with its mend.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from contested.errors import InputError
from contested.intake import Arrival, Settings, arrivals_of
from contested.intake.files import form_of
from contested.intake.limits import Limits
from contested.intake.record import Input
from contested.model import Report

CORPUS = Path(__file__).parent.parent / "tests" / "corpus"
FOUND = Path("build") / "fuzz"
SEED = 20_170_604
MOST = 60_000  # bytes of a case
LIMITS = Limits(page_mb=1, file_mb=1, unpacked_mb=8, memory_mb=400, reading_seconds=20)
TOKENS = (
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"&#xD800;",
    b"&#1114112;",
    b"<![CDATA[",
    b"]]>",
    b'"',
    b"'",
    b"\r",
    b"\n",
    b"\x1b[2J",
    b"99999999999999999999",
    b"-1",
    b"1e400",
    b"NaN",
    b"null",
    b"{}",
    b"[]",
    b"[" * 300,
    b"{" * 300,
    b"(" * 300,
    b"\\ud800",
    b"---\n",
    b"<div>" * 300,
    b"&amp;" * 300,
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"%PDF-1.7",
    b"PK\x03\x04",
)
WORDS = (
    " captured",
    " killed 12",
    " on Sunday",
    " near Homs",
    ", who",
    " and",
    " said",
    " that",
    " not",
    " 1,000",
    "“",
    "”",
    "(",
    ")",
    " –",
    "\n\n",
    ".",
    " the army",
    " in the town of",
    " 20-30",
    " north of",
    " if",
    " Reuters",
    "\u200f",
    "👍",
    "\0",
)


def mutated(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """A file with some of it changed."""
    whole = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(whole) + 1)
        kind = chance.randrange(6)
        if kind == 0 and whole:
            whole[at % len(whole)] = chance.randrange(256)
        elif kind == 1:
            whole[at:at] = chance.choice(TOKENS)
        elif kind == 2:
            del whole[at : at + chance.choice((1, 4, 64, 1000))]
        elif kind == 3:
            piece = whole[at : at + chance.choice((1, 16, 200))]
            whole[at:at] = piece * chance.choice((1, 3, 50))
        elif kind == 4:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            whole[at:at] = other[start : start + chance.choice((8, 100, 2000))]
        else:
            del whole[at:]
        del whole[MOST:]
    return bytes(whole)


def look_at(form: str, data: bytes) -> str | None:
    """What is wrong with what a format's parser makes of some bytes."""
    try:
        for one in arrivals_of([Input(f"case.{form}", None, data, form=form)], Settings(limits=LIMITS)):
            if isinstance(one, InputError) and "fault of contested" in str(one):
                return str(one)
            if isinstance(one, Arrival):
                msgspec.json.encode(one.report)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def misquoted(reading: object, text: str) -> str | None:
    """A quote of a reading that is not its text's."""
    for thing in spans(msgspec.to_builtins(reading)):
        if text[thing["start"] : thing["end"]] != thing["text"] or not 0 <= thing["start"] <= thing["end"] <= len(text):
            return f"misquotes at {thing['start']}: {thing['text'][:80]!r}"
    return None


def spans(value: object) -> Iterator[dict[str, object]]:
    """Everything that quotes, wherever it stands."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("text"), str):
            yield value
        for each in value.values():
            yield from spans(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from spans(each)


def reading_of() -> Callable[[str, bytes], str | None]:
    """What looks at the reader, opened once."""
    from contested.reading import open_reader

    reader = open_reader()

    def look(_form: str, data: bytes) -> str | None:
        text = data.decode("utf-8", "replace")
        try:
            reading = reader.read(Report(id="case", text=text, date="2017-06-04"))
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return misquoted((reading.mentions, reading.claims), text)

    return look


def sentence(seeds: list[bytes], chance: random.Random) -> bytes:
    """A text of pieces of sentences in an order that nobody wrote."""
    parts: list[str] = []
    for _ in range(chance.randrange(1, 40)):
        words = chance.choice(seeds).decode("utf-8", "replace").split(" ")
        start = chance.randrange(len(words))
        parts += [" ".join(words[start : start + chance.randrange(1, 9)]), chance.choice(WORDS)]
    return "".join(parts).encode("utf-8", "replace")


def seeds() -> dict[str, list[bytes]]:
    """The kept files by format; the reader's are the plain texts."""
    found: dict[str, list[bytes]] = {}
    for path in sorted(each for each in CORPUS.rglob("*.*") if each.name != "README.md"):
        found.setdefault(form_of(path.name), []).append(path.read_bytes())
    return found | {"reader": found["txt"]}


def main() -> int:
    """Break, and look."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--only", help="one format, or `reader`")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    kept = seeds()
    forms = [options.only] if options.only else list(kept)
    look_at_reading = reading_of() if "reader" in forms else None
    chance, until = random.Random(options.seed), time.monotonic() + options.minutes * 60
    cases, wrong = dict.fromkeys(forms, 0), 0
    while time.monotonic() < until:
        form = forms[sum(cases.values()) % len(forms)]
        cases[form] += 1
        if form == "reader" and look_at_reading:
            data = sentence(kept[form], chance)
            said = look_at_reading(form, data)
        else:
            data = mutated(chance.choice(kept[form]), kept[form], chance)
            said = look_at(form, data)
        if said:
            wrong += 1
            FOUND.mkdir(parents=True, exist_ok=True)
            (FOUND / f"{form}-{wrong}.{form}").write_bytes(data)
            print(f"{form}: {said}", flush=True)
    print(f"{options.minutes:g} minutes, {sum(cases.values()):,} cases, {wrong} wrong: "
          + ", ".join(f"{form} {count:,}" for form, count in cases.items()))  # fmt: skip
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
