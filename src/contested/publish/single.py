"""A published site folded into one page that loads nothing: for a cell of a notebook, an attachment, an archive.

The page's own script asks for the data as scripts by their paths. Here they lie in the page as text, and a few lines
before it hand them over whenever a script with such a path is appended. What only a folder can have is left out: the
reports as pages of their own, and the downloads.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

from contested.errors import PublishError

#: More than this in one page no browser shows well; in bytes.
LARGEST = 64_000_000
KINDS = {".woff2": "font/woff2", ".png": "image/png", ".svg": "image/svg+xml", ".webp": "image/webp"}
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'; img-src data: blob:; "
    "connect-src data: blob:; worker-src blob:; font-src data:"
)
SCRIPT = re.compile(r'<script\b[^>]*\bsrc="([^"]+)"[^>]*></script>')
SHEET = re.compile(r'<link\b[^>]*\brel="stylesheet"[^>]*\bhref="([^"]+)"[^>]*>')
META = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(")')
URL = re.compile(r"url\((?!data:)([^)]+)\)")
#: Hands over data by path. A page without an address of its own may not always change it, which is no fault.
SHIM = """
(() => {
  const files = FILES;
  const append = Element.prototype.append;
  const hand = (tag) => {
    const inline = document.createElement("script");
    inline.textContent = files[tag.getAttribute("src")];
    Object.defineProperty(document, "currentScript", { configurable: true, get: () => tag });
    append.call(document.head, inline);
    delete document.currentScript;
    inline.remove();
    setTimeout(() => tag.dispatchEvent(new Event("load")));
  };
  Element.prototype.append = function (...nodes) {
    const ours = nodes.filter((node) => node instanceof HTMLScriptElement && node.getAttribute("src") in files);
    append.apply(this, nodes.filter((node) => !ours.includes(node)));
    ours.forEach(hand);
  };
  const replace = history.replaceState.bind(history);
  history.replaceState = (...args) => { try { replace(...args); } catch { return; } };
})();
"""


def single(folder: Path) -> str:
    """A site that `publish` wrote as one HTML page, complete in itself.

    Raises:
        PublishError: it is larger than a browser shows well.
    """
    found = [*sorted((folder / "data").rglob("*.js")), *(folder / "assets").glob("water.js")]
    data = {path.relative_to(folder).as_posix(): path for path in found}
    size = sum(path.stat().st_size for path in data.values())
    if size > LARGEST:
        remedy = "ask for less, by area, days or type, or publish a folder"
        raise PublishError(f"{size / 1e6:.0f} MB are too much for one page", source="the map", remedy=remedy)
    html = (folder / "index.html").read_text(encoding="utf-8")
    html = META.sub(lambda found: found[1] + POLICY + found[2], html)
    html = SHEET.sub(lambda found: f"<style>{sheet(folder / found[1])}</style>", html)
    scripts = [shim(data), *(inside((folder / path).read_text(encoding="utf-8")) for path in SCRIPT.findall(html))]
    # a deferred script runs when the page is there, one that stands in the page at once: so they come last
    tags = "".join(f"<script>{script}</script>\n" for script in scripts)
    return put(SCRIPT.sub("", html), "</body>", lambda end: tags + end)


def shim(data: dict[str, Path]) -> str:
    """The script that hands over the data."""
    texts = {name: path.read_text(encoding="utf-8") for name, path in data.items()}
    return SHIM.replace("FILES", json.dumps(texts, ensure_ascii=False).replace("<", "\\u003c"))


def inside(script: str) -> str:
    """A script so that nothing in it ends the element which it stands in (HTML, 4.12.1.3)."""
    return re.sub(r"</(?=script)", r"<\\/", script, flags=re.IGNORECASE).replace("<!--", "\\x3C!--")


def sheet(path: Path) -> str:
    """A style sheet with what it loads."""
    return URL.sub(lambda found: f"url({loaded(path.parent / found[1].strip(chr(34) + chr(39)))})",
                   path.read_text(encoding="utf-8"))  # fmt: skip


def loaded(path: Path) -> str:
    """A file as a data URL."""
    kind = KINDS.get(path.suffix, "application/octet-stream")
    return f"data:{kind};base64,{b64encode(path.read_bytes()).decode()}"


def put(html: str, mark: str, change: Callable[[str], str]) -> str:
    """The page with its last mark changed."""
    before, found, after = html.rpartition(mark)
    return before + change(found) + after
