"""Claims in the order of their days, from a ledger that gives them in another, without holding them in memory.

They are written to a file that the system takes away by itself; in memory stay the keys that they are sorted by, so
that the same claims give the same bytes in whatever order they were added.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import IO

import msgspec

from contested.model import Claim, Report, Told

NO_DAY = "9999"


class Spool:
    """Told claims, once through."""

    def __init__(self, told: Iterable[Told]) -> None:
        self.file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it is read as long as this lives
        self.keys: list[tuple[str, str, int, int, str, bool]] = []
        self.reports: dict[str, tuple[int, int]] = {}
        for each in told:
            if each.report.id not in self.reports:
                self.reports[each.report.id] = self._put(each.report)
            claim = each.claim
            day = claim.time.start or claim.time.end or NO_DAY
            self.keys.append((day, claim.id, *self._put(claim), each.known, each.accepted))
        self.keys.sort()
        self._report = lru_cache(maxsize=64)(self._read_report)

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[Told]:
        decode = msgspec.msgpack.Decoder(Claim).decode
        for _, _, at, size, known, accepted in self.keys:
            claim = decode(self._get(at, size))
            yield Told(claim=claim, report=self._report(claim.report), known=known, accepted=accepted)

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def _read_report(self, id: str) -> Report:
        return msgspec.msgpack.decode(self._get(*self.reports[id]), type=Report)

    def _put(self, value: object) -> tuple[int, int]:
        data, at = msgspec.msgpack.encode(value), self.file.tell()
        self.file.write(data)
        return at, len(data)

    def _get(self, at: int, size: int) -> bytes:
        self.file.seek(at)
        return self.file.read(size)
