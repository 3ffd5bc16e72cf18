from pathlib import Path

from contested.model import Decision
from contested.publish.notes import Terms, corrections, data

ROWS = [
    Decision(number=1, kind="reject", subject="abc", author="Noor", made="2017-06-07T10:00:00Z", reason="<b>no</b>"),
    Decision(number=2, kind="correct", subject="r1", author="Noor", made="2017-06-08T10:00:00Z", reason="a slip",
             fields={"date": "2017-05-12"}),
    Decision(number=3, kind="withdraw", subject="abc", author="Ada", made="2017-06-09T10:00:00Z", reason="it was right",
             withdraws=1),
]  # fmt: skip


def test_every_decision_is_shown_with_who_made_it_and_why_the_newest_first() -> None:
    html = corrections("War", ROWS, {"abc"}, {"r1": "file"})
    assert html.index("it was right") < html.index("a slip") < html.index("&lt;b&gt;no&lt;/b&gt;")
    assert 'href="index.html#claim=abc"' in html
    assert 'href="reports/file.html"' in html
    assert "<code>date</code> is now 2017-05-12" in html
    assert "<s><b>Left out:</b>" in html


def test_nothing_decided_is_said() -> None:
    assert "Nothing was corrected." in corrections("War", [], set(), {})


def test_the_data_say_their_licence_and_how_to_cite_them(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("x", encoding="utf-8")
    html = data("War", tmp_path, Terms("CC BY 4.0", "Noor & Ada (2017)"), 3, ("2017-05-09", "2017-06-06"))
    assert "CC BY 4.0" in html
    assert "Noor &amp; Ada (2017)" in html
    assert 'href="data/claims.csv"' in html
    assert "events.jsonl" not in html
    assert "GeoNames" in html


def test_without_terms_it_says_that_none_were_stated(tmp_path: Path) -> None:
    html = data("War", tmp_path, Terms(), 3, ("2017-05-09", "2017-06-06"))
    assert "not stated" in html
    assert "claims of 3 reports, 2017-05-09 to 2017-06-06" in html
