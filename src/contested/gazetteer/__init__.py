"""Names to places, offline: a memory-mapped index in layers, resolving, and the geometry of relations."""
