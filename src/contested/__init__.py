"""Who holds what, when, according to whom: war reports read into claims, every mark traced to exact words.

What this package offers is the list below, each loaded when it is first asked for, so that ``import contested`` costs
nothing:

    ledger = contested.open("war.sqlite")
    contested.claims(ledger, place="Maskanah")          # tables: Arrow, pandas, polars or GeoPandas
    contested.events(ledger, on="2017-06-04")
    contested.holdings(ledger, on="2017-06-04", as_known="2017-06-04")
    contested.map(ledger)                               # in a notebook
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contested.errors import ContestedError as ContestedError
    from contested.errors import GazetteerError as GazetteerError
    from contested.errors import InputError as InputError
    from contested.errors import KnowledgeError as KnowledgeError
    from contested.errors import LedgerError as LedgerError
    from contested.errors import PublishError as PublishError
    from contested.errors import UsageError as UsageError
    from contested.intake import take as take
    from contested.ledger import Ledger as Ledger
    from contested.model import Claim as Claim
    from contested.model import Reading as Reading
    from contested.model import Report as Report
    from contested.notebook.claims import claims as claims
    from contested.notebook.events import events as events
    from contested.notebook.holdings import holdings as holdings
    from contested.notebook.map import map as map
    from contested.notebook.opening import open as open
    from contested.notebook.opening import read as read
    from contested.notebook.places import places as places
    from contested.reading import open_reader as open_reader

__version__ = "0.1.0"

_ROOMS = {
    "contested.errors": (
        "ContestedError",
        "GazetteerError",
        "InputError",
        "KnowledgeError",
        "LedgerError",
        "PublishError",
        "UsageError",
    ),
    "contested.intake": ("take",),
    "contested.ledger": ("Ledger",),
    "contested.model": ("Claim", "Reading", "Report"),
    "contested.notebook.claims": ("claims",),
    "contested.notebook.holdings": ("holdings",),
    "contested.notebook.events": ("events",),
    "contested.notebook.map": ("map",),
    "contested.notebook.opening": ("open", "read"),
    "contested.notebook.places": ("places",),
    "contested.reading": ("open_reader",),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [  # noqa: RUF022 - in the order of the way that data flows
    "__version__",
    "Report",
    "Claim",
    "Reading",
    "take",
    "open_reader",
    "read",
    "places",
    "Ledger",
    "open",
    "claims",
    "events",
    "holdings",
    "map",
    "ContestedError",
    "InputError",
    "KnowledgeError",
    "GazetteerError",
    "LedgerError",
    "PublishError",
    "UsageError",
]


def __getattr__(name: str) -> object:
    """Load a name of the list from its room on first use (PEP 562)."""
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'contested' has no attribute {name!r}")
    return getattr(import_module(_ROOM_OF[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
