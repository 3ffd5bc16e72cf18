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


def test_control_answers_whether_or_not_its_room_is_loaded() -> None:
    script = (
        "import contested\n"
        "before = contested.control([])\n"
        "import contested.control.filter\n"
        "assert contested.control([]).equals(before), 'the room is called as the function is'\n"
        "from contested.control import filter\n"
        "print(before.num_rows)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
