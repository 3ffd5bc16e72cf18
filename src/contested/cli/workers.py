"""Processes that work side by side, each with a pipe of its own.

The pools of the standard library have one pipe for the answers of all workers. Where the system kills a worker in the
middle of an answer (it does when memory runs out) the others keep that pipe open, and whoever reads it waits for ever
for the rest. With a pipe of its own a worker's end is the end of its pipe, at any moment.

Workers are forked while this process has no other thread, and only then threads are started that wait for the answers.
"""

from __future__ import annotations

import atexit
import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any, Generic, NamedTuple, TypeVar

from contested.cli import signals
from contested.errors import ContestedError, fault

Task = TypeVar("Task")
Made = TypeVar("Made")
FEWER = "make room in memory, or take fewer --workers"
#: A forked worker shares the tables of this process; other systems start one that opens its own.
CONTEXT = multiprocessing.get_context("fork" if sys.platform == "linux" else None)


class Worker(NamedTuple):
    """A process, and our end of the pipe to it."""

    process: BaseProcess
    pipe: Connection[Any, Any]

    def call(self, task: object) -> Any:
        """What the worker makes of a task; what it raises is raised here.

        Raises:
            ContestedError: it is no more.
        """
        try:
            self.pipe.send(task)
            well, answer = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise lost() from error
        if not well:
            raise answer
        return answer


def lost() -> ContestedError:
    """A worker has ended; nobody but the system does that."""
    return ContestedError("a worker ended in the middle of its work", remedy=FEWER)


class Workers(Generic[Task, Made]):
    """Some workers that do the same work. Use `side_by_side`, which ends them whatever happens."""

    def __init__(self, number: int, work: Callable[[Task], Made]) -> None:
        self.number, self.work = number, work
        self.crew: list[Worker] = []
        self.idle: SimpleQueue[Worker] = SimpleQueue()
        self.threads = ThreadPoolExecutor(number, initializer=signals.leave_to_the_main_thread)

    def start(self) -> None:
        """Start the processes; signals wait, since an exception around a fork would be lost or leave a half worker."""
        atexit.register(self.stop)
        with signals.held():
            for _ in range(self.number):
                self.crew.append(started(self.work, [worker.pipe for worker in self.crew]))
                self.idle.put(self.crew[-1])

    def submit(self, task: Task) -> Future[Made]:
        """Have a task done by whichever worker is free first.

        Raises:
            ContestedError: a worker is no more.
        """
        if not all(worker.process.is_alive() for worker in self.crew):
            raise lost()
        return self.threads.submit(self._call, task)

    def _call(self, task: Task) -> Made:
        worker = self.idle.get()
        try:
            made: Made = worker.call(task)
            return made
        finally:
            self.idle.put(worker)

    def stop(self) -> None:
        """End all workers at once, whatever they do: they hold nothing that is not held here."""
        with signals.held():
            for worker in self.crew:
                worker.process.kill()
            self.threads.shutdown(cancel_futures=True)
            for worker in self.crew:
                worker.process.join()
                worker.pipe.close()
            self.crew.clear()
        atexit.unregister(self.stop)


@contextmanager
def side_by_side(number: int, work: Callable[[Task], Made]) -> Iterator[Workers[Task, Made]]:
    """Workers for the time of a block.

    Args:
        number: how many processes.
        work: what each does with a task; tasks, answers and, where processes are not forked, the work are pickled.

    Raises:
        ContestedError: no more processes can be started.
    """
    workers = Workers(number, work)
    try:
        try:
            workers.start()
        except OSError as error:
            raise ContestedError(f"no worker can be started: {error.strerror}", remedy=FEWER) from error
        yield workers
    finally:
        workers.stop()


def started(work: Callable[[Any], object], earlier: Sequence[Connection[Any, Any]]) -> Worker:
    """One more worker; a forked one has copies of our ends of all pipes, which it is to close."""
    ours, theirs = CONTEXT.Pipe()
    copies = (*earlier, ours) if CONTEXT.get_start_method() == "fork" else ()
    process = CONTEXT.Process(target=serve, args=(work, theirs, copies), daemon=True)
    process.start()
    theirs.close()
    return Worker(process, ours)


def serve(work: Callable[[Any], object], pipe: Connection[Any, Any], copies: Sequence[Connection[Any, Any]]) -> None:
    """In a worker: do what comes, until nobody asks any more, be it that the first process was killed."""
    signals.leave_to_the_first_process()
    for copy in copies:
        copy.close()
    with suppress(EOFError, OSError):
        while True:
            pipe.send(outcome(work, pipe.recv()))


def outcome(work: Callable[[Any], object], task: object) -> tuple[bool, object]:
    """Whether a task was done, and its result or what went wrong."""
    try:
        return True, work(task)
    except ContestedError as error:
        return False, error
    except Exception as error:  # its class may not be one that can be sent
        return False, RuntimeError(fault(error))
