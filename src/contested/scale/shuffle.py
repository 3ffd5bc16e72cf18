"""Files that hand rows from one step to the next: an Arrow file whose n-th batch is what goes to the n-th next task.

Rows are MessagePack. Whoever takes the n-th batch reads it alone, so that a shuffle is a file a task on either side,
and survives whoever made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from contested.errors import InputError
from contested.extras import needed
from contested.publish.file import written

Row = TypeVar("Row")
KEPT = b"contested"
#: The same bytes for equal values, in every process.
encode = msgspec.msgpack.Encoder(order="deterministic").encode


def hand_on(path: Path, rows: Mapping[int, Iterable[bytes]], tasks: int, about: bytes = b"") -> None:
    """Write rows by the task that is to take them, whole or not at all.

    Args:
        path: of the file.
        rows: encoded, by task (0 … tasks - 1).
        tasks: how many there are.
        about: what all of them are to know.

    Raises:
        PublishError: it cannot be written.
    """
    with needed("scale", "many articles"):
        import pyarrow as pa
    schema = pa.schema([("row", pa.large_binary())], metadata={KEPT: about})
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with written(path, force=True) as file, pa.ipc.new_file(file, schema, options=options) as writer:
        for task in range(tasks):
            mine = pa.array(list(rows.get(task, ())), pa.large_binary())
            writer.write_batch(pa.record_batch([mine], schema=schema))


def taken(path: Path, task: int, kind: type[Row]) -> Iterator[Row]:
    """The rows of a file that go to a task.

    Raises:
        InputError: the file is not whole.
    """
    decoder = msgspec.msgpack.Decoder(kind)
    with opened(path) as reader:
        batch = reader.get_batch(task)
    yield from (decoder.decode(row.as_buffer()) for row in batch.column(0))


def from_all(paths: Sequence[Path], task: int, kind: type[Row]) -> Iterator[Row]:
    """The rows of several files that go to a task."""
    for path in paths:
        yield from taken(path, task, kind)


def about(path: Path, kind: type[Row]) -> Row:
    """What all tasks are to know."""
    with opened(path) as reader:
        return msgspec.msgpack.decode(reader.schema.metadata[KEPT], type=kind)


def opened(path: Path) -> Any:
    """A file's reader."""
    with needed("scale", "many articles"):
        import pyarrow as pa
    try:
        return pa.ipc.open_file(pa.memory_map(str(path)))
    except (pa.ArrowInvalid, OSError) as error:
        remedy = "remove it and give the same command again"
        raise InputError("is not whole", source=str(path), remedy=remedy) from error
