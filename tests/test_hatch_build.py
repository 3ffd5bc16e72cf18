"""The hook that builds the page: when it builds, when not, and what npm failing does. No network, no real npm."""

from __future__ import annotations

import importlib.util
import stat
from pathlib import Path
from types import ModuleType

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "hatch_build.py"


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", SOURCE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source tree with a front end of two files."""
    monkeypatch.delenv("CONTESTED_WEB", raising=False)
    web = tmp_path / "web"
    (web / "src").mkdir(parents=True)
    for name in ("package.json", "package-lock.json", "src/main.ts"):
        (web / name).write_text(name, encoding="utf-8")
    return tmp_path


def tools(root: Path, script: str) -> dict[str, str]:
    """An npm of our own making, which notes each call."""
    npm = root / "bin" / "npm"
    npm.parent.mkdir(exist_ok=True)
    npm.write_text(f'#!/bin/sh\necho "$@" >> "{root}/calls"\n{script}\n', encoding="utf-8")
    npm.chmod(npm.stat().st_mode | stat.S_IXUSR)
    return {"npm": str(npm), "path": str(npm.parent)}


BUILDS = 'mkdir -p node_modules; if [ "$1" = run ]; then mkdir -p "$5"; echo page > "$5/index.html"; fi'


def test_it_builds_once_and_again_only_after_a_change(
    hook: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = tools(root, BUILDS)
    monkeypatch.setattr(hook, "_node", lambda: found)
    assert hook._wanted(root)
    assert "built" in hook.build(root)
    assert (root / "src/contested/app/static/index.html").read_text(encoding="utf-8") == "page\n"
    assert not hook._wanted(root)
    (root / "web/node_modules/x").write_text("no source", encoding="utf-8")
    assert not hook._wanted(root)
    (root / "web/src/main.ts").write_text("changed", encoding="utf-8")
    assert hook._wanted(root)
    hook.build(root)
    calls = (root / "calls").read_text(encoding="utf-8").splitlines()
    assert [call.split()[0] for call in calls] == ["ci", "run", "run"]


def test_where_npm_fails_the_error_says_so_and_the_old_page_stays(
    hook: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    static = root / "src/contested/app/static"
    static.mkdir(parents=True)
    (static / "index.html").write_text("old", encoding="utf-8")
    found = tools(root, "echo 'npm error code ECONNREFUSED' >&2; exit 1")
    monkeypatch.setattr(hook, "_node", lambda: found)
    with pytest.raises(hook.WebError, match="ECONNREFUSED"):
        hook.build(root)
    assert (static / "index.html").read_text(encoding="utf-8") == "old"
    assert [path.name for path in static.parent.iterdir()] == ["static"]


def test_it_can_be_left_out_on_purpose(hook: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTESTED_WEB", "skip")
    assert not hook._wanted(root)


def test_an_old_node_is_passed_over(hook: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "_version", lambda program: (18, 0))
    assert hook._on_path() is None
