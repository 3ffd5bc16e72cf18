"""Claims as rows of a Parquet table: what queries ask for as columns, the whole claim as JSON, its sentence's words.

No text of a report is kept beyond the sentences that hold claims, which finding copies needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from contested.extras import needed
from contested.model import Claim, Reading
from contested.publish.file import written

#: Columns with their Arrow types, in order.
COLUMNS: Mapping[str, str] = {
    "id": "string", "report": "string", "date": "string", "source": "string", "side": "string", "country": "string",
    "type": "string", "main": "bool", "modality": "string", "polarity": "string", "outcome": "string",
    "start": "string", "end": "string", "place": "string", "place_id": "string", "lat": "float64", "lon": "float64",
    "confidence": "float64", "words": "string", "claim": "string",
}  # fmt: skip
LAYOUT = "2"  # of the columns: what is named by it is not taken for a table of other columns
GROUP = 20_000  # rows of a row group: what is held in memory
KEPT = b"contested"
ENCODE = msgspec.json.Encoder().encode


def row(reading: Reading, claim: Claim) -> dict[str, Any]:
    """A claim with what its report says of itself; the place is the first it is said to have happened at."""
    report, at = reading.report, next((place for place in claim.places if place.role == "at"), None)
    return {
        "id": claim.id, "report": report.id, "date": report.date, "source": report.source, "side": report.side,
        "country": report.country, "type": claim.type, "main": claim.main, "modality": claim.modality,
        "polarity": claim.polarity, "outcome": claim.outcome, "start": claim.time.start, "end": claim.time.end,
        "place": at.name if at else None, "place_id": at.id if at else None, "lat": at.lat if at else None,
        "lon": at.lon if at else None, "confidence": claim.confidence,
        "words": report.text[claim.sentence.start : claim.sentence.end], "claim": ENCODE(claim).decode(),
    }  # fmt: skip


def write(
    path: Path, rows: Iterable[Mapping[str, Any]], about: Callable[[], bytes], columns: Mapping[str, str] = COLUMNS
) -> int:
    """Write rows to a new table, whole or not at all; how many they were.

    Args:
        about: asked when all are written for what is kept beside them, in the table's metadata.
        columns: with their Arrow types, in order.

    Raises:
        PublishError: it cannot be written.
    """
    with needed("scale", "a table of claims"):
        import pyarrow as pa
        import pyarrow.parquet as pq
    schema = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in columns.items()])
    rest, count = iter(rows), 0
    with written(path, force=True) as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while some := list(islice(rest, GROUP)):
            writer.write_table(pa.Table.from_pylist(some, schema))
            count += len(some)
        writer.add_key_value_metadata({KEPT: about()})
    return count


def about(path: Path) -> bytes:
    """What is kept beside the rows of a table."""
    with needed("scale", "a table of claims"):
        import pyarrow.parquet as pq
    return bytes((pq.read_metadata(path).metadata or {})[KEPT])
