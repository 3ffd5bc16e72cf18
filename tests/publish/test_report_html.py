from html.parser import HTMLParser

import msgspec
import war_sample

from contested.model import Reading, Report, Sentence
from contested.publish import report_html
from contested.publish.report_html import safe_url, sentences


class Page(HTMLParser):
    """What a page holds: its tags, its ids and links, and the words that stand in marks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marked, self.inside = "", 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside += tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.marked += data if self.inside else ""


def test_every_claim_is_marked_and_linked_to_where_it_is_listed() -> None:
    reading = war_sample.readings()[0]
    page = Page(report_html(reading))
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    links = {attrs["href"] for tag, attrs in page.tags if tag == "a" and (attrs["href"] or "").startswith("#")}
    assert ids == {f"claim-{number}" for number in range(1, 6)}
    assert links == {f"#claim-{number}" for number in range(1, 6)}
    assert "liberated" in page.marked


def test_a_claim_lists_its_places_and_its_source_the_side_it_stands_on() -> None:
    reading = war_sample.readings()[0]
    html = report_html(reading, sides={"syrian-government": "Syrian government and allies"})
    place = reading.claims[0].places[0]
    assert f"<dt>Where</dt><dd>{place.name}" in html
    assert '<span class="number">1</span>' in html
    assert (reading.report.side == "syrian-government") == ("Syrian government and allies" in html)


def test_wording_has_its_neutral_reading_beside_it() -> None:
    html = report_html(war_sample.readings()[0])
    assert 'class="wording"><b>liberated</b></span>' in html.replace("<mark>", "").replace("</mark>", "") or (
        '<span class="wording"><b>liberated' in html
    )
    assert "(neutral reading: </span>took" in html


def test_nothing_is_loaded_and_no_script_runs() -> None:
    html = report_html(war_sample.readings()[0])
    page = Page(html)
    assert not [tag for tag, attrs in page.tags if tag in ("script", "img", "iframe") or "src" in attrs]
    assert "default-src 'none'" in html
    assert "url(" not in html


def test_markup_in_a_report_stays_text() -> None:
    text = "<script>alert(1)</script> & <b>x</b>"
    report = Report(id="x", text=text, title="<img src=x onerror=y>", source='"><i>', url="javascript:alert(1)")
    html = report_html(
        Reading(report=report, reader="r", sentences=(Sentence(0, len(text), "body"),), mentions=(), claims=())
    )
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in html


def test_no_word_of_the_report_is_left_out() -> None:
    reading = war_sample.readings()[4]
    some = msgspec.structs.replace(reading, sentences=reading.sentences[1:3])
    whole = sentences(some)
    text = reading.report.text
    assert "".join(text[row.start : row.end] for row in whole).replace(" ", "") == text.replace(" ", "")


def test_an_empty_report_is_a_page_too() -> None:
    report = Report(id="x", text="")
    html = report_html(Reading(report=report, reader="r", sentences=(), mentions=(), claims=()))
    assert "This report has no text" in html


def test_only_web_addresses_become_links() -> None:
    assert safe_url("https://example.org/a?b=1") == "https://example.org/a?b=1"
    assert safe_url("HTTP://example.org") == "HTTP://example.org"
    assert safe_url(" javascript:x") is safe_url("data:text/html,x") is safe_url(None) is None
