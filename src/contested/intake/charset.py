"""Bytes to text: UTF-8, or one line that says what the bytes look like and how to have them read.

Nothing is guessed silently: a wrong guess would change the quoted words. The guess goes into the message instead,
unless the user asks for it by the name `DETECT`.
"""

from __future__ import annotations

import codecs

from contested.errors import InputError

BINARY_SIGNS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or Office document",
    b"\x1f\x8b": "gzip-compressed data",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x7fELF": "a program",
    b"PAR1": "a Parquet table",
    b"SQLite format 3": "an SQLite database",
}
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = frozenset({"ascii", "latin_1", "cp1252", "cp1250", "cp1254", "cp1257", "iso8859_15", "mac_roman", "cp850"})
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
#: Codecs of Python that turn bytes into text and are no character sets.
NO_CHARSETS = frozenset({"idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined", "utf_7"})
#: In place of an encoding: that which the bytes look like.
DETECT = "detect"
SAVE = "save it as UTF-8, or read it with --encoding {}"


def decode(data: bytes, name: str, encoding: str | None = None, *, rows: bool = False) -> str:
    """The text of these bytes: UTF-8 (a leading byte order mark is no part of it), else ``encoding`` where given.

    Args:
        rows: the text is of rows, of which those that hold a zero byte are left to whoever asks.

    Raises:
        InputError: neither fits; the message names what the bytes look like, the line, and the remedy.
    """
    try:
        text = data.decode("utf-8-sig")
        if "\0" not in text or (rows and has_stray_zeros(data)):
            return text
        where = None
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the mark, plain utf-8 from the first byte
        where = error.start + (3 if data.startswith(codecs.BOM_UTF8) else 0)
    if encoding:
        return decode_as(data, name, encoding)
    raise complaint(data, name, where)


def text_charset(name: str | None) -> str | None:
    """A character set by the name that somebody gives it; None where Python knows none, or one that is no text's.

    Python's list also holds ways of packing (base64, zip) and of escaping (idna), which no report is in.
    """
    try:
        found = codecs.lookup(name) if name else None
        if found is None or found.name.replace("-", "_") in NO_CHARSETS:
            return None
        return found.name if "a".encode(found.name).decode(found.name) == "a" else None
    except (LookupError, ValueError):  # the latter: a name with NUL, or no character in it
        return None


def decode_as(data: bytes, name: str, encoding: str) -> str:
    """The text of these bytes in the encoding that the user named, or has detected."""
    if encoding == DETECT:
        if is_binary(data) and not wide_charset(data):
            raise complaint(data, name, None)
        encoding = wide_charset(data) or guess(data)[0]
    if text_charset(encoding) is None:
        raise InputError(f'no character set is called "{encoding}"', source=name, remedy="say --encoding")
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeError as error:
        # the machines for wide characters do not say where they stopped
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        raise InputError(f"is not {encoding}", source=name, line=line, remedy="try another --encoding") from None
    if "\0" in text:
        raise InputError("is binary, not text", source=name, remedy="give the text that it was made from")
    return text


def complaint(data: bytes, name: str, where: int | None) -> InputError:
    """What these bytes look like, as an error; ``where`` is the first byte that is no UTF-8."""
    for sign, kind in BINARY_SIGNS.items():
        if data.startswith(sign):
            remedy = "give the file the suffix of its format"
            return InputError(f"is binary, not text: {kind}", source=name, remedy=remedy)
    wide = wide_charset(data)
    if wide:
        return InputError(f"is {wide.upper()} text, not UTF-8", source=name, line=1, remedy=SAVE.format(wide))
    if where is None or is_binary(data):
        return InputError("is binary, not text", source=name, remedy="give the text that it was made from")
    line, byte = data.count(b"\n", 0, where) + 1, f"byte 0x{data[where]:02X}"
    replaced = data.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    sound = sum(char > "\x7f" for char in replaced) - broken
    if sound >= broken:
        remedy = "mend the line or fetch the file again"
        return InputError(f"is broken UTF-8 ({byte})", source=name, line=line, remedy=remedy)
    charset, said = guess(data)
    return InputError(
        f"is not UTF-8 ({byte}); it looks like {said}", source=name, line=line, remedy=SAVE.format(charset)
    )


def wide_charset(data: bytes) -> str | None:
    """UTF-16 or UTF-32 by its byte order mark, or by a zero in every second byte."""
    for mark, charset in MARKS:
        if data.startswith(mark):
            return charset
    head = data[:2000]
    half = len(head) // 2
    if half >= 2 and head.count(0, 0) >= half * 0.8:
        for charset, zeros, chars in (("utf-16-le", head[1::2], head[0::2]), ("utf-16-be", head[0::2], head[1::2])):
            if zeros.count(0) >= half * 0.8 and not is_binary(chars):
                return charset
    return None


def is_binary(data: bytes) -> bool:
    """A zero byte, or more than one byte in fifty that no text has."""
    head = data[:65536]
    return b"\0" in head or len(head) - len(head.translate(None, CONTROL)) > len(head) / 50


def has_stray_zeros(data: bytes) -> bool:
    """Whether this is text but for a zero byte here and there, as some databases write into their tables."""
    if data.startswith(tuple(BINARY_SIGNS)) or wide_charset(data):
        return False
    return data.count(0) <= len(data) / 50 and not is_binary(data[:65536].replace(b"\0", b""))


def guess(data: bytes) -> tuple[str, str]:
    """The charset that these bytes are most likely written in: its name for --encoding, and in words."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:65536]).best()
    charset = best.encoding if best else "cp1252"
    if charset in WESTERN or charset.startswith("mac"):
        return "cp1252", "Latin-1 (windows-1252)"
    return charset, charset
