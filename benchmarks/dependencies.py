"""What users install beside us: under which licence each package is, and whether holes are known in it.

    python benchmarks/dependencies.py

Licences are those that the installed packages state; each must have one of those in ``LICENCES``, or be in
``LOOKED_AT`` with what a person found. Holes are asked for with pip-audit, which needs the vulnerability service of the
package index; where that cannot be reached, or does not know a package, this says so: what was not asked is not clean.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements" / "extras.txt"
NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)
#: Licences under which a package may be installed beside ours; as packages write them.
LICENCES = re.compile(
    r"Apache|BSD|MIT|ISC|MPL|Mozilla|PSF|Python Software Foundation|Unlicense|Zlib|LGPL|Lesser General Public|HPND|CC0",
    re.IGNORECASE,
)
UNREACHED = re.compile(r"ServiceError|ConnectionError|Connection(Refused| refused)|404|resolve|timed out")
#: Packages whose metadata say nothing that can be read by machine, and what their files say.
LOOKED_AT: dict[str, str] = {}


def licences() -> int:
    """Look at the licences; how many are none of those that may be."""
    wanted = {re.sub(r"[-_.]+", "-", name).lower() for name in NAME.findall(LOCK.read_text())}
    call = ["-m", "piplicenses", "--format=json", "--from=mixed"]
    rows = json.loads(subprocess.run([sys.executable, *call], capture_output=True, check=True).stdout)
    there = {re.sub(r"[-_.]+", "-", row["Name"]).lower(): row["License"] for row in rows}
    bad = {
        name: there[name]
        for name in sorted(wanted & set(there))
        if not LICENCES.search(LOOKED_AT.get(name, there[name]))
    }
    print(f"licences of {len(wanted & set(there))} packages: {bad or 'all fit'}")
    return len(bad)


def holes() -> int:
    """Ask for known holes; how many packages have some. Those of which nobody could say anything are counted aloud."""
    call = ["-m", "pip_audit", "--requirement", str(LOCK), "--disable-pip", "--require-hashes", "--format=json"]
    done = subprocess.run([sys.executable, *call], capture_output=True, text=True, check=False)
    try:
        rows = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        said = (done.stderr or done.stdout).strip()
        if not UNREACHED.search(said):
            print(f"known holes: could not be asked for: {said}")
            return 1
        rows = []
    asked = [row for row in rows if "skip_reason" not in row]
    bad = {f"{row['name']} {row['version']}": [hole["id"] for hole in row["vulns"]] for row in asked if row["vulns"]}
    unasked = f"; of {len(rows) - len(asked)} the service says nothing" if len(asked) < len(rows) else ""
    told = f"{bad or 'none'} of {len(asked)} packages{unasked}" if asked else "nobody could be asked"
    print(f"known holes: {told}")
    return len(bad)


if __name__ == "__main__":
    sys.exit(licences() + holes())
