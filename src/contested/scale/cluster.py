"""Parts handed out to workers by Dask: a cluster of this machine's own, or one that runs already.

A worker that ends, be it that the system killed it or that it took too much memory, costs its part another try
elsewhere; a part that ends several workers is told as failed and the others go on.
"""

from __future__ import annotations

import logging
from asyncio import CancelledError
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from contested.errors import ContestedError, fault
from contested.extras import needed

Task = TypeVar("Task")
Made = TypeVar("Made")
AHEAD = 3  # parts of each worker that are handed out before they are needed
TRIES = 2  # workers that a part may end before it is given up
CONNECT_SECONDS = 20
SETTINGS = {
    "distributed.scheduler.allowed-failures": TRIES,
    "distributed.admin.tick.limit": "1h",
    "distributed.admin.tick.interval": "1s",  # a loop that wakes often takes the interpreter from the thread that reads
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.worker.profile.enabled": False,  # nobody looks at samples of what each worker does
}


@contextmanager
def cluster(scheduler: str | None, workers: int, memory: str) -> Iterator[Any]:
    """A client of a running scheduler, or of a cluster that is started here and ended with the block.

    Args:
        scheduler: an address such as ``tcp://host:8786``; None: start a cluster here.
        workers: processes of a cluster that is started here.
        memory: what each of them may take, such as "2GB"; one that takes more is ended and started anew.

    Raises:
        ContestedError: there is no such scheduler, or no cluster can be started.
    """
    with needed("scale", "a cluster"):
        import dask
        from distributed import Client, LocalCluster
    dask.config.set(SETTINGS)
    quieten()
    try:
        own = None if scheduler else LocalCluster(
            n_workers=workers, threads_per_worker=1, memory_limit=memory, dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )  # fmt: skip
    except (OSError, RuntimeError, ValueError) as error:
        raise ContestedError(f"no cluster can be started: {error}", remedy="take fewer --workers") from error
    try:
        try:
            client = Client(own or scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            what, remedy = "no scheduler answers there", "see that `dask scheduler` runs, and the address"
            raise ContestedError(what, source=scheduler, remedy=remedy) from error
        with client:
            yield client
    finally:
        if own is not None:
            own.close()


def quieten() -> None:
    """What goes wrong is said by us, in one line; Dask's loggers have levels of their own."""
    ours = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]
    for name in ("distributed", *ours):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def done(
    client: Any, tasks: Iterable[Task], work: Callable[[Task], Made], failed: Callable[[Task, str], Made]
) -> Iterator[Made]:
    """What comes of tasks, as it comes; only so many as keep the workers busy are handed out at a time.

    Args:
        work: what a worker does, sent to it once a task.
        failed: what comes of a task that could not be done, and why.

    Raises:
        ContestedError: the scheduler is gone; what was done before is kept.
    """
    from distributed import as_completed

    rest, waiting = iter(tasks), as_completed(loop=client.loop)
    tasks_of: dict[str, Task] = {}

    def hand_out(number: int) -> None:
        for task in islice(rest, number):
            future = client.submit(work, task, pure=False)
            tasks_of[future.key] = task
            waiting.add(future)

    hand_out(AHEAD * max(1, sum(client.ncores().values())))
    for future in waiting:
        yield outcome(client, future, tasks_of.pop(future.key), failed)
        future.release()
        hand_out(1)


def outcome(client: Any, future: Any, task: Task, failed: Callable[[Task, str], Made]) -> Made:
    """What came of one task."""
    from distributed import KilledWorker

    try:
        made: Made = future.result()
        return made
    except KilledWorker:
        return failed(task, "ended the workers that read it: give them more --memory")
    except (Exception, CancelledError) as error:
        if client.status != "running" or future.status == "cancelled":
            what, remedy = "the scheduler is gone", "start it and give the same command again: what is done is kept"
            raise ContestedError(what, remedy=remedy) from error
        return failed(task, fault(error))
