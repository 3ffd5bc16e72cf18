"""The claims of a long text are at most forty times as long as it, whatever the reader finds."""

from __future__ import annotations

import msgspec
import sample
from msgspec.structs import replace

from contested.cli.bounded import MOST_TIMES, bounded
from contested.model import Report


def size(claims: object) -> int:
    return len(msgspec.json.encode(claims))


def test_a_reading_that_is_too_long_keeps_what_comes_first() -> None:
    report = Report(id="a", text="The army captured Maskanah " * 400)
    whole = replace(sample.read(replace(report, text=report.text[:400])), report=report)
    crowd = replace(whole, claims=whole.claims[:1] * 900)
    assert size(crowd.claims) > MOST_TIMES * len(report.text)
    kept = bounded(crowd)
    assert size(kept.claims) <= MOST_TIMES * len(report.text) + 2 * len(kept.claims) and len(kept.claims) > 100
    assert kept.unread and f"{900 - len(kept.claims):,} more claims" in kept.unread


def test_any_other_reading_is_as_it_was() -> None:
    for text in ("The army captured Maskanah.", "The army captured Maskanah. " + "Nothing else happened there. " * 400):
        reading = sample.read(Report(id="a", text=text))
        assert bounded(reading) is reading
