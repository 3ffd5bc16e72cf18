"""Times in a report: TIMEX3 expressions with their intervals.

`find_times` looks only at pieces that are words of time or figures, builds the expression around each, and resolves
them in text order. Extents follow TIDES 2005 as WikiWars applies it (determiners and modifiers inside, prepositions
outside; each end of a range its own expression); types and values follow TimeML 1.2.1. Adjectives that date their noun
and not the event ("former", "recent", "daily") are times in a narrative, as there, and none in news. No clock and no
file is read.
"""

from contested.reading.times.find import TimeSpan, find_times, interval

__all__ = ["TimeSpan", "find_times", "interval"]
