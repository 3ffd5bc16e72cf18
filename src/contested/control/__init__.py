"""Who holds what: a hidden-state filter over places and days, and the fronts, pockets and routes that follow from it.

    testimony + credence ──► observations ──► filter ──► state by place ──► fronts, pockets, routes

Pure: values in, values out; no file but the package's own tables, no clock, network or database.
"""
