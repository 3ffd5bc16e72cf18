"""Files, folders, addresses and streams to reports: what is well formed becomes a `Report`, what is not one clear line.

Nothing that is wrong with one input stops the others: `take` yields a `Report`, an `InputError` or a `Repeat` for
everything that it meets, in the order in which it meets them.
"""

from __future__ import annotations

from contested.intake.door import Arrival, Remark, Repeat, Taken, arrivals, arrivals_of, take
from contested.intake.files import FORMATS
from contested.intake.record import FIELDS, Settings

__all__ = ["FIELDS", "FORMATS", "Arrival", "Remark", "Repeat", "Settings", "Taken", "arrivals", "arrivals_of", "take"]
