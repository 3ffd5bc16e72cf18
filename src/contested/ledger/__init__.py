"""The ledger: every report, reading, claim and decision, appended and never overwritten."""

from __future__ import annotations

from contested.ledger.append import Added
from contested.ledger.draft import Entry
from contested.ledger.filter import Box, Filter
from contested.ledger.ledger import Ledger
from contested.ledger.schema import metadata

__all__ = ["Added", "Box", "Entry", "Filter", "Ledger", "metadata"]
