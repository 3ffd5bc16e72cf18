"""How a probability is written: what rests on reports is never certain, so no figure is rounded to 1 or 0."""

from __future__ import annotations

SURE, OUT = 0.995, 0.005  # what two places would write as 1.00 and 0.00


def decimal(probability: float) -> str:
    """Two places (0-1): "0.73", "over 0.99", "under 0.01"."""
    return "over 0.99" if probability >= SURE else "under 0.01" if probability < OUT else f"{probability:.2f}"


def percent(probability: float) -> str:
    """Whole per cent of a probability (0-1): "73%", "over 99%", "under 1%"."""
    return "over 99%" if probability >= SURE else "under 1%" if probability < OUT else f"{probability:.0%}"
