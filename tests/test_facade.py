"""What `import contested` offers is a list, each name of it is there, and asking for one loads only its room."""

from __future__ import annotations

import subprocess
import sys

import pytest

import contested


def test_every_name_of_the_list_is_there() -> None:
    assert sorted(contested.__all__) == dir(contested)
    for name in contested.__all__:
        assert getattr(contested, name) is not None


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = contested.nonsense


def test_importing_it_loads_no_room() -> None:
    script = "import contested, sys; print([name for name in sys.modules if name.startswith('contested.')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_table_of_holdings_and_the_room_of_control_are_two_names() -> None:
    script = (
        "import contested\n"
        "before = contested.holdings([])\n"
        "import contested.control.filter\n"
        "assert contested.holdings([]).equals(before)\n"
        "assert not callable(contested.control)\n"
        "print(before.num_rows)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_control_and_fusion_import_nothing_above_them() -> None:
    script = (
        "import sys, pkgutil, importlib, contested.control, contested.fusion\n"
        "for room in (contested.control, contested.fusion):\n"
        "    for each in pkgutil.iter_modules(room.__path__, room.__name__ + '.'):\n"
        "        importlib.import_module(each.name)\n"
        "above = ('notebook', 'publish', 'cli', 'app', 'ledger', 'situation', 'intake', 'reading', 'question')\n"
        "print([name for name in sys.modules if name.startswith(tuple(f'contested.{room}' for room in above))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
