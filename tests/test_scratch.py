"""What a killed run left is swept by the next; what a running one holds is not."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from contested.gazetteer.shelf import sweep_abandoned
from contested.publish.file import written
from contested.publish.folder import MANIFEST, replaced
from contested.scratch import Scratch, sweep

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a process")


def maker(folder: Path, *prefixes: str) -> tuple[int, list[Path]]:
    """A process that makes scratch folders and holds them: its id, and the folders."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            made = [Scratch(folder, prefix) for prefix in prefixes]
            for one in made:
                (one.path / "half").write_text("written")
            os.write(write, "\n".join(str(one.path) for one in made).encode())
            signal.pause()
        finally:
            os._exit(1)
    os.close(write)
    with os.fdopen(read, "rb") as said:
        paths = [Path(path) for path in os.read(said.fileno(), 10_000).decode().splitlines()]
    return child, paths


def kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_what_is_held_stays_and_what_was_left_goes(tmp_path: Path) -> None:
    child, (path,) = maker(tmp_path, ".x-")
    try:
        sweep(tmp_path, ".x-*")
        assert (path / "half").exists()
    finally:
        kill(child)
    sweep(tmp_path, ".x-*")
    assert not path.exists()


def test_a_killed_publish_leaves_nothing_for_the_next(tmp_path: Path) -> None:
    child, paths = maker(tmp_path, ".site-new-", ".site-old-", ".other-new-")
    kill(child)
    with replaced(tmp_path / "site") as new:
        (new / "index.html").write_text("1")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([paths[2].name, "site"])


@pytest.mark.parametrize("there", [True, False])
def test_a_publish_killed_in_the_middle_of_the_swap_loses_nothing(tmp_path: Path, there: bool) -> None:
    child, (old,) = maker(tmp_path, ".site-old-")
    kill(child)
    (old / "site" / "photos").mkdir(parents=True)
    (old / "site" / "photos" / "a.jpg").write_text("mine")
    (old / "site" / "index.html").write_text("old")
    (old / "site" / MANIFEST).write_text("index.html\n")
    if there:
        (tmp_path / "site").mkdir()
        (tmp_path / "site" / MANIFEST).write_text("")
    with replaced(tmp_path / "site", force=True) as new:
        (new / "index.html").write_text("new")
    site = tmp_path / "site"
    assert (site / "photos" / "a.jpg").read_text() == "mine" and (site / "index.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_killed_import_of_places_leaves_nothing_for_the_next(tmp_path: Path) -> None:
    child, paths = maker(tmp_path, ".adding-", ".building-", ".removing-")
    kill(child)
    sweep_abandoned(tmp_path)
    assert not any(path.exists() for path in paths)


def writer(path: Path) -> int:
    """A process that is in the middle of writing a file: its id."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with written(path) as new:
                new.write(b"half")
                os.write(write, b"x")
                signal.pause()
        finally:
            os._exit(1)
    os.read(read, 1)
    os.close(read)
    os.close(write)
    return child


def test_a_killed_export_leaves_nothing_for_the_next(tmp_path: Path) -> None:
    path = tmp_path / "events[1].csv"
    kill(writer(path))
    at_work = writer(path)
    try:
        with written(path) as new:
            new.write(b"whole")
        assert path.read_bytes() == b"whole" and len(list(tmp_path.iterdir())) == 2
    finally:
        kill(at_work)
    with written(path, force=True) as new:
        new.write(b"again")
    assert [each.name for each in tmp_path.iterdir()] == [path.name] and path.read_bytes() == b"again"
