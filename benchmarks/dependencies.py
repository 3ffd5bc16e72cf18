"""What comes with us: under which licence each package is, whether it was withdrawn, and whether holes are known in it.

    python benchmarks/dependencies.py

Of Python's packages licences are those that the installed ones state, of the page's those of its lock file; each must
have one of those in ``LICENCES``, or be in ``LOOKED_AT`` with what a person found. Which releases their makers have
withdrawn (often for a hole) every index says. Known holes are asked for with pip-audit and npm, which need the
services for that of the two indices; mirrors have none. Where nobody answers, or does not know a package, this says so
aloud: what was not asked is not clean.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements" / "extras.txt"
PAGE = ROOT / "web"
#: Where the tools are looked for before the path: beside this Python, and where the Makefile puts uv.
BESIDE = (Path(sys.executable).parent, ROOT / ".uv" / "bin")
NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)
#: Licences under which a package may be installed beside ours, or be part of the page; as packages write them.
LICENCES = re.compile(
    r"Apache|BSD|MIT|ISC|MPL|Mozilla|PSF|Python Software Foundation|Unlicense|Zlib|LGPL|Lesser General Public|HPND|CC0"
    r"|OFL",
    re.IGNORECASE,
)
UNREACHED = re.compile(
    r"ServiceError|ConnectionError|Connection(Refused| refused)|404|405|resolve|timed out|E[A-Z]{5,}"
)
WITHDRAWN = re.compile(r"warning: `([^`]+)` is yanked(?: \(reason: (.*)\))?")
#: Packages whose metadata say nothing that can be read by machine, and what their files say.
LOOKED_AT: dict[str, str] = {}


def unfit(licences: Mapping[str, str]) -> dict[str, str]:
    """The packages whose licence is none of those that may be."""
    return {name: said for name, said in sorted(licences.items()) if not LICENCES.search(LOOKED_AT.get(name, said))}


def of_python() -> dict[str, str]:
    """The licences of the packages in the lock that are installed."""
    wanted = {re.sub(r"[-_.]+", "-", name).lower() for name in NAME.findall(LOCK.read_text())}
    call = ["-m", "piplicenses", "--format=json", "--from=mixed"]
    rows = json.loads(subprocess.run([sys.executable, *call], capture_output=True, check=True).stdout)
    there = {re.sub(r"[-_.]+", "-", row["Name"]).lower(): row["License"] for row in rows}
    return {name: there[name] for name in wanted & set(there)}


def of_the_page() -> dict[str, str]:
    """The licences of the packages that the page is built of, and with."""
    rows = json.loads((PAGE / "package-lock.json").read_text())["packages"]
    return {name.rpartition("node_modules/")[2]: row.get("license", "none") for name, row in rows.items() if name}


def licences() -> int:
    """Look at the licences; how many are none of those that may be."""
    found = {"Python": of_python(), "the page": of_the_page()}
    for of, said in found.items():
        print(f"licences of {len(said)} packages of {of}: {unfit(said) or 'all fit'}")
    return sum(len(unfit(said)) for said in found.values())


def tool(name: str) -> str | None:
    """A program, beside this Python or on the path."""
    return next((found for folder in (*map(str, BESIDE), None) if (found := shutil.which(name, path=folder))), None)


def not_asked(what: str, why: str) -> int:
    """Say that something was not looked at; it counts as nothing found."""
    print(f"{what}: NOT LOOKED AT: {why}")
    return 0


def withdrawn() -> int:
    """Ask the index which of the locked releases were withdrawn; how many were."""
    what, uv = "withdrawn releases", tool("uv")
    if uv is None:
        return not_asked(what, "uv is not installed")
    with TemporaryDirectory() as folder:
        call = [uv, "pip", "install", "--dry-run", "--no-deps", "--require-hashes", "--target", folder, "-r", str(LOCK)]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{what}: {done.stderr.strip()[-500:]}")
        return 1
    bad = dict(WITHDRAWN.findall(done.stderr))
    print(f"{what}: {bad or 'none'} of {len(NAME.findall(LOCK.read_text()))} that the lock names")
    return len(bad)


def holes() -> int:
    """Ask for known holes in Python's packages; how many have some. Those of which nobody knows are counted aloud."""
    what = "known holes, Python"
    call = ["-m", "pip_audit", "--requirement", str(LOCK), "--disable-pip", "--require-hashes", "--format=json"]
    done = subprocess.run([sys.executable, *call], capture_output=True, text=True, check=False)
    try:
        rows = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        said = (done.stderr or done.stdout).strip()
        if not UNREACHED.search(said):
            print(f"{what}: could not be asked for: {said}")
            return 1
        return not_asked(what, "the index's service of known holes cannot be reached; ask where it can be")
    asked = [row for row in rows if "skip_reason" not in row]
    if not asked:
        return not_asked(
            what, f"this index knows none of {len(rows)} packages' holes; ask where pip's own can be reached"
        )
    bad = {f"{row['name']} {row['version']}": [hole["id"] for hole in row["vulns"]] for row in asked if row["vulns"]}
    unasked = f"; NOT LOOKED AT: {len(rows) - len(asked)} that it does not know" if len(asked) < len(rows) else ""
    print(f"{what}: {bad or 'none'} of {len(asked)} packages{unasked}")
    return len(bad)


def holes_of_the_page() -> int:
    """Ask for known holes in the packages that the page is built of; how many have some."""
    what, npm = "known holes, the page", tool("npm")
    if npm is None:
        return not_asked(what, "npm is not installed")
    call = [npm, "audit", "--json", "--package-lock-only"]
    done = subprocess.run(call, cwd=PAGE, capture_output=True, text=True, check=False)
    try:
        found = json.loads(done.stdout)
        bad = {name: row["severity"] for name, row in found["vulnerabilities"].items()}
    except (ValueError, KeyError):
        said = (done.stdout + done.stderr).strip()
        if not UNREACHED.search(said):
            print(f"{what}: could not be asked for: {said[-500:]}")
            return 1
        return not_asked(what, "this index has no service of known holes; ask where npm's own can be reached")
    print(f"{what}: {bad or 'none'} of {len(of_the_page())} packages")
    return len(bad)


if __name__ == "__main__":
    sys.exit(min(1, licences() + withdrawn() + holes() + holes_of_the_page()))
