"""What signals do: Ctrl-C and being ended stop the first process in order, and with it all workers."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

#: Signals by which the system ends a process; not every system has both.
ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def heed() -> None:
    """In the first process: being ended is an exit like any other, so that workers end too and nothing is left over."""
    for ending in ENDINGS:
        # whoever starts us may have it ignored (nohup)
        if signal.getsignal(ending) is not signal.SIG_IGN:
            signal.signal(ending, leave)


def leave(number: int, _frame: object) -> NoReturn:
    """Leave with the exit status that a shell gives to a process ended by this signal."""
    sys.exit(128 + number)


@contextmanager
def held() -> Iterator[None]:
    """Signals wait for the end of this block: an exception while a process forks would be lost without a trace."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *ENDINGS})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_alone() -> None:
    """In a worker: Ctrl-C is the first process's to answer, and being ended needs no order here."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for ending in ENDINGS:
        signal.signal(ending, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, ())  # it was forked while signals were held
