"""`.zip`: the readable files of an archive, read where they lie; nothing is written to the disk.

Names that climb out of the archive are refused all the same: whoever unpacks it with another program should know.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from contested.errors import InputError
from contested.intake.files import LISTED, form_of, is_readable, reader_of
from contested.intake.record import Input, Record, Settings, damaged

ENCRYPTED = 0x1


def read_zip(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The reports of an archive's readable files, in the order of their names."""
    with source.seekable() as stream:
        try:
            packed = ZipFile(stream)
            members = packed.infolist()
        except Exception as error:  # a broken file may break the library anywhere
            raise damaged("is no ZIP archive", source, error, "pack it again") from error
        members = sorted(members, key=lambda one: one.filename)
        # a broken archive may have files without a name, of which the library cannot say whether they are folders
        readable = [member for member in members if member.filename and not member.is_dir() and wanted(member)]
        left = settings.limits.unpacked
        for number, member in enumerate(readable, start=1):
            name = f"{source.name}/{member.filename}"
            share = number / len(readable)
            try:
                data = content(packed, member, left, name)
                left -= len(data)
                yield from records(Input(name, None, data, form=form_of(member.filename)), settings, share)
            except InputError as error:
                yield error
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


def content(packed: ZipFile, member: ZipInfo, most: int, name: str) -> bytes:
    """The bytes of one file; the size that the archive states for it is not believed."""
    if climbs(member):
        raise InputError("has a name that climbs out of the archive", source=name, remedy="pack it again")
    if member.flag_bits & ENCRYPTED:
        raise InputError("needs a password", source=name, remedy="pack it without one")
    try:
        with packed.open(member) as stream:
            data = stream.read(most + 1)
    except MemoryError:
        raise
    except Exception as error:  # as above: lzma, bz2 and struct have errors of their own
        raise InputError(f"cannot be unpacked: {error}", source=name, remedy="pack it again") from error
    if len(data) > most:
        what = "makes the archive larger than CONTESTED_MAX_UNPACKED_MB when unpacked"
        raise InputError(what, source=name, remedy="give its files by themselves, or raise that")
    return data


def records(member: Input, settings: Settings, share: float) -> Iterator[Record | InputError]:
    """The reports of one file of an archive, each with the name of that file."""
    for record in reader_of(member, settings)(member, settings):
        if isinstance(record, InputError):
            yield record
        else:
            yield record._replace(name=record.name or member.name, share=share)
