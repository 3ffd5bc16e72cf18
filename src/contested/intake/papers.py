"""`.pdf` and `.docx`: documents whose text is laid out on pages."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import ZipFile

from contested.errors import InputError
from contested.intake.record import Input, Record, Settings, damaged

BROKEN_WORD = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
# a line that ends in mid-sentence and goes on in lower case, or behind a comma, is one line of a paragraph
BROKEN_LINE = re.compile(r"(?<=[\w,;’”)])[ \t]*\n(?=[a-z(])|(?<=,)[ \t]*\n(?=\S)")


def read_pdf(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The text of a PDF, its paragraphs put together again; its own creation date is no date of publication."""
    import pypdf
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    name = source.name
    with source.seekable() as stream:
        try:
            paper = pypdf.PdfReader(stream)
            if paper.is_encrypted and not paper.decrypt(""):
                raise InputError("needs a password", source=name, remedy="save it without one")
            text = "\n\n".join(page.extract_text() for page in paper.pages).strip()
            title = paper.metadata.title if paper.metadata else None
            raw = all_of(stream)
        except (InputError, MemoryError):
            raise
        except (DependencyError, NotImplementedError) as error:
            remedy = "pip install cryptography beside contested, or save it without encryption"
            raise InputError("is encrypted in a way that needs another library", source=name, remedy=remedy) from error
        except Exception as error:  # a broken file may break the library anywhere
            raise damaged("is not a readable PDF", source, error, "save it again as PDF") from error
    if not text:
        raise InputError("is a PDF without text (a scan?)", source=name, remedy="run it through text recognition first")
    text = BROKEN_LINE.sub(" ", BROKEN_WORD.sub("", text))
    yield Record({"text": text, **({"title": str(title)} if title else {})}, raw=raw)


def read_docx(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The paragraphs and table rows of a Word document, in the order in which they stand."""
    with source.seekable() as stream:
        try:
            check_unpacked(stream, source, settings.limits.unpacked)
            parts, title = word_parts(stream)
            raw = all_of(stream)
        except (InputError, MemoryError):
            raise
        except Exception as error:  # a broken file may break the library anywhere
            raise damaged("is not a readable Word document", source, error, "save it again as .docx") from error
    text = "\n\n".join(part for part in parts if part.strip())
    yield Record({"text": text, **({"title": title} if title else {})}, raw=raw)


def all_of(stream: BinaryIO) -> bytes:
    """The bytes of a document that has been read."""
    stream.seek(0)
    return stream.read()


def check_unpacked(stream: BinaryIO, source: Input, most: int) -> None:
    """Refuses a document whose parts have more bytes when unpacked: no report, but a file made to fill the memory."""
    with ZipFile(stream) as packed:
        size = sum(part.file_size for part in packed.infolist())
    if size > most:
        remedy = "give its text, or raise CONTESTED_MAX_UNPACKED_MB"
        raise InputError(f"unpacks to {size / 1e6:,.0f} MB", source=source.name, remedy=remedy)
    stream.seek(0)


def word_parts(stream: BinaryIO) -> tuple[list[str], str]:
    """The texts of a Word document's paragraphs and table rows, and its title."""
    import docx
    from docx.table import Table, _Cell

    paper = docx.Document(stream)
    parts: list[str] = []
    for block in paper.iter_inner_content():
        if isinstance(block, Table):
            # each cell once: its row would repeat it for all the columns that it says it spans
            parts.extend("\t".join(_Cell(cell, block).text for cell in row._tr.tc_lst) for row in block.rows)
        else:
            parts.append(block.text)
    return parts, paper.core_properties.title
