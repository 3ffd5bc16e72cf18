"""What intake bears before it refuses: sizes, times and numbers, each a setting of the environment with a default.

They stand against files and servers made, or gone wrong, to fill the memory or to keep a run waiting for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from contested.errors import UsageError

MEGABYTE = 1_000_000
LONGEST_WAIT_HOURS = 24 * 10_000  # no calendar ends before


class Limits(NamedTuple):
    """The limits in force; what each is for stands in `SETTINGS`."""

    page_mb: float = 5
    file_mb: float = 50
    text_mb: float = 4
    unpacked_mb: float = 300
    memory_mb: float = 1500
    reading_seconds: float = 60
    seconds: float = 60
    redirects: float = 5
    entries: float = 10_000
    pause_seconds: float = 1
    wait_hours: float = 24
    first_year: float = 1900

    @property
    def page(self) -> int:
        """Bytes of a web page at most."""
        return int(self.page_mb * MEGABYTE)

    @property
    def file(self) -> int:
        """Bytes of anything fetched, of a text or of a feed at most."""
        return int(self.file_mb * MEGABYTE)

    @property
    def text(self) -> int:
        """Characters of the words of one report at most."""
        return int(self.text_mb * MEGABYTE)

    @property
    def unpacked(self) -> int:
        """Bytes of an unpacked archive at most."""
        return int(self.unpacked_mb * MEGABYTE)

    @property
    def wait(self) -> timedelta:
        """How long a failing feed is left alone at most."""
        return timedelta(hours=min(self.wait_hours, LONGEST_WAIT_HOURS))


#: The variable of each limit, and what it limits. docs/intake.md holds the same table.
SETTINGS = {
    "page_mb": ("CONTESTED_MAX_PAGE_MB", "a web page, whose markup takes two hundred times its size to look through"),
    "file_mb": ("CONTESTED_MAX_FILE_MB", "anything fetched, unpacked; a text file, a feed"),
    "text_mb": ("CONTESTED_MAX_TEXT_MB", "the words of one report, which take 350 times their size to read"),
    "unpacked_mb": ("CONTESTED_MAX_UNPACKED_MB", "a Word document, table or archive, unpacked"),
    "memory_mb": ("CONTESTED_MAX_MEMORY_MB", "memory that reading one page, document, table, feed or archive takes"),
    "reading_seconds": ("CONTESTED_MAX_READING_SECONDS", "processor time of one report of a page, document, table …"),
    "seconds": ("CONTESTED_MAX_SECONDS", "one fetch, from the first connection to the last byte"),
    "redirects": ("CONTESTED_MAX_REDIRECTS", "redirects of one fetch"),
    "entries": ("CONTESTED_MAX_ENTRIES", "entries of a feed that are taken"),
    "pause_seconds": ("CONTESTED_PAUSE_SECONDS", "the pause between two requests to one host"),
    "wait_hours": ("CONTESTED_MAX_WAIT_HOURS", "how long `watch` leaves a failing feed alone"),
    "first_year": ("CONTESTED_FIRST_YEAR", "the earliest year of publication that is believed"),
}


def limits_from(environment: Mapping[str, str]) -> Limits:
    """The limits, as the environment sets them.

    Raises:
        UsageError: a variable holds no number from 0 up.
    """
    set_to = {}
    for field, (variable, _) in SETTINGS.items():
        written = environment.get(variable)
        if written:
            try:
                set_to[field] = float(written)
            except ValueError:
                set_to[field] = -1
            if not 0 <= set_to[field] < float("inf"):
                raise UsageError(f'"{written}" is no number from 0 up', source=variable, remedy="write such as 50")
    return Limits(**set_to)
