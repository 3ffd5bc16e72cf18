"""The limits are settings, and the page on intake tells all of them with their defaults."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contested.errors import UsageError
from contested.intake.limits import SETTINGS, Limits, limits_from

PAGE = Path(__file__).resolve().parents[2] / "docs" / "intake.md"


def test_the_page_on_intake_has_every_limit_with_its_default() -> None:
    rows = re.findall(r"^\| `(CONTESTED_\w+)` \| ([\d.]+) \|", PAGE.read_text(), re.MULTILINE)
    assert [(name, float(value)) for name, value in rows] == [
        (SETTINGS[field][0], default) for field, default in Limits()._asdict().items()
    ]


def test_the_environment_sets_them() -> None:
    assert limits_from({}) == Limits()
    assert limits_from({"CONTESTED_MAX_FILE_MB": "0.5", "CONTESTED_MAX_SECONDS": ""}).file == 500_000


@pytest.mark.parametrize("written", ["many", "-1", "nan", "inf"])
def test_what_is_no_limit_is_wrong_use(written: str) -> None:
    with pytest.raises(UsageError, match=r"CONTESTED_MAX_PAGE_MB: .*no number from 0 up"):
        limits_from({"CONTESTED_MAX_PAGE_MB": written})
