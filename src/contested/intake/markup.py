"""The words of a piece of HTML, as feeds carry them: paragraphs as lines, no scripts, no styles."""

from __future__ import annotations

import re
from html.parser import HTMLParser

BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p"
    " pre section table td th tr ul".split()
)
SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "head"})
MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\w+|\w+);")
SPACE = re.compile(r"[^\S\n]+")


class Words(HTMLParser):
    """Collects what a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent.append(tag)
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data.replace("\n", " "))


def words_of(html: str) -> str:
    """The words of a piece of HTML, a paragraph a line; plain text stays as it is but for space around it."""
    if not MARKUP.search(html):
        return html.strip()
    parser = Words()
    parser.feed(html)
    parser.close()
    lines = (SPACE.sub(" ", line).strip() for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)
