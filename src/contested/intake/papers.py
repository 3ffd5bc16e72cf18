"""`.pdf` and `.docx`: documents whose text is laid out on pages."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from zipfile import BadZipFile

from contested.errors import InputError
from contested.intake.record import Input, Record, Settings

BROKEN_WORD = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
# a line that ends in mid-sentence and goes on in lower case, or behind a comma, is one line of a paragraph
BROKEN_LINE = re.compile(r"(?<=[\w,;’”)])[ \t]*\n(?=[a-z(])|(?<=,)[ \t]*\n(?=\S)")


def read_pdf(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The text of a PDF, its paragraphs put together again; its own creation date is no date of publication."""
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    name = source.name
    try:
        with source.open() as stream:
            paper = pypdf.PdfReader(stream)
            if paper.is_encrypted and not paper.decrypt(""):
                raise InputError("needs a password", source=name, remedy="save it without one")
            text = "\n\n".join(page.extract_text() for page in paper.pages).strip()
            title = paper.metadata.title if paper.metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise InputError(f"is not a readable PDF: {reason}", source=name, remedy="save it again as PDF") from None
    if not text:
        raise InputError("is a PDF without text (a scan?)", source=name, remedy="run it through text recognition first")
    text = BROKEN_LINE.sub(" ", BROKEN_WORD.sub("", text))
    yield Record({"text": text, **({"title": str(title)} if title else {})})


def read_docx(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The paragraphs and table rows of a Word document, in the order in which they stand."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        with source.open() as stream:
            paper = docx.Document(stream)
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        remedy = "save it again as .docx"
        raise InputError(f"is not a readable Word document: {reason}", source=source.name, remedy=remedy) from None
    parts: list[str] = []
    for block in paper.iter_inner_content():
        if isinstance(block, Table):
            parts.extend("\t".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            parts.append(block.text)
    title = paper.core_properties.title
    yield Record({"text": "\n\n".join(part for part in parts if part.strip()), **({"title": title} if title else {})})
