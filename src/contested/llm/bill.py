"""What asking cost and what of the answers was dropped, added up over a run and told at its end."""

from __future__ import annotations

import threading
from collections import Counter

from contested.llm.settings import LlmSettings

MILLION = 1_000_000


class Bill:
    """Requests, tokens, cost and drops of one run; safe to add to from several threads."""

    def __init__(self, settings: LlmSettings) -> None:
        self.settings = settings
        self.requests = self.repeated = self.kept = self.tokens_in = self.tokens_out = self.untold = 0
        self.claims = 0
        self.dropped: Counter[str] = Counter()
        self.lock = threading.Lock()

    def sent(self, *, again: bool) -> None:
        """A request went out; ``again`` where the question had been put before."""
        with self.lock:
            self.requests += 1
            self.repeated += again

    def answered(self, tokens_in: int | None, tokens_out: int | None) -> None:
        """An answer came, with the tokens that the server counted; None where it counts none."""
        with self.lock:
            self.untold += tokens_in is None or tokens_out is None
            self.tokens_in += tokens_in or 0
            self.tokens_out += tokens_out or 0

    def from_cache(self) -> None:
        """An answer was there from an earlier run."""
        with self.lock:
            self.kept += 1

    def drop(self, reason: str) -> None:
        """Something could not be verified."""
        with self.lock:
            self.dropped[reason] += 1

    def kept_claims(self, number: int) -> None:
        """So many claims of a report hold."""
        with self.lock:
            self.claims += number

    @property
    def cost(self) -> float | None:
        """What the tokens cost, None where no price is set for the tokens that were used."""
        price_in, price_out = self.settings.price_in, self.settings.price_out
        if price_in is None and price_out is None:
            return None
        return (self.tokens_in * (price_in or 0) + self.tokens_out * (price_out or 0)) / MILLION

    def lines(self) -> list[str]:
        """The bill for standard error: a line of what was asked, and one for each reason why something was dropped."""
        asked = f"{self.requests:,} requests" if self.requests != 1 else "1 request"
        again = f" ({self.repeated:,} of them again)" if self.repeated else ""
        tokens = f"{self.tokens_in:,} tokens in, {self.tokens_out:,} out"
        untold = f" (not told for {self.untold:,})" if self.untold else ""
        cost = f", cost {self.cost:.4f}" if self.cost is not None else ""
        first = f"llm:{self.settings.model}: {asked}{again}, {self.kept:,} from the cache; {tokens}{untold}{cost}"
        total = sum(self.dropped.values())
        if not total:
            return [first, f"  {self.claims:,} claims kept, nothing dropped"]
        rows = sorted(self.dropped.items(), key=lambda item: (-item[1], item[0]))
        width = len(f"{rows[0][1]:,}")
        return [
            first,
            f"  {self.claims:,} claims kept; dropped since it could not be verified:",
            *(f"  {count:>{width + 2},}  {reason}" for reason, count in rows),
        ]
