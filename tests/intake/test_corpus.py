"""Every file of the corpus is read, and whatever is changed in one a report or a clear line comes out."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.errors import InputError
from contested.intake import Arrival, Settings, arrivals_of, confined
from contested.intake.files import form_of
from contested.intake.limits import Limits
from contested.intake.record import Input

CORPUS = Path(__file__).parents[1] / "corpus"
FILES = [path for path in sorted(CORPUS.iterdir()) if path.is_file() and path.name != "README.md"]
FOUND = sorted((CORPUS / "found").iterdir())
LIMITS = Limits(page_mb=1, file_mb=1, unpacked_mb=8)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a child of its own, which is tried in test_confined."""
    monkeypatch.setattr(confined, "IS_POSSIBLE", False)


def come(path: Path, data: bytes) -> list[object]:
    """What some bytes give as a file of that name."""
    encoding = "utf-16" if path.name.startswith("wide") else None
    source = Input(path.name, None, data, form=form_of(path.name))
    return list(arrivals_of([source], Settings(limits=LIMITS, encoding=encoding)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_is_read(path: Path) -> None:
    assert any(isinstance(one, Arrival) for one in come(path, path.read_bytes()))


@settings(max_examples=150)
@given(st.data())
def test_whatever_is_changed_a_report_or_a_line_comes_out(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FILES))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    until = data.draw(st.integers(at, min(len(whole), at + 200)))
    put = data.draw(st.one_of(st.binary(max_size=8), st.text(max_size=8).map(str.encode)))
    look_at(path, whole[:at] + put + whole[until:])


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_once_was_a_fault_of_ours_is_none(path: Path) -> None:
    look_at(path, path.read_bytes())


def look_at(path: Path, data: bytes) -> None:
    """Some bytes as a file of that name give something, and nothing but reports and clear lines."""
    found = come(path, data)
    assert found
    for one in found:
        if isinstance(one, InputError):
            assert one.remedy and "a fault of contested" not in str(one), (path.name, one)
        if isinstance(one, Arrival):
            assert msgspec.json.encode(one.report)
