"""What is wrong in a source: the first of it ends the import, or with `--skip-bad` all of it is counted and listed."""

from __future__ import annotations

from contested.errors import GazetteerError

LISTED = 1_000  # messages that are kept; the rest is only counted


class Refusals:
    """Takes each error of a source; ``skip``: go on without what is wrong."""

    def __init__(self, *, skip: bool = False) -> None:
        self.skip, self.count = skip, 0
        self.listed: list[str] = []

    def refuse(self, error: GazetteerError) -> None:
        """Raise an error, or note it and go on."""
        if not self.skip:
            raise error
        self.count += 1
        if len(self.listed) < LISTED:
            self.listed.append(str(error))
