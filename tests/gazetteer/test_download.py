"""Files over HTTP from a real server: whole, cut, changed between two tries, or not the file at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import File, FileServer, file_server

from contested.errors import GazetteerError
from contested.gazetteer.download import Downloaded, download
from contested.gazetteer.store import quiet

BODY = b"PK" + bytes(range(256)) * 2_000


@pytest.fixture
def server() -> Iterator[FileServer]:
    with file_server() as running:
        yield running


def fetched(server: FileServer, folder: Path) -> Downloaded:
    return download(f"{server.url}/SY.zip", folder / "SY.zip", quiet, pause=0.0)


def test_a_file_comes_whole_with_its_checksum(server: FileServer, tmp_path: Path) -> None:
    server.files["/SY.zip"] = File(BODY)
    told: list[tuple[int, int]] = []
    done = download(f"{server.url}/SY.zip", tmp_path / "SY.zip", lambda _, some, of: told.append((some, of)))
    assert (done.size, done.sha256) == (len(BODY), hashlib.sha256(BODY).hexdigest())
    assert told[-1] == (len(BODY), len(BODY)) and told == sorted(told)
    assert [path.name for path in tmp_path.iterdir()] == ["SY.zip"]


def test_a_cut_connection_is_taken_up_where_it_broke(server: FileServer, tmp_path: Path) -> None:
    server.files["/SY.zip"] = File(BODY, cuts=[1_000, 200_000])
    assert fetched(server, tmp_path).path.read_bytes() == BODY
    assert [wanted for _, wanted in server.asked] == [None, "bytes=1000-", "bytes=201000-"]


def test_a_fetch_that_gave_up_goes_on_the_next_time(server: FileServer, tmp_path: Path) -> None:
    server.files["/SY.zip"] = File(BODY, cuts=[5_000, 0, 0, 0, 0, 0])
    with pytest.raises(GazetteerError, match=r"5,000 bytes are kept \(try again"):
        fetched(server, tmp_path)
    server.files["/SY.zip"].cuts.clear()
    server.asked.clear()
    assert fetched(server, tmp_path).path.read_bytes() == BODY
    assert server.asked == [("/SY.zip", "bytes=5000-")]


def test_a_file_that_changed_meanwhile_is_begun_anew(server: FileServer, tmp_path: Path) -> None:
    server.files["/SY.zip"] = File(BODY, cuts=[5_000, 0, 0, 0, 0, 0])
    with pytest.raises(GazetteerError):
        fetched(server, tmp_path)
    newer = b"PK" + b"new" * 5_000
    server.files["/SY.zip"] = File(newer, tag='"2"')
    assert fetched(server, tmp_path).path.read_bytes() == newer


@pytest.mark.parametrize(("tag", "ranges"), [(None, True), ('W/"1"', True), ('"1"', False)])
def test_without_ranges_or_a_strong_tag_it_is_begun_anew(
    server: FileServer, tmp_path: Path, tag: str | None, ranges: bool
) -> None:
    server.files["/SY.zip"] = File(BODY, tag=tag, ranges=ranges, cuts=[1_000])
    assert fetched(server, tmp_path).path.read_bytes() == BODY


def test_more_than_there_is_is_begun_anew(server: FileServer, tmp_path: Path) -> None:
    server.files["/SY.zip"] = File(BODY[:1_000])
    (tmp_path / "SY.zip.part").write_bytes(BODY)
    (tmp_path / "SY.zip.validator").write_text('"1"')
    assert fetched(server, tmp_path).path.read_bytes() == BODY[:1_000]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (None, r"/SY\.zip: is not there \(404\)"),
        (File(b"<html>log in</html>", kind="text/html; charset=utf-8"), "is a web page, not a zip archive"),
        (File(b"<html>log in</html>"), "is no zip archive"),
    ],
)
def test_what_is_not_the_file_is_named_and_nothing_kept(
    server: FileServer, tmp_path: Path, file: File | None, says: str
) -> None:
    if file is not None:
        server.files["/SY.zip"] = file
    with pytest.raises(GazetteerError, match=says):
        fetched(server, tmp_path)
    assert not (tmp_path / "SY.zip").exists() and not (tmp_path / "SY.zip.part").exists()


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with file_server() as server:
        url = server.url
    with pytest.raises(GazetteerError, match=f"{url}/SY.zip: cannot be fetched"):
        download(f"{url}/SY.zip", tmp_path / "SY.zip", quiet, pause=0.0)
