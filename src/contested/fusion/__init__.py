"""Many reports of one war to what they tell together: copies, events, sources, assessments. Values in, values out.

    told ──► copies ──► events ──► sources, assessments

Nothing here depends on the order in which reports arrive. What is known about copies and events is data
(``knowledge/fusion-copies.toml``, ``knowledge/fusion-events.toml``).
"""

from __future__ import annotations

from contested.fusion.copies import Carried, Copies, copies
from contested.fusion.event import Event, event_id
from contested.fusion.events import Events, events

__all__ = ["Carried", "Copies", "Event", "Events", "copies", "event_id", "events"]
