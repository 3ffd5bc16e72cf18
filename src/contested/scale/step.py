"""Steps: pure functions from files to one file, named by what went into it, that is whole or not there.

A step knows nothing of who runs it. What it makes is named by a digest of its kind, its settings, the names of its
input (which are such digests themselves) and the sources that it runs; so what is there need not be made again.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

import msgspec

from contested.errors import ContestedError

PACKAGE = Path(__file__).resolve().parents[1]
#: What the result of a step hangs on beside its input.
SOURCES = ("model.py", "ontology.py", "ontology.csv", "situation.py", "fusion/*.py", "control/*.py", "control/*.json",
           "scale/*.py", "knowledge/*.toml", "gazetteer/keys.py", "gazetteer/sphere.py")  # fmt: skip
#: The kinds of steps: what makes them, as module and function.
KINDS: Mapping[str, str] = {
    "stock": "contested.scale.stock:stock", "said": "contested.scale.carrying:said",
    "copies": "contested.scale.carrying:carried", "shapes": "contested.scale.likeness:shapes",
    "pairs": "contested.scale.likeness:pairs", "groups": "contested.scale.grouping:groups",
    "dealt": "contested.scale.fused:dealt", "events": "contested.scale.fused:events",
    "bearing": "contested.scale.held:bearing", "control": "contested.scale.held:control",
}  # fmt: skip


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One file to be made of others in folder ``out``. ``at``: which of the tasks of its kind it is."""

    kind: str
    out: str
    inputs: tuple[str, ...]
    settings: bytes = b""
    at: int = 0
    tasks: int = 1
    suffix: str = ".arrow"

    @property
    def path(self) -> Path:
        """Where it is made."""
        names = [Path(one).name for one in self.inputs]
        parts = (sources(), self.kind, str(self.at), str(self.tasks), self.settings.hex(), *names)
        return (
            Path(self.out) / f"{self.kind}-{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:24]}{self.suffix}"
        )

    @property
    def paths(self) -> list[Path]:
        """Its input."""
        return [Path(one) for one in self.inputs]


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a step. ``reason``: why it was not made, None where it was."""

    step: Step
    reason: str | None = None
    seconds: float = 0.0
    was_there: bool = False


def make(step: Step) -> Made:
    """Make what a step makes, unless it is there; what goes wrong is told, never raised."""
    began = time.perf_counter()
    if step.path.exists():
        return Made(step=step, was_there=True)
    module, _, name = KINDS[step.kind].partition(":")
    work: Callable[[Step], None] = getattr(import_module(module), name)
    try:
        work(step)
    except ContestedError as error:
        return Made(step=step, reason=str(error))
    except OSError as error:
        return Made(step=step, reason=f"{step.path.name}: {error.strerror or error}")
    return Made(step=step, seconds=time.perf_counter() - began)


@cache
def sources() -> str:
    """A digest of the sources and tables that steps hang on."""
    seen = hashlib.sha256()
    for file in sorted(file for pattern in SOURCES for file in PACKAGE.glob(pattern)):
        seen.update(file.name.encode() + b"\0" + file.read_bytes())
    return seen.hexdigest()[:24]
