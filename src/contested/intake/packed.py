"""`.zip`: the readable files of an archive, read where they lie; nothing is written to the disk.

Names that climb out of the archive are refused all the same: whoever unpacks it with another program should know.
"""

from __future__ import annotations

from collections.abc import Iterator
from os import SEEK_END
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from contested.errors import InputError
from contested.intake.files import LISTED, form_of, is_readable, reader_of
from contested.intake.record import Input, Record, Settings, damaged

ENCRYPTED = 0x1
PIECE = 1 << 20
VAIN_TIMES = 4  # so that a few files which are too large or broken cost no other
VAIN = "has files that unpack to too much or to nothing; those behind are left alone"


class Room:
    """How many bytes the files of an archive may still unpack to, and how many may be unpacked in vain."""

    def __init__(self, most: int) -> None:
        self.left, self.in_vain = most, VAIN_TIMES * most


def unoverlapped(packed: ZipFile, stream: BinaryIO, source: Input) -> list[ZipInfo]:
    """The files of an archive in the order of their names.

    Raises:
        InputError: they are packed in more bytes than the archive has: some lie in each other, to be unpacked for ever.
    """
    members = packed.infolist()
    if sum(member.compress_size for member in members) > stream.seek(0, SEEK_END):
        raise InputError("has files that overlap", source=source.name, remedy="pack it again")
    return sorted(members, key=lambda one: one.filename)


def read_zip(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The reports of an archive's readable files, in the order of their names."""
    with source.seekable() as stream:
        try:
            packed = ZipFile(stream)
            members = unoverlapped(packed, stream, source)
        except InputError:
            raise
        except Exception as error:  # a broken file may break the library anywhere
            raise damaged("is no ZIP archive", source, error, "pack it again") from error
        # a broken archive may have files without a name, of which the library cannot say whether they are folders
        readable = [member for member in members if member.filename and not member.is_dir() and wanted(member)]
        room = Room(settings.limits.unpacked)
        for number, member in enumerate(readable, start=1):
            name = f"{source.name}/{member.filename}"
            share = number / len(readable)
            try:
                data = content(packed, member, room, name)
                yield from records(Input(name, None, data, form=form_of(member.filename)), settings, share)
            except InputError as error:
                yield error
                if room.in_vain < 0:
                    raise InputError(VAIN, source=source.name, remedy="give its files by themselves") from error
            except Exception as error:  # whatever is wrong with one file, the others are read
                yield damaged("cannot be read", source._replace(name=name), error, "give the file by itself")
    if not readable:
        yield InputError("has no readable file", source=source.name, remedy=f"readable are {LISTED}")


def wanted(member: ZipInfo) -> bool:
    """Whether a file of an archive is looked at: its format is read; archives in archives are not."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    return climbs(member) or (is_readable(path) and form_of(path.name) != "zip")


def climbs(member: ZipInfo) -> bool:
    """Whether a name leads out of the folder that the archive would be unpacked in."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in "".join(path.parts[:1])


def content(packed: ZipFile, member: ZipInfo, room: Room, name: str) -> bytes:
    """The bytes of one file; the size that the archive states for it is not believed."""
    if climbs(member):
        raise InputError("has a name that climbs out of the archive", source=name, remedy="pack it again")
    if member.flag_bits & ENCRYPTED:
        raise InputError("needs a password", source=name, remedy="pack it without one")
    data = bytearray()
    try:
        with packed.open(member) as stream:
            while len(data) <= room.left and (piece := stream.read(PIECE)):
                data += piece
    except MemoryError:
        raise
    except Exception as error:  # as above: lzma, bz2 and struct have errors of their own
        room.in_vain -= len(data)
        raise InputError(f"cannot be unpacked: {error}", source=name, remedy="pack it again") from error
    if len(data) > room.left:
        room.in_vain -= len(data)
        what = "makes the archive larger than CONTESTED_MAX_UNPACKED_MB when unpacked"
        raise InputError(what, source=name, remedy="give its files by themselves, or raise that")
    room.left -= len(data)
    return bytes(data)


def records(member: Input, settings: Settings, share: float) -> Iterator[Record | InputError]:
    """The reports of one file of an archive, each with the name of that file."""
    for record in reader_of(member, settings)(member, settings):
        if isinstance(record, InputError):
            yield record
        else:
            yield record._replace(name=record.name or member.name, share=share)
