"""Files, folders, addresses and streams to reports: what is well formed becomes a `Report`, what is not one clear line.

Nothing that is wrong with one input stops the others: `take` yields a `Report`, an `InputError` or a `Repeat` for
everything that it meets, in the order in which it meets them.

Each name is loaded on first use, since every command asks for a list of formats and few take reports in.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contested.intake.door import Arrival as Arrival
    from contested.intake.door import Remark as Remark
    from contested.intake.door import Repeat as Repeat
    from contested.intake.door import Taken as Taken
    from contested.intake.door import arrivals as arrivals
    from contested.intake.door import arrivals_of as arrivals_of
    from contested.intake.door import take as take
    from contested.intake.formats import FORMATS as FORMATS
    from contested.intake.record import FIELDS as FIELDS
    from contested.intake.record import Settings as Settings

_ROOMS = {
    "door": ("Arrival", "Remark", "Repeat", "Taken", "arrivals", "arrivals_of", "take"),
    "formats": ("FORMATS",),
    "record": ("FIELDS", "Settings"),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = ["FIELDS", "FORMATS", "Arrival", "Remark", "Repeat", "Settings", "Taken", "arrivals", "arrivals_of", "take"]


def __getattr__(name: str) -> object:
    """Load a name of the list from its module on first use (PEP 562)."""
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'contested.intake' has no attribute {name!r}")
    return getattr(import_module(f"contested.intake.{_ROOM_OF[name]}"), name)
