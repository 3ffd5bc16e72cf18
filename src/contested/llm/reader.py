"""The reader that asks: sentences to the model, its words checked, everything else from the rules' own tables.

The rules read the report first, without any network: they say whether it is in English, where its sentences are and
what it mentions. Then the sentences are asked about in batches, or their answers taken from the cache; then the checked
words become claims. Only the asking runs beside other reports.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from contested.errors import InputError
from contested.llm.answer import claims_of, decoded, schema
from contested.llm.bill import Bill
from contested.llm.check import FORM, Checked, Checker
from contested.llm.kept import Answers, question_key
from contested.llm.prompt import MOST_CHARACTERS, Batch, batches, halves, instructions, question
from contested.llm.server import Server, Told
from contested.llm.settings import LlmSettings
from contested.model import Reading, Report, Span
from contested.reading.tokens import tokenise

if TYPE_CHECKING:
    from contested.reading import Reader

FORMAT = "1"  # of the questions and the answers kept
MOST_CLAIMS = 240  # of a batch: twenty a sentence; more is no answer
TOO_MANY = "claim beyond what a batch can hold"
UNFIT = "sentence whose answer did not fit"
TOO_LONG = f"sentence longer than {MOST_CHARACTERS:,} characters, not asked about"


class Replied(NamedTuple):
    """The claims of a batch, still raw."""

    batch: Batch
    claims: tuple[msgspec.Raw, ...]


class LlmReader:
    """Reads reports by asking a server; ``bill`` says what it cost. May be used from several threads."""

    def __init__(self, rules: Reader, settings: LlmSettings, cache: Path) -> None:
        self.rules, self.settings = rules, settings
        self.lexicon, self.gazetteer = rules.lexicon, rules.gazetteer
        self.name = f"llm:{settings.model}"
        self.bill = Bill(settings)
        self.server = Server(settings, self.bill)
        self.answers = Answers(cache)
        self.lock = threading.Lock()  # one report at a time is read; several may wait for the server
        self.schema = msgspec.json.encode(schema()).decode()

    def read(self, report: Report) -> Reading:
        """All sentences, mentions and claims of a report, each in text order.

        Raises:
            InputError: the server gave no answer; the message says why. The report's other answers are kept.
        """
        with self.lock:
            ruled = self.rules.read(report)
        if ruled.unread is not None:
            return msgspec.structs.replace(ruled, reader=self.name)
        spans = [Span(sentence.start, sentence.end) for sentence in ruled.sentences]
        for span in spans:
            if span.end - span.start > MOST_CHARACTERS:
                self.bill.drop(TOO_LONG)
        try:
            replies = [self._asked(report, spans, batch) for batch in batches(spans)]
        except InputError as error:
            raise InputError(
                f"report {report.id} is not read: {error.what}", source=error.source, remedy=error.remedy
            ) from error
        with self.lock:
            return self._grounded(report, ruled, self._checked(report, spans, replies))

    def close(self) -> None:
        """Close the connections to the server."""
        self.server.close()

    # --- asking -------------------------------------------------------------------------------------------------------

    def _asked(self, report: Report, spans: Sequence[Span], batch: Batch) -> Replied:
        """The claims of a batch, from the cache or from the server; an answer that does not fit is asked for in two."""
        user = question(report, spans, batch)
        key = question_key(FORMAT, self.settings.model, instructions(), self.schema, user)
        kept = self.answers.get(key)
        claims = claims_of(kept) if kept is not None else None
        if claims is not None:
            self.bill.from_cache()
            return Replied(batch, claims)
        told = self.server.ask(instructions(), user, usable)
        claims = claims_of(told.content)
        if claims is None:  # cut off
            claims = self._in_two(report, spans, batch)
        self.answers.put(key, self.settings.model, (b'{"claims":[' + b",".join(map(bytes, claims)) + b"]}").decode())
        return Replied(batch, claims)

    def _in_two(self, report: Report, spans: Sequence[Span], batch: Batch) -> tuple[msgspec.Raw, ...]:
        if batch.last - batch.first < 2:
            self.bill.drop(UNFIT)
            return ()
        return tuple(claim for half in halves(batch) for claim in self._asked(report, spans, half).claims)

    # --- checking and grounding ---------------------------------------------------------------------------------------

    def _checked(self, report: Report, spans: Sequence[Span], replies: Sequence[Replied]) -> list[Checked]:
        checker = Checker(report.text, spans, self.rules.function_words, self.bill.drop)
        found: list[Checked] = []
        for reply in replies:
            for _ in reply.claims[MOST_CLAIMS:]:
                self.bill.drop(TOO_MANY)
            for raw in reply.claims[:MOST_CLAIMS]:
                said = decoded(raw)
                if said is None:
                    self.bill.drop(FORM)
                    continue
                checked = checker.check(said, reply.batch.first, reply.batch.last)
                if checked is not None:
                    found.append(checked)
        return found

    def _grounded(self, report: Report, ruled: Reading, checked: Sequence[Checked]) -> Reading:
        from contested.llm.work import AskedWork

        same = {(claim.type, at) for claim in ruled.claims for at in range(claim.trigger.start, claim.trigger.end)}
        work = AskedWork(
            self.rules, report, tokenise(report.text), checked=checked, name=self.name, same=same, drop=self.bill.drop
        )
        reading = msgspec.structs.replace(work.reading(), reader=self.name)
        assert all(claim.reader == self.name for claim in reading.claims)
        self.bill.kept_claims(len(reading.claims))
        return reading


def usable(told: Told) -> bool:
    """Whether an answer can be worked with: it is of the asked form, or was cut off and can be asked for in two."""
    return told.cut or claims_of(told.content) is not None
