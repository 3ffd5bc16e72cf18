"""Native code is used whole, for exactly the sources and the Python it was made from, never against the user's word.

Nothing is compiled here; `benchmarks/read.py --check` holds that both forms of the reader read alike.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from contested import native

SOURCE = Path(__file__).resolve().parents[1] / "native_build.py"
MODULE = "contested.reading.claims"


@pytest.fixture(autouse=True)
def unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONTESTED_PURE", raising=False)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of three sources."""
    for name in ("model.py", "reading/claims.py", "reading/times/find.py"):
        file = tmp_path / "package" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# {name}\n", encoding="utf-8")
    return tmp_path / "package"


def compiled(folder: Path, package: Path = native.PACKAGE) -> Path:
    """A folder as one compiled from a package's sources, whose one module is no real one."""
    folder.mkdir()
    name = MODULE + native.SUFFIX
    (folder / name).write_bytes(b"")
    (folder / native.STAMP).write_text(f"{native.digest(package)}\n{name}\n", encoding="utf-8")
    return folder


def finders() -> Iterator[native.Compiled]:
    return (finder for finder in sys.meta_path if isinstance(finder, native.Compiled))


def test_what_was_made_from_these_sources_is_used_for_its_own_modules_only(tmp_path: Path) -> None:
    folder = compiled(tmp_path / "made")
    native.use(folder)
    finder = next(finders())
    spec = finder.find_spec(MODULE)
    assert spec is not None
    assert spec.origin == str(folder / (MODULE + native.SUFFIX))
    assert finder.find_spec("contested.reading.lexicon") is None


def test_where_nothing_was_compiled_nothing_is_used(tmp_path: Path) -> None:
    native.use(tmp_path / "none")
    assert not any(finders())
    assert native.amiss(tmp_path / "none") == "the reader is not compiled here"


@pytest.mark.parametrize("name", ["model.py", "reading/claims.py", "reading/times/find.py", "reading/new.py"])
def test_a_source_that_changed_or_came_is_never_shadowed(name: str, package: Path, tmp_path: Path) -> None:
    folder = compiled(tmp_path / "made", package)
    assert native.amiss(folder, package) is None
    (package / name).write_text("x = 1\n", encoding="utf-8")
    assert "have changed" in str(native.amiss(folder, package))


def test_a_source_that_went_or_was_renamed_counts_too(package: Path, tmp_path: Path) -> None:
    folder = compiled(tmp_path / "made", package)
    (package / "reading/claims.py").rename(package / "reading/claim.py")
    assert "have changed" in str(native.amiss(folder, package))


def test_a_stamp_that_does_not_match_is_not_used(tmp_path: Path) -> None:
    folder = compiled(tmp_path / "made")
    (folder / native.STAMP).write_text(f"{'0' * 64}\n{MODULE}{native.SUFFIX}\n", encoding="utf-8")
    native.use(folder)
    assert not any(finders())


@pytest.mark.parametrize("stamp", ["", "\n\n"])
def test_a_broken_stamp_is_not_used(stamp: str, tmp_path: Path) -> None:
    folder = compiled(tmp_path / "made")
    (folder / native.STAMP).write_text(stamp, encoding="utf-8")
    assert native.amiss(folder) == "the reader is not compiled here"


def test_native_code_is_used_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = compiled(tmp_path / "made")
    (folder / (MODULE + native.SUFFIX)).unlink()
    native.use(folder)
    assert not any(finders())
    assert native.amiss(folder) == "a part of the compiled reader is missing"


def test_other_pythons_code_is_not_used(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = compiled(tmp_path / "made", package)
    monkeypatch.setattr(native, "SUFFIX", ".cpython-399-x86_64-linux-gnu.so")
    assert "have changed" in str(native.amiss(folder, package))


@pytest.mark.parametrize("asked", ["1", "yes"])
def test_the_users_word_wins(asked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = compiled(tmp_path / "made")
    monkeypatch.setenv("CONTESTED_PURE", asked)
    native.use(folder)
    assert not any(finders())
    assert native.why_plain(folder) == "CONTESTED_PURE asks for it"


def test_plain_python_reads_where_it_is_asked_for() -> None:
    code = f"import {MODULE} as module; print(module.__file__)"
    env = os.environ | {"CONTESTED_PURE": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stdout.strip().endswith("claims.py")


# --- compiling --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("native_build", SOURCE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_without_a_c_compiler_one_line_says_so(builder: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "no-such-compiler -O2")
    with pytest.raises(builder.NativeError, match="no C compiler `no-such-compiler`: install one"):
        builder._check()


def test_what_is_compiled_is_watched(builder: ModuleType) -> None:
    watched = {file for pattern in native.SOURCES for file in native.PACKAGE.glob(pattern)}
    assert set(builder.sources()) <= watched
    assert {"claims.py", "find.py", "resolve.py"} <= {file.name for file in builder.sources()}
    assert not builder.PLAIN & {file.name for file in builder.sources()}


def test_no_source_that_is_compiled_asks_whether_something_is_in_a_tuple_with_a_star(builder: ModuleType) -> None:
    """``x in ("a", *OTHERS)`` ends the compiler with an error of its own, and with it the native reader."""
    asked = [
        f"{file.name}:{node.lineno}"
        for file in builder.sources()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare) and any(isinstance(each, ast.In | ast.NotIn) for each in node.ops)
        for side in node.comparators
        if isinstance(side, ast.Tuple | ast.List | ast.Set) and any(isinstance(e, ast.Starred) for e in side.elts)
    ]
    assert asked == []
