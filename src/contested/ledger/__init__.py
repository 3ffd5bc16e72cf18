"""The ledger: every report, reading, claim and decision, appended and never overwritten."""

from __future__ import annotations

from contested.ledger.ledger import Added, Ledger
from contested.ledger.schema import metadata

__all__ = ["Added", "Ledger", "metadata"]
