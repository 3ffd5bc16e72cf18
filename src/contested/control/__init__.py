"""Who holds what: a hidden-state filter over places and days, and the fronts, pockets and routes that follow from it.

    testimony + credence, baselines ──► observations ──► filter ──► state by place ──► land, fronts, pockets, routes

Pure: values in, values out; no file but the package's own tables, no clock, network or database. What
`import contested` offers as a table of this is `contested.holdings`.
"""
