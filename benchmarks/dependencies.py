"""What users install beside us: under which licence each package is, and whether holes are known in it.

    python benchmarks/dependencies.py

Licences are those that the installed packages state; each must have one of those in ``LICENCES``, or be in
``LOOKED_AT`` with what a person found. Holes are asked for with pip-audit, which needs the vulnerability service of the
package index; where that cannot be reached this says so, and only the licences are looked at.
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
    """Ask for known holes; 1 where there are some, 0 where there are none or nobody can be asked."""
    call = ["-m", "pip_audit", "--requirement", str(LOCK), "--disable-pip", "--require-hashes"]
    done = subprocess.run([sys.executable, *call], capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).strip()
    if done.returncode and UNREACHED.search(said):
        print("known holes: the vulnerability service cannot be reached, so nobody was asked")
        return 0
    print(f"known holes: {said or 'none'}")
    return int(done.returncode != 0)


if __name__ == "__main__":
    sys.exit(licences() + holes())
