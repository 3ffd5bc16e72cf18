"""Baselines that users bring: a map of who held what on a day, from a file, another ledger, or an earlier answer.

    file ──► records (files) ──► columns, sides, places, outlines checked (survey) ──► `model.Baseline` ──► ledger

Whatever is wrong is refused with the row that it stands in; nothing is taken by halves.
"""

from contested.baseline.survey import Asked, survey

__all__ = ["Asked", "survey"]
