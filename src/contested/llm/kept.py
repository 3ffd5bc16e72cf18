"""Answers kept by what was asked: a question that was answered once is never sent again.

The name of a file is the hash of the model, the instructions, the schema and the sentences; the server's address and
the key are not in it, nor in the file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from pathlib import Path

import msgspec


class Kept(msgspec.Struct, frozen=True):
    """An answer as it was taken, for one question."""

    model: str
    content: str


class Answers:
    """A folder of answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> str | None:
        """The answer to a question; None where there is none, or what there is cannot be read."""
        try:
            return msgspec.json.decode(self.path(key).read_bytes(), type=Kept).content
        except (OSError, msgspec.MsgspecError, UnicodeError):
            return None

    def put(self, key: str, model: str, content: str) -> None:
        """Keep an answer, whole or not at all; where the folder cannot be written the run goes on without."""
        path = self.path(key)
        part = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(msgspec.json.encode(Kept(model, content)))
            part.replace(path)

    def path(self, key: str) -> Path:
        """The file of a question, in one of 256 folders."""
        return self.folder / key[:2] / f"{key}.json"


def question_key(*parts: str) -> str:
    """The name of a question: SHA-256 of its parts, each with its length so that no two lists of parts look alike."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode() + data)
    return digest.hexdigest()
