"""Many articles on all cores or on a cluster: the same reading, part by part, each part written once.

    parts      what the input falls into: lines of a file, row groups of a table, whole files
    rows       claims as rows of a table, without the texts
    work       one part read and written; knows nothing of who runs it
    cluster    the only module that knows Dask

The invariant: an output file is named by what went into it (the part's bytes, the settings, reader, knowledge and index
of places), is whole or not there, and is never written again. So the same command goes on where it was stopped.
"""
