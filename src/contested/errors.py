"""Everything that can go wrong on purpose, as one tree.

    ContestedError
    ├── InputError          a report, file or feed that cannot be read; the other inputs go on
    │   └── FetchError      an address that does not give what was asked for, perhaps for a while only
    ├── KnowledgeError      a file of actors, events, cues, wording or places that is not well formed
    ├── GazetteerError      the index of places is missing, of another version, or its source is broken
    ├── LedgerError         the ledger is locked, damaged, or of a newer version
    │   ├── UnavailableError    its database does not answer for now, or not to us: locked, full, out of reach
    │   ├── NotFoundError       it does not hold what was asked for by id
    │   └── ConflictError       somebody else decided meanwhile on what one decides on
    ├── SituationError      a figure of the situation that is no number
    ├── PublishError        an output that cannot be written as asked
    ├── MissingError        a library of an extra that is not installed
    └── UsageError          options that do not fit together (exit status 2)

Every error names the input, the place in it where that is known, and what to do. What goes wrong against all purpose is
told in one line too, by `fault`, so that it costs one input and not all.
"""

from __future__ import annotations

from pathlib import Path

#: Where there is no remedy of the user's own.
REPORT_IT = "this is a fault of contested: please report it with that input"


#: Characters at most of each part of a message that may be another's words, and of a message.
LONGEST_PART, LONGEST = 1_000, 4_000


def shortened(text: str, most: int = LONGEST_PART) -> str:
    """A text with its middle left out where it is too long to be read: it may be as long as the input."""
    half = most // 2
    return text if len(text) <= most else f"{text[:half]} … {text[-half:]}"


def one_line(text: str) -> str:
    """A message as one line that a terminal only shows: names and words of others may hold what it would obey."""
    text = shortened(text, LONGEST)
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in " ".join(text.splitlines()))


class ContestedError(Exception):
    """An error that a user can mend: what is wrong, where, and the remedy, in one line.

    Args:
        what: what is wrong, in plain words.
        source: the file, address or record that it is wrong in.
        line: the line of the source, counted from 1.
        key: the key or field of the source.
        remedy: what the user can do about it.
    """

    def __init__(
        self,
        what: str,
        *,
        source: str | None = None,
        line: int | None = None,
        key: str | None = None,
        remedy: str | None = None,
    ) -> None:
        self.what, self.source = shortened(what), shortened(source) if source else source
        self.line, self.key, self.remedy = line, key, remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.source, self.line) if part is not None)
        key = f"`{self.key}`: " if self.key else ""
        remedy = f" ({self.remedy})" if self.remedy else ""
        return one_line(f"{where}{': ' if where else ''}{key}{self.what}{remedy}")


def fault(error: BaseException) -> str:
    """An error that nobody foresaw, in a few words: its kind, what it says, and the line that raised it."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = f" at {Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else ""
    says = str(error).strip().partition("\n")[0][:200]
    return f"{type(error).__name__}{': ' if says else ''}{says}{where}"


class InputError(ContestedError):
    """A report, file or feed cannot be read."""


class FetchError(InputError):
    """An address does not give what was asked for.

    ``status`` is the HTTP status, None where there was no answer; ``wait`` are the seconds that the server asks for;
    ``asked`` is False where it was not even asked, since it may not be.
    """

    asked: bool = True
    status: int | None = None
    wait: float | None = None


class KnowledgeError(ContestedError):
    """A knowledge file is not well formed."""


class GazetteerError(ContestedError):
    """The index of places cannot be built or opened."""


class LedgerError(ContestedError):
    """The ledger cannot be opened, read or written."""


class UnavailableError(LedgerError):
    """The ledger's database cannot be asked now."""


class NotFoundError(LedgerError):
    """The ledger does not hold what was asked for."""


class ConflictError(LedgerError):
    """Somebody decided on the same thing since the one who decides last looked."""


class SituationError(ContestedError):
    """What is asked cannot be reckoned: a figure would be no number; names the claim."""


class PublishError(ContestedError):
    """An output cannot be written as asked."""


class MissingError(ContestedError):
    """A library that only this needs is not installed."""


class UsageError(ContestedError):
    """Options that do not fit together."""
