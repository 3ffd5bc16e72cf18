"""Workers that are killed, that answer much, that raise: told in one line, and none is left."""

from __future__ import annotations

import multiprocessing
import os
import signal
import struct
import sys
from multiprocessing.connection import Connection
from typing import Any

import pytest

from contested.cli import signals
from contested.cli.workers import side_by_side
from contested.errors import ContestedError, InputError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks workers that know what these tests define")


def double(number: int) -> bytes:
    """More than a pipe holds."""
    return bytes([number]) * 500_000


def test_answers_come_to_their_questions_and_no_worker_stays() -> None:
    with side_by_side(3, double) as workers:
        asked = [workers.submit(number) for number in range(50)]
        assert [answer.result() for answer in asked] == [double(number) for number in range(50)]
    assert not multiprocessing.active_children()


def test_what_a_worker_raises_is_raised_here() -> None:
    def refuse(name: str) -> None:
        if name == "ours":
            raise InputError("is odd", source="a.txt", remedy="mend it")
        raise type("Unknown", (Exception,), {})("of no module")

    with side_by_side(1, refuse) as workers:
        with pytest.raises(InputError, match=r"a\.txt: is odd") as caught:
            workers.submit("ours").result()
        assert caught.value.remedy == "mend it"
        with pytest.raises(RuntimeError, match="Unknown: of no module"):
            workers.submit("theirs").result()


def half_an_answer(_: object) -> None:
    """Be killed by the system in the middle of an answer."""

    def cut(self: Connection[Any, Any], data: bytes) -> None:
        os.write(self.fileno(), struct.pack("!i", len(data) + 1000) + data)
        os.kill(os.getpid(), signal.SIGKILL)

    Connection._send_bytes = cut  # type: ignore[attr-defined]


def test_a_worker_killed_in_the_middle_of_an_answer_is_told() -> None:
    with pytest.raises(ContestedError, match=r"a worker ended.*--workers"), side_by_side(2, half_an_answer) as workers:
        workers.submit(None).result()
    assert not multiprocessing.active_children()


def test_a_worker_killed_while_it_waits_is_told() -> None:
    with pytest.raises(ContestedError, match="a worker ended"), side_by_side(2, double) as workers:
        assert workers.submit(1).result()
        victim = workers.crew[0].process
        assert victim.pid
        os.kill(victim.pid, signal.SIGKILL)
        victim.join()
        workers.submit(2)


def test_whoever_ends_the_group_leaves_workers_to_the_first_process() -> None:
    with side_by_side(2, double) as workers:
        for worker in workers.crew:
            assert worker.process.pid
            for ending in signals.ENDINGS:
                os.kill(worker.process.pid, ending)
        assert workers.submit(1).result() == double(1)


def test_an_end_in_the_middle_of_the_work_leaves_no_worker() -> None:
    with pytest.raises(KeyboardInterrupt), side_by_side(2, wait) as workers:
        for _ in range(8):
            workers.submit(None)
        raise KeyboardInterrupt
    assert not multiprocessing.active_children()


def wait(_: object) -> None:
    """Never be done."""
    while True:
        signal.pause()
