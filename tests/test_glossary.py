"""The glossary holds: what it says is not written stands in no output."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "contested"
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]*) ?\|$", (ROOT / "docs" / "glossary.md").read_text(), re.MULTILINE)
BANNED = [words for _, _, cell in ROWS for words in re.findall(r"`([^`]+)`", cell)]
#: What people read: pages, briefs, figures, exports and the terminal, but for the report with its claims.
PYTHON = [path for room in ("publish", "cli") for path in sorted((SOURCE / room).rglob("*.py"))]
PAGES = sorted((ROOT / "web" / "src").rglob("*.ts"))
DATA = [path for path in sorted((SOURCE / "publish").rglob("*")) if path.suffix in (".toml", ".typ")]


def strings(path: Path) -> Iterator[str]:
    """The string literals of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = {id(node.body[0].value) for node in ast.walk(tree)
           if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body
           and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in own:
            yield node.value


def test_the_glossary_has_terms_and_words_to_avoid() -> None:
    terms = [term for term, _, _ in ROWS]
    assert len(terms) == len(set(terms)) > 15 and len(BANNED) > 8


@pytest.mark.parametrize("words", BANNED)
def test_no_output_says_it_otherwise(words: str) -> None:
    inside = re.compile(rf"\b{re.escape(words)}\b", re.IGNORECASE)
    found = [f"{path.name}: {text}" for path in PYTHON for text in strings(path) if inside.search(text)]
    said = "".join(path.read_text(encoding="utf-8") for path in DATA)
    found += [line for line in said.splitlines() if inside.search(line.partition("#")[0])]
    pages = [line for path in PAGES for line in path.read_text(encoding="utf-8").splitlines()]
    found += [line for line in pages if not line.strip().startswith(("//", "/**", "*")) and inside.search(line)]
    assert not found
