"""The open ledger, and what was reckoned from it, kept until something is added to it.

Everything that is kept is a function of the ledger's mark and of the question, so that several processes, each with a
desk of its own, give the same answers.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cached_property
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING, Self, TypeVar, cast

from contested.app.settings import Settings
from contested.errors import UnavailableError
from contested.ledger import Ledger
from contested.model import Told

if TYPE_CHECKING:
    from contested.gazetteer.index import Gazetteer
    from contested.knowledge.tables import Knowledge
    from contested.knowledge.wars import Wars
    from contested.ledger.outline import Outline
    from contested.model import Baseline
    from contested.reading import Reader
    from contested.situation import Situation

Made = TypeVar("Made")
Mark = tuple[str | int, ...]
#: How many answers are kept, and how many bytes of encoded ones.
MOST_KEPT, MOST_BYTES = 64, 64_000_000


class Kept:
    """Answers by question, of one mark of the ledger; the one not asked for longest goes first. Safe among threads."""

    def __init__(self) -> None:
        self._mark: Mark = ()
        self._found: OrderedDict[Hashable, object] = OrderedDict()
        self._bytes = 0
        self._lock, self._making = Lock(), dict[Hashable, RLock]()

    def get(self, mark: Mark, question: Hashable, make: Callable[[], Made]) -> Made:
        """The answer to a question, made where it is not there; who asks the same meanwhile waits for it."""
        with self._lock:
            if mark != self._mark:
                self._mark, self._bytes = mark, 0
                self._found.clear()
                self._making.clear()
            if question in self._found:
                self._found.move_to_end(question)
                return cast(Made, self._found[question])
            making = self._making.setdefault(question, RLock())
        with making:
            with self._lock:
                if mark == self._mark and question in self._found:
                    return cast(Made, self._found[question])
            made = make()
            with self._lock:
                self._keep(mark, question, made)
            return made

    def _keep(self, mark: Mark, question: Hashable, made: object) -> None:
        self._making.pop(question, None)
        if mark != self._mark:
            return
        self._found[question] = made
        self._bytes += size(made)
        while len(self._found) > MOST_KEPT or (self._bytes > MOST_BYTES and len(self._found) > 1):
            self._bytes -= size(self._found.popitem(last=False)[1])


def size(made: object) -> int:
    """The bytes of an encoded answer; 0 for others, which share what they hold."""
    return len(made) if isinstance(made, bytes) else 0


class Desk:
    """A ledger, open, with what is known beside it. Use it in a ``with`` block, or `close` it."""

    def __init__(self, settings: Settings) -> None:
        """Open the ledger.

        Raises:
            LedgerError: it is missing, locked, damaged, of a later version, or no ledger.
        """
        self.settings = settings
        self.knowledge_dir = Path(settings.knowledge) if settings.knowledge else None
        self.gazetteer_dir = Path(settings.gazetteer) if settings.gazetteer else None
        self.ledger = Ledger.open(settings.ledger, create=False)
        self.kept = Kept()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the ledger."""
        self.ledger.close()

    def mark(self) -> Mark:
        """The ledger's mark.

        Raises:
            UnavailableError: the ledger cannot be asked, or another version of the program has changed its tables.
        """
        mark = self.ledger.mark()
        if mark[0] != self.ledger.version:
            what = f"was brought to another version ({mark[0]}) while this server of version {self.ledger.version} ran"
            raise UnavailableError(what, source=self.ledger.name, remedy="start the server again")
        return mark

    def answer(self, question: Hashable, make: Callable[[], Made]) -> Made:
        """What was made of the ledger as it is now, for a question."""
        return self.kept.get(self.mark(), question, make)

    def told(self) -> tuple[Told, ...]:
        """All claims, as they are told."""
        return self.answer("told", lambda: tuple(self.ledger.told()))

    def baselines(self) -> tuple[Baseline, ...]:
        """Who held what, by the maps that users brought."""
        return self.answer("baselines", self.ledger.baselines)

    def situation(
        self,
        on: str | None = None,
        as_known: str | None = None,
        area: str | None = None,
        conflict: str | None = None,
        outline: Outline | None = None,
    ) -> Situation:
        """The situation that is asked for: of all claims, or of those of the war that is named.

        Raises:
            UsageError: the area or the war is not known.
        """
        from contested.question import area_of, drawn
        from contested.situation import Question, Situation
        from contested.wars import of_one

        def make() -> Situation:
            where = area_of(area, self.gazetteer_dir, self.knowledge_dir, self.wars) if area else drawn(outline)
            question = Question(on=on, as_known=as_known, area=where, conflict=conflict)
            found = Situation(
                self.told(), question, conflicts=self.wars.conflicts, roads=self.wars.roads,
                decisions=self.ledger.decisions(), baselines=self.baselines(),
            )  # fmt: skip
            return found if conflict is None else of_one(found)

        return self.answer(("situation", on, as_known, area, conflict, outline), make)

    @property
    def dirs(self) -> list[Path]:
        """The folders of users' knowledge."""
        return [self.knowledge_dir] if self.knowledge_dir else []

    @cached_property
    def wars(self) -> Wars:
        """The wars and roads that are known."""
        from contested.knowledge.wars import open_wars

        return open_wars(self.dirs)

    @cached_property
    def knowledge(self) -> Knowledge:
        """All that is known."""
        from contested.knowledge import load

        return load(self.dirs)

    @cached_property
    def reader(self) -> Reader:
        """What reads a report's words."""
        from contested.reading import open_reader

        return open_reader(knowledge=self.dirs, gazetteer=self.gazetteer_dir)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The index of places."""
        from contested.gazetteer.index import Gazetteer
        from contested.reading.compile import known_places

        return Gazetteer.open(self.gazetteer_dir, **known_places(self.dirs))
