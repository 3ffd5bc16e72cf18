"""Cells of tables, as all that writes CSV has them."""

from __future__ import annotations

from contested.publish.cells import UNPRINTABLE, cell, clean, in_line, line, ordered

__all__ = ["UNPRINTABLE", "cell", "clean", "in_line", "line", "ordered"]
