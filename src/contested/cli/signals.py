"""What signals do: Ctrl-C and being ended stop the first process in order, and with it all workers.

A signal becomes an exception where the first process stands. Python drops an exception that rises in the wrong moment
(in a hook around a fork, in a finalizer), so the signal is remembered too, and `check` raises it again between one
report and the next. Where an exception would leave things half done the signal waits (`held`).
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

#: Signals by which somebody ends a process; not every system has all of them.
ENDINGS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_received: list[int] = []


def heed() -> None:
    """In the first process: being ended is an exit like any other, so that workers end too and nothing is left over."""
    for ending in ENDINGS:
        # whoever starts us may have it ignored (nohup, a shell's background job)
        if signal.getsignal(ending) is not signal.SIG_IGN:
            signal.signal(ending, leave)


def leave(number: int, _frame: object) -> NoReturn:
    """Stop here, and remember to."""
    _received.append(number)
    stop(number)


def stop(number: int) -> NoReturn:
    """Leave with the exit status that a shell gives to a process ended by this signal."""
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    sys.exit(128 + number)


def check() -> None:
    """Stop if a signal said so before; does nothing otherwise."""
    if _received:
        stop(_received[0])


@contextmanager
def held() -> Iterator[None]:
    """Signals wait for the end of this block."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_to_the_main_thread() -> None:
    """In another thread: a signal that comes to it would not wake the main thread, which alone can answer."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)


def leave_to_the_first_process() -> None:
    """In a worker, forked while signals were held: whoever ends the whole group ends it through the first process."""
    for ending in ENDINGS:
        signal.signal(ending, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
