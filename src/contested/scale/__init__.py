"""Many articles on all cores or on a cluster: the same functions, part by part, each part written once.

    parts      what the input falls into: lines of a file, row groups of a table, whole files
    rows       claims as rows of a table, without the texts
    work       one part read and written; knows nothing of who runs it
    tables     tables of claims read back
    plan       which steps lead from tables of claims to events and to who holds what
    step       one of them: files to a file; `stock`, `carrying`, `likeness`, `grouping`, `fused`, `held` hold the kinds
    shuffle    the files that hand rows from one step to the next
    cluster    the only module that knows Dask

The invariant: an output file is named by what went into it (the part's bytes, the settings, reader, knowledge and index
of places; for a step the names of its input), is whole or not there, and is never written again. So the same command
goes on where it was stopped.
"""
