"""For notebooks: claims, events, who holds what, the places of a text, as tables; the map as an object that shows.

Each table has one row a thing, typed columns, and ids that `Ledger.find` and the other tables know. It comes as an
Arrow table, or as a DataFrame of pandas, polars or GeoPandas where that is installed.
"""
