"""`contested scale`: many articles, on all cores of this machine or on a cluster."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contested.cli.messages import Progress, counted, is_terminal, say
from contested.cli.options import INTAKE, add_all, settings_of
from contested.cli.scale_steps import CLUSTER, control, fuse, make_folder
from contested.cli.sides import check_side
from contested.errors import InputError

if TYPE_CHECKING:
    from contested.scale.parts import Part
    from contested.scale.work import Done, Job

FAILED = "failed.jsonl"


@click.group("scale")
def command() -> None:
    """Many articles, on all cores of this machine or on a cluster.

    Needs `pip install 'contested[scale]'`.
    """


command.add_command(fuse)
command.add_command(control)


@command.command("read")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="A folder for the claims.")
@add_all(INTAKE)
@click.option(
    "--knowledge", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR",
    help="A folder of your own actors, places, wording …",
)  # fmt: skip
@click.option(
    "--gazetteer", type=click.Path(path_type=Path), envvar="CONTESTED_GAZETTEER", metavar="PATH",
    help="Another index of places than your own (or CONTESTED_GAZETTEER).",
)  # fmt: skip
@add_all(CLUSTER)
def read(
    paths: tuple[str, ...], out: Path, scheduler: str | None, workers: int | None, memory: str, **options: Any
) -> int:
    """Read reports into Parquet tables of claims, a table for each part of the input.

    PATH is a file or folder: .jsonl, .parquet, .warc.gz and whatever `contested read` takes. Stopped, killed or failed
    in part, the same command goes on where it was: tables that are there are not written again. What could not be read
    stands in failed.jsonl, with the reason.
    """
    from contested.scale import cluster, work

    check_side(options["side"], options["knowledge"])
    job, every = job_of(out, options), tuple(partly(paths))
    make_folder(out)
    broken = [one for one in every if isinstance(one, InputError)]
    results = [work.Done(part=str(one.source), failed=1, reasons=(str(one),)) for one in broken]
    tasks = [one for one in every if not isinstance(one, InputError)]
    line = Progress("parts read", shown=is_terminal(sys.stderr))
    with cluster.cluster(scheduler, workers or os.cpu_count() or 1, memory) as client:
        for one in cluster.done(client, tasks, partial(work.read_part, job=job), failed):
            results.append(one)
            line.step(len(results), len(every))
    line.wipe()
    return told(results, out)


def partly(paths: Iterable[str]) -> Iterator[Part | InputError]:
    """The parts of the input, and what cannot be opened."""
    from contested.scale.parts import parts

    yield from parts(Path(path).resolve() for path in paths)


def job_of(out: Path, options: dict[str, Any]) -> Job:
    """The options as the workers take them; paths are whole, since workers have folders of their own."""
    from contested.scale.work import Job

    taken = settings_of(options)
    own = {name: str(options[name].resolve()) if options[name] else None for name in ("knowledge", "gazetteer")}
    return Job(
        out=str(out.resolve()), defaults=dict(taken.defaults), columns=dict(taken.columns), encoding=taken.encoding,
        day_first=taken.day_first, form=taken.form, limits=taken.limits, **own,
    )  # fmt: skip


def failed(part: Part, why: str) -> Done:
    """A part that no worker could read."""
    from contested.scale.work import Done

    return Done(part=part.name, failed=1, reasons=(f"{part.name}: {why}",))


def told(results: list[Done], out: Path) -> int:
    """Say what came of all parts, and write down what failed; the exit status."""
    import msgspec

    wrong = sorted((one for one in results if one.failed), key=lambda one: one.part)
    for reason in [reason for one in wrong for reason in one.reasons]:
        say(reason)
    lines = [msgspec.json.encode({"part": one.part, "failed": one.failed, "reasons": one.reasons}) for one in wrong]
    (out / FAILED).write_bytes(b"".join(line + b"\n" for line in lines))
    there = sum(one.was_there for one in results)
    say(
        f"{out}: {counted(sum(one.claims for one in results), 'claim')} of"
        f" {counted(sum(one.reports for one in results), 'report')} in {counted(len(results), 'part')}"
        f" ({there:,} read before), {sum(one.failed for one in results):,} failed"
    )
    return 1 if wrong else 0
