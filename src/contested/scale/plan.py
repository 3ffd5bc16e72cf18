"""Which steps lead from tables of claims to events and to who holds what.

    tables ─► stock ─► said ─► copies ─► shapes ─► pairs ─► groups ─► dealt ─► events
                                  └────► bearing ─► control

``stock``, ``said``, ``shapes``, ``dealt`` and ``bearing`` are a step a table; ``pairs`` and ``events`` a step for some
cells and days, or some events; ``copies``, ``groups`` and ``control`` one step each, over numbers or over what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from pathlib import Path

import msgspec

from contested.errors import ContestedError
from contested.knowledge.wars import Wars
from contested.scale.held import Asked, Sums, named_in
from contested.scale.likeness import Dealing
from contested.scale.shuffle import about, encode
from contested.scale.step import Made, Step
from contested.scale.tables import Stock, Taking
from contested.situation import known_war, likeliest

CLAIMS_A_TASK = 20_000
STEPS = "steps"
Run = Callable[[Sequence[Step]], Iterable[Made]]


class StepError(ContestedError):
    """A step without which there is no result could not be made."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a plan: the tables made, how many claims went in, and what could not be read, with the reason."""

    tables: tuple[Path, ...]
    claims: int
    failed: tuple[Made, ...]
    was_there: int = 0


class Plan:
    """The steps over some tables, in folder ``out``."""

    def __init__(self, out: Path, run: Run, as_known: str | None = None, claims_a_task: int = CLAIMS_A_TASK) -> None:
        """Plan.

        Args:
            out: where results go; steps lie in a folder in it, until a result is whole.
            run: makes steps, in any order and anywhere.
            as_known: only claims known by this ISO day.
            claims_a_task: about how many go to one task where they are dealt out.
        """
        self.out, self.as_known, self.claims_a_task, self._run = out, as_known, claims_a_task, run
        self.was_there = 0

    def events(self, tables: Sequence[Path]) -> Outcome:
        """The events of all claims, as tables ``events-….parquet``.

        Raises:
            StepError: a step failed for another reason than a table that cannot be read.
        """
        kept, takings, failed = self.take_in(tables)
        if not kept:
            return Outcome(tables=(), claims=0, failed=failed)
        claims = sum(each.claims for _, each in kept)
        tasks, paths = max(1, ceil(claims / self.claims_a_task)), [path for path, _ in kept]
        copies = self.copies(paths, takings)
        dealings = [encode(Dealing(taking, tasks)) for taking in takings]
        shapes = self._each("shapes", [(path, copies) for path in paths], dealings)
        pairs = self._each("pairs", [tuple(shapes)] * tasks, [b""] * tasks)
        (groups,) = self._each("groups", [(*shapes, *pairs)], [encode([len(shapes), tasks])])
        dealt = self._each("dealt", [(path, copies, groups) for path in paths], dealings)
        found = self._each("events", [(*dealt, copies)] * tasks, [b""] * tasks, ".parquet")
        return Outcome(tables=tuple(found), claims=claims, failed=failed, was_there=self.was_there)

    def control(self, tables: Sequence[Path], on: str | None, conflict: str | None, wars: Wars) -> Outcome:
        """Who holds what on a day (ISO; None: the last there is) in a war (None: whose sides are named most), as a
        table ``control-….parquet``.

        Raises:
            StepError: a step failed for another reason than a table that cannot be read.
            UsageError: no such war is known.
        """
        kept, takings, failed = self.take_in(tables)
        paths = [path for path, _ in kept]
        if not kept:
            return Outcome(tables=(), claims=0, failed=failed)
        copies = self.copies(paths, takings)
        bearing = self._each("bearing", [(path, copies) for path in paths], [encode(taking) for taking in takings])
        named = named_in(about(path, Sums) for path in bearing)
        war = likeliest(named, wars.conflicts) if conflict is None else known_war(conflict, wars.conflicts)
        asked = Asked(on or takings[0].undated, takings[0].undated, war, wars.conflicts, wars.roads)
        found = self._each("control", [(*bearing, copies)], [encode(asked)], ".parquet")
        claims = sum(each.claims for _, each in kept)
        return Outcome(tables=tuple(found), claims=claims, failed=failed, was_there=self.was_there)

    def take_in(self, tables: Sequence[Path]) -> tuple[list[tuple[Path, Stock]], list[Taking], tuple[Made, ...]]:
        """The tables that can be read and what they hold, what of each counts, and those that cannot be read.

        A report that stands in several tables counts in the first of them by name.
        """
        paths = sorted(tables, key=lambda path: path.name)
        steps = [Step(kind="stock", out=self._steps(), inputs=(str(path),)) for path in paths]
        made = {one.step: one for one in self._run(steps)}
        kept = [(path, about(one.path, Stock)) for path, one in zip(paths, steps, strict=True) if not made[one].reason]
        dates = [each.last for _, each in kept if each.last]
        undated, met, takings = self.as_known or max(dates, default="0001-01-01"), set[int](), list[Taking]()
        for _, each in kept:
            takings.append(Taking(undated, self.as_known, tuple(met.intersection(each.reports))))
            met.update(each.reports)
        return kept, takings, tuple(one for one in made.values() if one.reason)

    def copies(self, paths: Sequence[Path], takings: Sequence[Taking]) -> Path:
        """Who carries whose words."""
        said = self._each("said", [(path,) for path in paths], [encode(taking) for taking in takings])
        (found,) = self._each("copies", [tuple(said)], [b""])
        return found

    def clear(self, results: Iterable[Path], kind: str) -> None:
        """Remove the steps, and tables of this kind that are of an earlier result, now that this one is whole."""
        for path in (self.out / STEPS).glob("*-*.arrow"):
            path.unlink(missing_ok=True)
        mine = set(results)
        for path in self.out.glob(f"{kind}-*.parquet"):
            if path not in mine:
                path.unlink(missing_ok=True)

    def _each(
        self, kind: str, inputs: Sequence[tuple[Path, ...]], settings: Sequence[bytes], suffix: str = ".arrow"
    ) -> list[Path]:
        """Make the steps of a kind; where they lie.

        Raises:
            StepError: one could not be made.
        """
        out = self._steps() if suffix == ".arrow" else str(self.out)
        steps = [
            Step(
                kind=kind, out=out, inputs=tuple(map(str, some)), settings=each, at=at, tasks=len(inputs), suffix=suffix
            )
            for at, (some, each) in enumerate(zip(inputs, settings, strict=True))
        ]
        for made in self._run(steps):
            if made.reason:
                remedy = "mend that and give the same command again: what is made is kept"
                raise StepError(f"step {kind}: {made.reason}", remedy=remedy)
            self.was_there += made.was_there
        return [step.path for step in steps]

    def _steps(self) -> str:
        """The folder of the steps."""
        folder = self.out / STEPS
        folder.mkdir(parents=True, exist_ok=True)
        return str(folder)
