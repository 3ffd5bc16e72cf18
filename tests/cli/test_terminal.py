"""On a terminal: the same layout in colour, wrapped under its indent."""

from __future__ import annotations

import io

import pytest
import sample
from rich.console import Console

from contested.cli import asked, terminal
from contested.cli.events import COLUMNS
from contested.cli.layout import layout
from contested.model import Report


def test_colours_change_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = sample.read(Report(id="1", text="The army captured Maskanah, killing 20, a monitor said.", source="SOHR"))
    plain, coloured = io.StringIO(), io.StringIO()
    for out, colour in ((plain, None), (coloured, "standard")):
        console = Console(file=out, width=200, force_terminal=True, color_system=colour, highlight=False)  # type: ignore[arg-type]
        monkeypatch.setattr(terminal, "console", lambda console=console: console)
        terminal.print_reading(reading)
    lines = [line.rstrip() for line in plain.getvalue().splitlines()]
    assert lines == [line.plain() for line in layout(reading)]
    assert "\x1b[1;36mCAPTURE" in coloured.getvalue()


def test_what_wraps_stays_under_its_indent(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = sample.read(Report(id="1", text="The army captured Maskanah, killing 20, a monitor said."))
    out = io.StringIO()
    console = Console(file=out, width=40)
    monkeypatch.setattr(terminal, "console", lambda: console)
    terminal.print_reading(reading)
    claim = [line for line in out.getvalue().splitlines() if line.startswith(" ")]
    assert len(claim) > 2 and all(len(line) <= 40 for line in claim)


def test_words_in_a_table_are_neither_markup_nor_orders(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "[/x] [bold]Red\x1b[31m\nY"
    out = io.StringIO()
    monkeypatch.setattr(terminal, "console", lambda: Console(file=out, width=80))
    monkeypatch.setattr(asked, "is_terminal", lambda stream: True)
    asked.table(["source"], [[words]])
    monkeypatch.setattr(asked, "is_terminal", lambda stream: False)
    asked.table(["source"], [[words]])
    shown = "[/x] [bold]Red␛[31m␊Y"
    for table in (out.getvalue(), capsys.readouterr().out):
        assert [line.rstrip() for line in table.splitlines()] == ["source", shown]


@pytest.mark.parametrize("width", [80, 100, 160])
def test_a_table_cuts_nothing_however_narrow_the_terminal_is(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    console = Console(file=out, width=width)
    monkeypatch.setattr(terminal, "console", lambda: console)
    row = ("a15ba58113d197d1", "2017-05-21/2017-05-31", "attack on civilians", "Khunayfis phosphate mines",
           "Syrian Arab Army -> Islamic State", "12 to 99 settlements", "1", "0.66", "actor, place")  # fmt: skip
    terminal.print_table(COLUMNS, [row])
    shown = out.getvalue()
    assert row[0] in shown and "…" not in shown
    assert max(map(len, shown.splitlines())) <= width
    whole = sorted("".join((*COLUMNS, *row)).replace(" ", ""))
    assert sorted("".join(shown.split())) == whole
