"""Who does what in a sentence, whatever it is about: tags, a dependency tree, and the arcs of verbs and nouns.

The grammar of English is learned from a treebank into one small table of integers; nothing here knows of war.

    words -> tagger -> parser -> Tree -> arcs

`load` gives the packaged `Syntax`; its `parse` gives a sentence's `Tree`; `arcs.arcs` says who does what in it.
"""

from contested.reading.syntax.table import Syntax, load
from contested.reading.syntax.tree import Tree

__all__ = ["Syntax", "Tree", "load"]
