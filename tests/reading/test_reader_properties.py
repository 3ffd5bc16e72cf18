"""What holds of any text whatever: it is read, quoted exactly, and read alike whatever was read before it."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.model import Reading, Report
from contested.reading import Reader, open_reader

# no new examples at every run, so that a run says something of what was changed
FEW = settings(
    max_examples=120, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
WAR = """the The army Syrian rebels ISIS they them it group there Turkish-backed forces forces' Gen. Mr. Smith U.S.
    Assad Moscow captured withdrew killed killing hit shelled clashes clashed with against by in at near between and
    to from toward of eastern countryside town Maskanah Aleppo Al-Bab Islamic State İstanbul seized failed not no never
    would may if unless denied said claimed that which who monitor according air strikes strike advanced
    surrounded""".split()
AMOUNTS = """4 June 2017 Monday next last week yesterday since until after before a ago dozen dozens hundred million of
    two thirds at least more than 10-15 1,500 20 km² ½ ² ٣ 五 Ⅳ 0 00 0th 31 February 9999 year years century 24:00 99:99
    noon 2017-13-40 1/0/0000 999999999999999 no half militants civilians wounded captured""".split()
MARKS = [
    *". , ; : ! ? … ... - – — ( ) [ ] “ ” \" ' ’ 's ’s / * • _ __ @ # $ % & < > = + ~ ` ^ | \\".split(),
    *("\n", "\r\n", "\n\n", "\r", "\t", "\0", "\x1b[31m", "\x85", "\u2028", "\u00a0", "\u200b", "\u200f", "\u202e"),
    *(
        "\u0301",
        "\ufeff",
        "\ud800",
        "\udfff",
        "\U0001f525",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "ẞ",
        "ﬁ",
        "İ",
    ),
    *("سيطر", "الجيش", "город", "军队", "עיר", "ट"),
]
WORDS = st.sampled_from([*WAR, *WAR, *AMOUNTS, *MARKS])
TEXTS = st.one_of(
    st.lists(WORDS, max_size=60).map(" ".join),
    st.lists(WORDS, max_size=25).map("".join),
    st.text(st.characters(codec=None), max_size=120),
)
REPORTS = st.builds(
    Report,
    id=st.sampled_from(["a", "b\n", "\ud800"]),
    text=TEXTS,
    date=st.sampled_from([None, "2017-06-04", "1000-01-01", "9999-12-31", "2016-02-29"]),
    side=st.sampled_from([None, "syrian-government", "no-such-side"]),
    country=st.sampled_from([None, "SY", "XX"]),
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


@cache
def other_reader() -> Reader:
    """One that has read nothing but what the second reading of each test gave it."""
    return open_reader()


def words(value: object) -> Iterator[dict[str, Any]]:
    """All stretches of text in a reading, however deep."""
    if isinstance(value, dict):
        if "start" in value and "end" in value and "text" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from words(each)


def check(reading: Reading) -> None:
    """What holds of every reading."""
    text = reading.report.text
    content = msgspec.to_builtins((reading.mentions, reading.claims))
    for stretch in words(content):
        assert text[stretch["start"] : stretch["end"]] == stretch["text"] != "", stretch
    at = 0
    for sentence in reading.sentences:
        assert at <= sentence.start < sentence.end <= len(text)
        at = sentence.end
    starts = [mention.start for mention in reading.mentions]
    assert starts == sorted(starts)
    ids = {claim.id for claim in reading.claims}
    assert len(ids) == len(reading.claims)
    assert sum(claim.main for claim in reading.claims) <= 1
    bounds = {(sentence.start, sentence.end) for sentence in reading.sentences}
    for claim in reading.claims:
        assert (claim.sentence.start, claim.sentence.end) in bounds
        assert claim.sentence.start <= claim.quote.start <= claim.trigger.start
        assert claim.trigger.end <= claim.quote.end <= claim.sentence.end
        assert claim.caused_by is None or claim.caused_by in ids
        assert 0 <= claim.confidence <= 1
        for count in claim.counts:
            assert count.low is None or count.high is None or count.low <= count.high
        for place in claim.places:
            assert (place.lat is None) == (place.lon is None)


@FEW
@given(REPORTS)
def test_any_text_is_read_and_quoted_exactly(reader: Reader, report: Report) -> None:
    check(reader.read(report))


@settings(FEW, max_examples=25)
@given(st.lists(REPORTS, min_size=1, max_size=6))
def test_what_was_read_before_changes_nothing(reader: Reader, reports: list[Report]) -> None:
    first = [reader.read(report) for report in reports]
    assert [other_reader().read(report) for report in reversed(reports)] == first[::-1]
    assert [reader.read(report) for report in reports] == first
    assert reader.read_all(reports) == first


REAL = """Syrian army units captured the town of Maskanah in eastern Aleppo from ISIS on Sunday, killing at least 20
militants, a military source told SANA.\r\n\r\nRebels backed by Turkey denied that they had withdrawn from Al-Bab.
Dozens of civilians were wounded when warplanes hit a market in Idlib two days earlier, the Observatory said. In Iraq,
gunmen ambushed a convoy near Kirkuk. The group claimed responsibility there. If the regime attacks Deir Hafer, they
would retaliate, its commander said."""


def test_real_sentences_are_read_alike_in_any_order(reader: Reader) -> None:
    parts = REAL.split(". ")
    reports = [Report(id=str(number), text=f"{part}. {REAL}", date="2017-06-04") for number, part in enumerate(parts)]
    forward = [reader.read(report) for report in reports]
    backward = [open_reader().read(report) for report in reversed(reports)]
    assert forward == backward[::-1]
    many = [*reports, Report(id="none", text=""), Report(id="other", text="Армия захватила город.")] * 20
    together = reader.read_all(many)  # enough sentences to be parsed in step
    assert together[: len(reports)] == forward and together == together[: len(reports) + 2] * 20
    for reading in forward:
        check(reading)
        assert reading.claims and reading.mentions


def test_letters_that_grow_in_lower_case_shift_nothing(reader: Reader) -> None:
    reading = reader.read(Report(id="a", text="İİİ İİ. The army captured Maskanah from İSİS, İstanbul said. " * 3))
    check(reading)
    assert {claim.trigger.text for claim in reading.claims} == {"captured"}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\0", "\U0001f525\U0001f680" * 50, ", " * 500, ")(" * 500, "\ud800"])
def test_what_says_nothing_claims_nothing(reader: Reader, text: str) -> None:
    reading = reader.read(Report(id="a", text=text))
    check(reading)
    assert not reading.claims


@pytest.mark.parametrize(
    "text",
    [
        "Them forces' clashes with rebels continued.",
        "He was jailed for three years from",
        "Rebels took the town two days after",
        "The army advanced between",
        "The army captured",
        "At least",
        "Killing 20",
        "According to",
        "The 5 km",
        "« ( [ “ ‘",
        "U.S.-",
        "Rebels shelled Qalaat al-Madiq not",
        "They said they said they said that they",
    ],
)
def test_sentences_that_break_off(reader: Reader, text: str) -> None:
    for end in range(len(text) + 1):
        check(reader.read(Report(id="a", text=text[:end], date="2017-06-04")))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Rebels have clashed with the army since 2018.", "2017-06-04"),
        ("Rebels have clashed with the army since next Monday.", "2017-06-04"),
        ("Rebels have clashed with the army since February 29.", "1582-10-15"),
        ("The army shelled Idlib last week, ten years ago and 20,000 years ago.", "1000-01-01"),
        ("The army will shell Idlib next week, next century and by the end of next year.", "9999-12-31"),
        ("The army shelled Idlib on 31 February 2017, at 25:61 and on 2017-13-40.", "2017-06-04"),
        ("The army shelled Idlib between Friday and Monday, from 2016 to 2014.", "2017-06-04"),
    ],
)
def test_no_interval_ends_before_it_begins(reader: Reader, text: str, date: str) -> None:
    reading = reader.read(Report(id="a", text=text, date=date))
    check(reading)
    for claim in reading.claims:
        start, end = claim.time.start, claim.time.end
        assert start is None or end is None or start[:10] <= end[:10], claim.time


FOREIGN = {
    "Arabic": "سيطر الجيش على بلدة مسكنة في ريف حلب الشرقي بعد معارك عنيفة مع مسلحي التنظيم، وقتل أكثر من عشرين مسلحا.",
    "Russian": "Армия взяла под контроль город Маскана на востоке провинции Алеппо после тяжёлых боёв, убито двадцать.",
    "Ukrainian": "Армія взяла під контроль місто Маскана на сході провінції Алеппо після важких боїв із бойовиками.",
    "French": "L'armée a repris dimanche la ville de Maskanah, dans l'est de la province d'Alep, après de violents"
    " combats avec les djihadistes. Plus de vingt combattants ont été tués, selon une source militaire à Damas.",
    "German": "Die Armee hat am Sonntag die Stadt Maskanah im Osten der Provinz Aleppo nach schweren Kämpfen mit den"
    " Kämpfern eingenommen. Mehr als zwanzig Kämpfer wurden dabei getötet, sagte ein Offizier in Damaskus.",
    "Turkish": "Ordu pazar günü Halep'in doğusundaki Meskene kasabasını militanlarla yaşanan şiddetli çatışmaların"
    " ardından ele geçirdi. Askeri bir kaynağa göre çatışmalarda yirmiden fazla militan öldürüldü, çok kişi yaralandı.",
    "Spanish": "El ejército tomó el domingo la ciudad de Maskanah, en el este de la provincia de Alepo, tras fuertes"
    " combates. Más de veinte combatientes murieron, según una fuente militar citada por la agencia en Damasco.",
    "Hebrew": "הצבא כבש ביום ראשון את העיירה מסכנה במזרח מחוז חלב לאחר קרבות קשים עם הארגון, ויותר מעשרים נהרגו.",
    "Chinese": "军队星期天在激烈战斗后夺取了阿勒颇省东部的马斯卡纳镇。二十多名武装分子被打死，数十人受伤。",
}


@pytest.mark.parametrize("language", list(FOREIGN))
def test_other_languages_are_said_to_be_unread(reader: Reader, language: str) -> None:
    reading = reader.read(Report(id="a", text=FOREIGN[language], date="2017-06-04"))
    check(reading)
    assert reading.unread and "not in English" in reading.unread
    assert not reading.claims and not reading.mentions
    assert [(sentence.start, sentence.end) for sentence in reading.sentences] == [(0, len(FOREIGN[language]))]


@pytest.mark.parametrize(
    "text",
    [
        "Army took Maskanah.",
        "BREAKING: SAA captures Deir Hafer",
        "Rebels seized Al-Bab, Qabasin, Bizaah, Tadif, Deir Hafer, Maskanah, Jarabulus, Manbij, Azaz, Marea, Dabiq.",
        "The army (الجيش) captured Maskanah (مسكنة).",
        "The army captured مسكنة والمهدوم والجراح ودير حافر والباب from rebels.",
        "The army captured Maskanah from "
        "تنظيم الدولة الإسلامية وهيئة تحرير الشام وأحرار الشام والجبهة الشامية وفيلق الرحمن وجيش الإسلام ولواء الشمال "
        "and killed five of them.",
    ],
)
def test_short_english_is_read(reader: Reader, text: str) -> None:
    reading = reader.read(Report(id="a", text=text))
    assert reading.unread is None and [claim.type for claim in reading.claims][:1] == ["capture"]


HOSTILE = {
    "one line": "The army captured Maskanah from rebels and killed 12 fighters near Aleppo, ",
    "commas": ",,,,,,,",
    "brackets": "(((([[[",
    "quotes": "“‘\"'",
    "numbers": "12 1,500 2017 ",
    "times": "two days after the day before ",
    "names": "Deir Hafer Maskanah Al Bab ",
    "verbs": "said killed captured said ",
    "hyphens": "a-b-c-d-",
    "one word": "x",
    "unknown names": "Qwert Zuiop ",
    "pronouns": "they it them he ",
    "marks": "e\u0301\u0301",
    "lines": "a\n\n",
}
SMALL, SLACK = 2_000, 0.2  # characters; seconds that a shared machine may lose


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_length(reader: Reader, name: str) -> None:
    piece = HOSTILE[name]

    def took(size: int) -> float:
        report = Report(id="a", text=(piece * (size // len(piece) + 1))[:size], date="2017-05-27")
        gc.collect()
        gc.disable()  # as timeit does: a full collection walks all that the tests before have left
        try:
            began = time.process_time()
            reader.read(report)
            return time.process_time() - began
        finally:
            gc.enable()

    # a shared machine disturbs a pair now and then; time that grows faster than the text shows in every pair
    pairs = ((min(took(SMALL), took(SMALL)), took(10 * SMALL)) for _ in range(6))
    assert any(large <= 12 * small + SLACK for small, large in pairs)


def test_what_is_before_year_one_has_no_iso_date(reader: Reader) -> None:
    reading = reader.read(Report(id="a", text="Rebels fought the army here 10000 years ago.", date="2017-06-04"))
    check(reading)
    assert all(claim.time.start is None or claim.time.start[0] != "-" for claim in reading.claims)
