"""What we know of wars, as data: sides, actors, places, roads, wording and means, from TOML files."""

from contested.knowledge.load import fingerprint, load
from contested.knowledge.tables import TABLES, Knowledge, Table

__all__ = ["TABLES", "Knowledge", "Table", "fingerprint", "load"]
