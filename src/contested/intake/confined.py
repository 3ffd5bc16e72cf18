"""Formats whose libraries cannot be bounded from within are read in a process of their own, which may be ended.

A page, a document, a table of some kilobytes can keep its library busy for hours or have it fill the memory. So one
child process reads them all, one after the other, and hands over record by record. For each record it has so many
seconds of processor time (a timer of the system ends it, also in the middle of a library's own code) and so much more
memory than it had before (a limit of the system). What exceeds that costs its own input; the next one gets a new child.

Where the system has no such limits (Windows) everything is read in this process.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import NamedTuple, TypeVar

from contested.errors import ContestedError, InputError
from contested.intake.limits import MEGABYTE, Limits
from contested.intake.record import Input, Record, Settings, any_side, damaged

Reads = Callable[[Input, Settings], Iterator[Record | InputError]]
IS_POSSIBLE = os.name == "posix" and bool(sys.executable)
#: So many times longer than its seconds of processor time a record is waited for: the machine may be busy.
PATIENCE = 10
LEAST_WAIT = 120  # seconds, however few a record has
#: Fewer threads and arenas, which take address space and bring nothing for one document.
FRUGAL = {"MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "ARROW_IO_THREADS": "1",
          "ARROW_DEFAULT_MEMORY_POOL": "system"}  # fmt: skip
#: -P: no module of the current folder is taken for one of ours.
CALL = ("-P", "-c", "import sys; from contested.intake.confined import serve; serve(int(sys.argv[1]))")
RECORD, END, OUT = "record", "end", "out of memory"
#: What each module of formats loads when it is called: no part of what an input takes.
LIBRARIES = {
    "pages": ("trafilatura", "fastwarc.warc"),
    "papers": ("pypdf", "docx"),
    "rows": ("pyarrow.parquet",),
    "feeds": ("feedparser",),
    "workbook": ("openpyxl",),
}
NEARLY = 0.2  # of what may be added: a library asks for memory in pieces, the last of which it did not get
Made = TypeVar("Made")


class Child:
    """The process that reads, and our end of the pipe to it."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.pipe, theirs = Pipe()
        quiet = None if os.environ.get("CONTESTED_DEBUG") else subprocess.DEVNULL
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, *CALL, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=quiet,
                env={**os.environ, **FRUGAL},
            )

    def is_ours(self) -> bool:
        """Whether it runs, and was started by this very process and not by the one that this was forked from."""
        return self.owner == os.getpid() and self.process.poll() is None

    def end(self) -> int:
        """End it, whatever it does; its exit status."""
        self.pipe.close()
        self.process.kill()
        return self.process.wait()


_child: Child | None = None


def confined(form: str, function: str) -> Reads:
    """What reads a format in the child; ``function`` is the module of intake and its function."""

    def reads(source: Input, settings: Settings) -> Iterator[Record | InputError]:
        task = (form, function, portable(source, settings), settings._replace(no_side=any_side))
        with at_work() as child:
            failure = yield from answers(child, task, source, settings.limits)
        if failure is not None:
            raise failure

    return reads


def portable(source: Input, settings: Settings) -> Input:
    """An input that another process can open: a pipe is read here."""
    if source.stream is None and (source.path is None or source.path.is_file()):
        return source
    data = source.read(settings.limits.unpacked, "CONTESTED_MAX_UNPACKED_MB")
    return source._replace(path=None, stream=None, data=data)


@contextmanager
def at_work() -> Iterator[Child]:
    """The child for the time of one input; where that does not end well it is ended, since it may be in the middle."""
    global _child  # noqa: PLW0603 - one child serves all inputs of a process
    if _child is None or not _child.is_ours():
        _child = Child()
        atexit.register(stop)
    try:
        yield _child
    except BaseException:
        stop()
        raise


def stop() -> None:
    """End the child, if there is one."""
    global _child
    child, _child = _child, None
    atexit.unregister(stop)
    if child is not None and child.owner == os.getpid():
        child.end()


def answers(
    child: Child, task: object, source: Input, limits: Limits
) -> Generator[Record | InputError, None, Exception | None]:
    """What the child makes of an input, as it comes; in the end what went wrong with it."""
    try:
        child.pipe.send(task)
        while True:
            if not child.pipe.poll(max(LEAST_WAIT, limits.reading_seconds * PATIENCE)):
                raise too_slow(source, limits)
            said, answer = child.pipe.recv()
            if said == RECORD:
                yield answer
            elif said == OUT:
                raise answer
            else:
                return answer if isinstance(answer, Exception) else None
    except (EOFError, ConnectionError) as error:
        raise ended(child.end(), source, limits) from error


