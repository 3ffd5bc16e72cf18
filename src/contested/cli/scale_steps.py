"""`contested scale fuse` and `contested scale control`: events and who holds what, from tables of claims."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from contested.cli.messages import Progress, counted, is_terminal, say
from contested.cli.options import a_date, add_all
from contested.errors import InputError, PublishError

if TYPE_CHECKING:
    from contested.scale.plan import Outcome, Plan, Run
    from contested.scale.step import Made, Step

Command = TypeVar("Command", bound=Callable[..., Any])
CLUSTER = (
    click.option("--scheduler", metavar="ADDRESS", help="A running Dask scheduler; else a cluster is started here."),
    click.option("--workers", type=click.IntRange(1, 1024), help="Processes of a cluster started here (one a core)."),
    click.option("--memory", default="2GB", show_default=True, metavar="SIZE", help="What each of them may take."),
)
TABLES = (
    click.argument("tables", nargs=-1, required=True, metavar="CLAIMS…", type=click.Path(path_type=Path)),
    click.option(
        "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="A folder for the result."
    ),
    click.option(
        "--as-known", callback=a_date, metavar="DATE", help="Only what could be known by this day (all, without it)."
    ),
)


@click.command("fuse")
@add_all(TABLES)
@add_all(CLUSTER)
def fuse(tables: tuple[Path, ...], **options: Any) -> int:
    """Make events of claims: each event once, however many reports tell of it.

    CLAIMS is the folder of `contested scale read`, or tables of it. Tables of events come to the folder of --out.
    Stopped or killed, the same command goes on where it was.
    """
    return result(tables, options, "events", lambda plan, paths: plan.events(paths))


@click.command("control")
@add_all(TABLES)
@click.option("--on", callback=a_date, metavar="DATE", help="The day asked about (the last, without it).")
@click.option("--conflict", metavar="ID", help="The war (that whose sides are named most, without it).")
@click.option(
    "--knowledge", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR",
    help="A folder of your own wars and roads.",
)  # fmt: skip
@add_all(CLUSTER)
def control(
    tables: tuple[Path, ...], on: str | None, conflict: str | None, knowledge: Path | None, **options: Any
) -> int:
    """Reckon who holds what by claims, as one table in the folder of --out.

    CLAIMS is the folder of `contested scale read`, or tables of it. Stopped or killed, the same command goes on
    where it was.
    """
    from contested.knowledge.wars import open_wars

    wars = open_wars([knowledge] if knowledge else [])
    return result(tables, options, "control", lambda plan, paths: plan.control(paths, on, conflict, wars))


def result(
    tables: Sequence[Path], options: dict[str, Any], kind: str, made: Callable[[Plan, Sequence[Path]], Outcome]
) -> int:
    """Have a plan carried out on a cluster, and say what came of it; the exit status."""
    from contested.scale.plan import Plan

    paths, out = list(tables_of(tables)), options["out"]
    make_folder(out)
    with runner(options) as run:
        plan = Plan(out.resolve(), run, options["as_known"])
        found = made(plan, paths)
    if found.tables:
        plan.clear(found.tables, kind)
    return told(found, out, kind)


def tables_of(given: Iterable[Path]) -> Iterator[Path]:
    """The tables of claims among files and folders.

    Raises:
        InputError: there are none.
    """
    count = 0
    for path in given:
        for table in sorted(path.glob("claims-*.parquet")) if path.is_dir() else [path]:
            count += 1
            yield table.resolve()
    if not count:
        what, remedy = "holds no tables of claims", "give the folder of `contested scale read`"
        raise InputError(what, source=", ".join(map(str, given)), remedy=remedy)


@contextmanager
def runner(options: dict[str, Any]) -> Iterator[Run]:
    """What makes steps on a cluster; those that are there are not handed out."""
    from contested.scale import cluster
    from contested.scale.step import Made, make

    line, done = Progress("steps made", shown=is_terminal(sys.stderr)), 0
    with cluster.cluster(options["scheduler"], options["workers"] or os.cpu_count() or 1, options["memory"]) as client:

        def run(steps: Sequence[Step]) -> Iterator[Made]:
            nonlocal done
            rest = []
            for step in steps:
                if step.path.exists():
                    yield Made(step=step, was_there=True)
                else:
                    rest.append(step)
            for made in cluster.done(client, rest, make, failed):
                done += 1
                line.step(done)
                yield made

        yield run
    line.wipe()


def failed(step: Step, why: str) -> Made:
    """A step that no worker could make."""
    from contested.scale.step import Made

    return Made(step=step, reason=f"{Path(step.inputs[0]).name}: {why}")


def make_folder(out: Path) -> None:
    """Make the folder of the result."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = f"cannot be made: {error.strerror}"
        raise PublishError(why, source=str(out), remedy="choose another folder") from None


def told(found: Outcome, out: Path, kind: str) -> int:
    """Say what came of it, and write down what failed; the exit status."""
    import msgspec

    wrong = sorted((made.step.inputs[0], made.reason or "") for made in found.failed)
    for _, reason in wrong:
        say(reason)
    lines = [msgspec.json.encode({"table": table, "reason": reason}) for table, reason in wrong]
    (out / f"failed-{kind}.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    tables = counted(len(found.tables), "table")
    say(
        f"{out}: {kind} of {counted(found.claims, 'claim')} in {tables} ({found.was_there:,} steps made before),"
        f" {len(wrong):,} failed"
    )
    return 1 if wrong else 0
