"""Reports are read from texts, files and folders; ledgers are opened."""

from __future__ import annotations

from pathlib import Path

import pytest

import contested

TEXT = "The Syrian army captured Maskanah on Sunday."


def test_a_text_is_read_and_a_path_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "two.md").write_text(f"---\ndate: 2017-06-06\nsource: Second\n---\n{TEXT}\n", encoding="utf-8")
    (of_text,) = contested.read(TEXT, date="2017-06-05", source="First", country="SY")
    first, second = contested.read(tmp_path, date="2017-06-05", source="First", country="SY")
    assert of_text.claims == first.claims and [claim.type for claim in first.claims] == ["capture"]
    assert [(each.report.date, each.report.source) for each in (first, second)] == [
        ("2017-06-05", "First"),
        ("2017-06-06", "Second"),
    ]


def test_reports_and_several_things_are_read_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text(TEXT, encoding="utf-8")
    report = contested.Report(id="mine", text="Rebels left Homs.", country="SY")
    assert [one.report.text for one in contested.read([report, path])] == [report.text, TEXT]
    assert contested.read([]) == []


def test_what_cannot_be_read_is_a_warning_unless_nothing_can(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match=r"none\.txt: there is no such file"):
        assert len(contested.read([TEXT, tmp_path / "none.txt"])) == 1
    with pytest.raises(contested.InputError, match=r"none\.txt: there is no such file"):
        contested.read(tmp_path / "none.txt")


def test_a_path_that_is_given_as_a_text_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(contested.UsageError, match=r"is a path, and was given as a text \(write Path"):
        contested.read(str(tmp_path))
    for text in ("The army left Homs.\0", "Rebels left Homs. " * 500):
        assert contested.read(text)[0].report.text == text


def test_what_is_said_of_a_text_must_be_right() -> None:
    with pytest.raises(contested.InputError, match="the text: the report is empty"):
        contested.read(" ")
    with pytest.raises(contested.InputError, match='"Syria" is no country code'):
        contested.read(TEXT, country="Syria")
    with pytest.raises(contested.UsageError, match='`date`: "Sunday" is no date'):
        contested.read(TEXT, date="Sunday")


def test_a_ledger_is_opened_and_made_only_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "war.sqlite"
    with pytest.raises(contested.LedgerError, match=r"war\.sqlite: there is no such ledger"):
        contested.open(path)
    with contested.open(path, create=True) as ledger:
        (reading,) = contested.read(TEXT, date="2017-06-05")
        ledger.add(reading.report, reading)
    with contested.open(path) as ledger:
        assert list(ledger.readings()) == [reading]