def ended(status: int, source: Input, limits: Limits) -> InputError:
    """Why a child ended in the middle of an input, by its exit status."""
    if -status in (signal.SIGPROF, signal.SIGXCPU):
        return too_slow(source, limits)
    if -status in (signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV):
        return too_large(source.name, limits)
    what = f"broke the program that reads it (status {status})"
    return InputError(what, source=source.name, remedy="save it again, or give its text")


def too_slow(source: Input, limits: Limits) -> InputError:
    """What takes longer than it may."""
    what = f"takes more than {limits.reading_seconds:g} seconds to read"
    remedy = "give less at once, or raise CONTESTED_MAX_READING_SECONDS"
    return InputError(what, source=source.name, remedy=remedy)


def too_large(name: str, limits: Limits) -> InputError:
    """What takes more memory than it may."""
    what = f"takes more than {limits.memory_mb:g} MB of memory to read"
    return InputError(what, source=name, remedy="give less at once, or raise CONTESTED_MAX_MEMORY_MB")


# --- in the child ----------------------------------------------------------------------------------------------------


def serve(number: int) -> None:
    """Read what comes until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with the first process, not with a key
    for name in (signal.SIGPROF, signal.SIGTERM):
        signal.signal(name, signal.SIG_DFL)
    said = END
    with Connection(number) as pipe, suppress(EOFError, OSError):
        while said != OUT:
            for said, answer in read(*pipe.recv()):
                pipe.send((said, answer))


def read(form: str, function: str, source: Input, settings: Settings) -> Iterator[tuple[str, object]]:
    """The records of an input, each under its limits; last its end, with what went wrong if something did."""
    limits, cap = settings.limits, Cap()
    try:
        module, name = function.split(".")
        for library in LIBRARIES.get(module, ()):
            with suppress(ImportError):  # one that is not installed is told by what needs it
                import_module(library)
        reads: Reads = getattr(import_module(f"contested.intake.{module}"), name)
        with capped(limits.memory_mb) as cap:
            for record in timed(reads(source, settings), limits.reading_seconds):
                if isinstance(record, InputError) and cap.was_reached():
                    raise MemoryError
                yield RECORD, record
        yield END, None
    except MemoryError:  # who knows what is left of this process
        yield OUT, too_large(source.name, limits)
    except (ContestedError, OSError) as error:
        yield (OUT, too_large(source.name, limits)) if cap.was_reached() else (END, error)
    except Exception as error:  # a broken file may break its library anywhere
        said = damaged(f"is not a readable .{form} file", source, error, "save it again, or give its text")
        yield (OUT, too_large(source.name, limits)) if cap.was_reached() else (END, said)


def timed(records: Iterator[Made], seconds: float) -> Iterator[Made]:
    """Records, each of which the system gives so many seconds of processor time; 0: it ends nothing."""
    try:
        while True:
            signal.setitimer(signal.ITIMER_PROF, seconds)
            record = next(records, None)
            signal.setitimer(signal.ITIMER_PROF, 0)
            if record is None:
                return
            yield record
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


class Cap(NamedTuple):
    """How much address space there may be, and the most that there was before; in bytes.

    Some libraries take a refusal of memory for the end of a page, so it is asked afterwards whether there was one.
    """

    most: int = 0
    before: int = 0

    def was_reached(self) -> bool:
        """Whether there was as much as there may be, or nearly."""
        now = memory("VmPeak")
        return bool(self.most) and now > self.before and now > self.most - NEARLY * (self.most - self.before)


@contextmanager
def capped(megabytes: float) -> Iterator[Cap]:
    """So much more address space than there is now, for the time of a block."""
    import resource

    before, taken = resource.getrlimit(resource.RLIMIT_AS), memory("VmSize")
    cap = Cap(taken + int(megabytes * MEGABYTE), memory("VmPeak")) if taken else Cap()
    if taken:
        resource.setrlimit(resource.RLIMIT_AS, (cap.most, before[1]))
    try:
        yield cap
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def memory(kind: str) -> int:
    """Bytes of address space that this process has (VmSize) or had at most (VmPeak); 0 where nobody says."""
    try:
        with open("/proc/self/status", "rb") as file:  # noqa: PTH123 - no file of ours
            found = next((line for line in file if line.startswith(kind.encode())), b"")
    except OSError:
        return 0
    return int(found.split()[1]) * 1024 if found else 0
