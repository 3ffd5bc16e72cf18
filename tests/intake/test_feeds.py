"""RSS and Atom: every entry is a report in the feed's own words."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.errors import InputError
from contested.intake import Arrival, Settings, Taken, arrivals, take
from contested.intake.limits import Limits
from contested.intake.markup import words_of
from contested.model import Report

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Badia Monitor</title><link>https://monitor.example/</link><language>en</language>
<item><title>Army enters Maskanah</title><link>https://monitor.example/1</link>
<pubDate>Sun, 04 Jun 2017 21:00:00 GMT</pubDate><description>The army captured Maskanah &amp;amp; a hill.</description>
<content:encoded><![CDATA[<p>The army captured <b>Maskanah</b> &amp; a hill.</p><p>Twenty were killed.</p>
<script>track("The rebels won.")</script>]]></content:encoded></item>
<item><title>Raqqa: SDF advance</title><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Levant Desk</title>
<entry><title>Quiet</title><link href="https://desk.example/7"/><updated>2017-06-05T01:00:00+03:00</updated>
<summary type="html">&lt;p&gt;The front was quiet.&lt;/p&gt;</summary></entry></feed>"""
BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
    "<rss><channel><item><title>&c;</title></item></channel></rss>"
)


def given_feed(folder: Path, feed: str | bytes, settings: Settings | None = None) -> list[Taken]:
    """What a saved feed gives."""
    path = folder / "a.rss"
    path.write_bytes(feed.encode() if isinstance(feed, str) else feed)
    return list(take([path], settings))


def test_entries_are_reports(tmp_path: Path) -> None:
    first, second = given_feed(tmp_path, RSS)
    assert isinstance(first, Report) and isinstance(second, Report)
    assert first.text == "The army captured Maskanah & a hill.\nTwenty were killed."
    assert (first.title, first.date, first.source) == ("Army enters Maskanah", "2017-06-04", "Badia Monitor")
    assert (first.url, first.lang) == ("https://monitor.example/1", "en")
    assert (second.text, second.url) == ("Raqqa: SDF advance", None)


def test_the_markup_that_words_were_taken_from_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(RSS)
    first, second = arrivals([tmp_path / "a.rss"])
    assert isinstance(first, Arrival) and isinstance(second, Arrival)
    assert first.raw and b"<b>Maskanah</b>" in first.raw and second.raw is None


def test_atom_and_its_day_as_written(tmp_path: Path) -> None:
    (report,) = given_feed(tmp_path, ATOM)
    assert isinstance(report, Report)
    assert (report.text, report.date, report.url) == ("The front was quiet.", "2017-06-05", "https://desk.example/7")


@pytest.mark.parametrize("root", ["rss", "feed", "rdf:RDF"])
def test_a_feed_of_very_many_entries_is_taken_in_part_and_told(tmp_path: Path, root: str) -> None:
    entry = (
        "<entry><title>Town {0} fell.</title></entry>"
        if root == "feed"
        else "<item><title>Town {0} fell.</title></item>"
    )
    spaces = ' xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    opened = {"rss": "<rss><channel>", "feed": "<feed>", "rdf:RDF": f"<rdf:RDF{spaces}>"}[root]
    closed = {"rss": "</channel></rss>", "feed": "</feed>", "rdf:RDF": "</rdf:RDF>"}[root]
    feed = opened + "".join(entry.format(number) for number in range(100_000)) + closed
    found = given_feed(tmp_path, feed, Settings(limits=Limits(entries=20)))
    assert [one.text for one in found if isinstance(one, Report)] == [f"Town {number} fell." for number in range(20)]
    assert "has more than 20 entries" in str(found[-1]) and "CONTESTED_MAX_ENTRIES" in str(found[-1])


@pytest.mark.parametrize(
    ("feed", "says"),
    [
        (BOMB, "declares entities of its own"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item>&x;</item></rss>', "declares entities"),
        ("<html><head></head></html>", "is no RSS or Atom feed (give"),
        (
            '<html><link rel="alternate" type="application/rss+xml" href="https://a.example/rss.xml"></html>',
            "its feed is https://a.example/rss.xml",
        ),
        ("<rss><channel><item><title></title>", "cut short"),
        ("<rss><channel></channel></rss>", "holds no report"),
        ("<rss><channel><item><link>https://a.example/</link></item></channel></rss>", "holds no report"),
        (b"<rss>\x00\x01\x02", "cut short"),
    ],
)
def test_what_is_no_feed_is_one_line(tmp_path: Path, feed: str | bytes, says: str) -> None:
    (error,) = given_feed(tmp_path, feed)
    assert isinstance(error, InputError) and says in str(error) and error.remedy, error


def test_what_lies_before_a_cut_is_read(tmp_path: Path) -> None:
    report, error = given_feed(tmp_path, RSS[: RSS.index("<item><title>Raqqa")])
    assert isinstance(report, Report) and "cut short" in str(error)


def test_a_feed_that_is_badly_written_is_read(tmp_path: Path) -> None:
    (report,) = given_feed(tmp_path, "<rss><channel><item><title>A & B took C<br></title></item></channel></rss>")
    assert isinstance(report, Report) and "A & B took C" in report.text


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), st.sampled_from(["p", "b", "div", "li", "i"]))
def test_words_in_markup_come_out_as_they_are(words: str, tag: str) -> None:
    assert words_of(f"<{tag}>{escape(words)}</{tag}>") == words


@given(st.text())
def test_no_markup_breaks_it(text: str) -> None:
    assert "\n\n" not in words_of(f"<p>{text}")


def test_a_reference_to_no_character_costs_no_entry(tmp_path: Path) -> None:
    item = "<item><title>{0} &#xD800;</title><description>{0} &#{0};&#0;x</description></item>"
    items = "".join(map(item.format, range(0xDFFC, 0xE002)))
    taken = given_feed(tmp_path, f"<rss><channel><title>&#55296;</title>{items}&#99999999999;</channel></rss>")
    assert len(taken) == 6 and all(isinstance(one, Report) for one in taken)


def test_an_entry_that_breaks_the_library_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from contested.intake import confined, feeds

    monkeypatch.setattr(confined, "IS_POSSIBLE", False)  # a child of its own would have the library whole
    whole = feeds.parsed

    def fragile(data: bytes, source: object) -> object:
        if b"two" in data:
            raise ZeroDivisionError("two")
        return whole(data, source)  # type: ignore[arg-type]

    monkeypatch.setattr(feeds, "parsed", fragile)
    items = "".join(f"<item><title>{n}</title></item>" for n in ("one", "two", "three"))
    first, second, third = given_feed(tmp_path, f"<rss><channel><title>M</title>{items}</channel></rss>")
    assert isinstance(first, Report) and isinstance(third, Report) and (first.text, third.text) == ("one", "three")
    assert isinstance(second, InputError) and "entry 2: is not a readable entry" in str(second)


def test_a_day_that_is_none_does_not_cost_the_entry(tmp_path: Path) -> None:
    feed = RSS.replace("Sun, 04 Jun 2017 21:00:00 GMT", "0001-01-01T00:00:00-23:59")
    remark, *reports = given_feed(tmp_path, feed)
    assert 'its date "0001-01-01" is none' in str(remark)
    assert all(isinstance(one, Report) and one.date is None for one in reports) and len(reports) == 2
