"""Names to places, offline: a memory-mapped index in layers, resolving, and the geometry of relations."""

from contested import native

# This is the lowest package that holds compiled modules: what is imported later, all of `reading` too, is either native
# or plain throughout.
native.use()
