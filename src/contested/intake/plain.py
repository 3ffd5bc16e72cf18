"""`.txt` and `.md`: the file is one report's text, perhaps below a front-matter block.

---
title: Army enters Maskanah
source: Furat Front Bulletin
date: 2017-06-04
---
The text, from the line below the second mark on, is what offsets count in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contested.errors import InputError
from contested.intake.charset import decode
from contested.intake.record import FIELDS, FILE, Input, Record, Settings

BLOCK = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
LONGEST_FRONT = 100_000  # characters of a front-matter block, of which YAML's library reads a hundred thousand a second
NONE = frozenset({"", "~", "null", "Null", "NULL"})


def read_plain(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The one report of a text file."""
    data = source.read(settings.limits.file, FILE)
    text = decode(data, source.name, source.charset or settings.encoding)
    raw = None if data == text.encode() else data
    block = BLOCK.match(text)
    front = front_matter(block[1], source.name) if block else None
    if block is None or front is None:
        yield Record({"text": text}, 1, raw=raw)
        return
    keys = (re.match(r"[\"']?(\w+)[\"']?\s*:", line) for line in block[1].split("\n"))
    lines = {key[1].lower(): number for number, key in enumerate(keys, start=2) if key}
    line = text.count("\n", 0, block.end()) + 1
    yield Record({**front, "text": text[block.end() :]}, line, lines, raw=data)


def front_matter(block: str, name: str) -> dict[str, object] | None:
    """The fields of a front-matter block; None where the block is no such thing but text between two rules."""
    import yaml

    if len(block) > LONGEST_FRONT:
        what, remedy = f"the front matter is longer than {LONGEST_FRONT:,} characters", "leave out what is no field"
        raise InputError(what, source=name, line=1, remedy=remedy)
    try:
        # the base loader leaves every value as it is written: dates are read in one place, for all formats
        found = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        # a character that YAML does not allow has a position and a reason instead
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be parsed"
        line = mark.line + 2 if mark else block.count("\n", 0, getattr(error, "position", 0)) + 2
        raise InputError(
            f"the front matter is not YAML: {problem}", source=name, line=line, remedy="put the value in quotes"
        ) from None
    if not isinstance(found, dict):
        return None
    named = {str(key).lower(): value for key, value in found.items()}
    return {
        key: value
        for key, value in named.items()
        if key in FIELDS and not (isinstance(value, str) and value in NONE) and key != "text"
    }
