"""The reader that asks a language model: any server that speaks the OpenAI protocol, named by the user.

Nothing is sent unless this reader is chosen. The model only points at words: every quotation is looked for in the text,
offsets, places, times, counts and actors come from our own tables, and what cannot be verified is dropped and counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from contested.gazetteer.index import Progress, cache_folder, quiet
from contested.llm.reader import LlmReader
from contested.llm.settings import LlmSettings, settings_from

__all__ = ["LlmReader", "LlmSettings", "open_llm_reader", "settings_from"]


def open_llm_reader(
    settings: LlmSettings,
    knowledge: Path | Sequence[Path] | None = None,
    gazetteer: Path | None = None,
    progress: Progress = quiet,
) -> LlmReader:
    """A reader that asks the server of these settings, and grounds its answers with the rules' own tables.

    Raises:
        KnowledgeError: a knowledge file is not well formed.
        GazetteerError: the index of places cannot be built or opened.
    """
    from contested.reading import open_reader

    return LlmReader(open_reader(knowledge, gazetteer, progress), settings, cache_folder() / "llm")
