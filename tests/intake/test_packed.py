"""ZIP archives are read where they lie: nothing is written, nothing climbs out, nothing fills the memory."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from contested.errors import InputError
from contested.intake import Settings, Taken, take
from contested.intake.limits import Limits
from contested.model import Report

TEXT = "The army captured Maskanah."


def packed(folder: Path, **files: bytes | str) -> Path:
    """An archive of these files ("/" in their names is given as it stands)."""
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def lines(taken: list[Taken]) -> list[str]:
    """The lines of all errors."""
    return [str(one) for one in taken if isinstance(one, InputError)]


def test_readable_files_are_read_with_their_names(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.txt", TEXT)
    files = {
        "b/c.txt": TEXT,
        "a.jsonl": '{"text": "One."}\n{"text": ',
        "pic.png": b"\x89PNG",
        "in.zip": inner.getvalue(),
    }
    taken = list(take([packed(tmp_path, **files)]))
    assert [one.text for one in taken if isinstance(one, Report)] == ["One.", TEXT]
    assert len(lines(taken)) == 1 and "a.zip/a.jsonl:2: is not JSON" in lines(taken)[0]


@pytest.mark.parametrize("name", ["../../etc/x.txt", "/etc/x.txt", "a/../../x.txt", "..\\x.txt", "C:\\x.txt"])
def test_a_name_that_climbs_out_is_refused_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.parent.iterdir())
    error, report = sorted(
        take([packed(tmp_path, **{name: "evil", "z.txt": TEXT})]), key=lambda one: isinstance(one, Report)
    )
    assert isinstance(error, InputError) and "climbs out of the archive" in str(error)
    assert isinstance(report, Report) and report.text == TEXT
    assert sorted(tmp_path.parent.iterdir()) == before and [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_bomb_is_left_when_it_has_unpacked_too_much(tmp_path: Path) -> None:
    few = Settings(limits=Limits(unpacked_mb=2))
    taken = list(take([packed(tmp_path, **{"a.txt": TEXT, "b.txt": b"0" * 30_000_000, "c.txt": "Another."})], few))
    assert [one.text for one in taken if isinstance(one, Report)] == [TEXT, "Another."]
    assert len(lines(taken)) == 1 and "CONTESTED_MAX_UNPACKED_MB" in lines(taken)[0]


def test_what_cannot_be_unpacked_is_one_line(tmp_path: Path) -> None:
    path = packed(tmp_path, **{"a.txt": TEXT * 100})
    whole = bytearray(path.read_bytes())
    whole[50] ^= 0xFF  # in the packed words
    path.write_bytes(whole)
    assert "cannot be unpacked" in lines(list(take([path])))[0]
    whole = bytearray(packed(tmp_path, **{"a.txt": TEXT}).read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(sign) + at] |= 1  # the flag of a file with a password
    path.write_bytes(whole)
    assert "needs a password" in lines(list(take([path])))[0]
    path.write_bytes(b"PK\x03\x04 cut")
    assert "is no ZIP archive" in lines(list(take([path])))[0]
    assert "no readable file" in lines(list(take([packed(tmp_path, **{"a.png": b"x"})])))[0]


def overlapping(path: Path, words: bytes, count: int, crc: int | None = None) -> None:
    """An archive that names the same packed bytes as so many files."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body, name = packer.compress(words) + packer.flush(), b"a.txt"
    facts = (crc or zlib.crc32(words), len(body), len(words), len(name), 0)
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, *facts) + name + body
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, *facts, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(entry) * count, len(local), 0)
    path.write_bytes(local + entry * count + end)


def test_files_that_overlap_are_not_unpacked_again_and_again(tmp_path: Path) -> None:
    overlapping(tmp_path / "a.zip", random.Random(1).randbytes(400_000) + b" " * 20_000_000, 10_000)
    (line,) = lines(list(take([tmp_path / "a.zip"], Settings(limits=Limits(unpacked_mb=30)))))
    assert "has files that overlap" in line


@pytest.mark.parametrize("crc", [None, 1])
def test_what_is_unpacked_in_vain_has_an_end(tmp_path: Path, crc: int | None) -> None:
    """Files that are too large, or broken at their end, each of which costs as much as a sound one."""
    path = tmp_path / "a.zip"
    overlapping(path, b" " * 3_000_000, 2_000, crc)
    path.write_bytes(random.Random(1).randbytes(8_000_000) + path.read_bytes())  # so that they might not overlap
    *_, last = found = lines(list(take([path], Settings(limits=Limits(unpacked_mb=9)))))
    assert len(found) < 50 and "those behind are left alone" in last
