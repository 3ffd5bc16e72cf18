"""What speaks for a candidate, and how much: one readable table."""

from __future__ import annotations

#: In nats per unit of the feature. Set by judgement and tried on general news (not war reports), so that a stated
#: parent outweighs everything, context a hundredfold in population, and the country hint a tenfold.
WEIGHTS = {
    "importance": 1.5,  # about log10 of the people who know the place
    "own_name": 2.0,  # is mainly called so, not just also
    "secondary": -3.75,  # another place is called so more often, such as its chief town
    "likeness": 14.0,  # spelling, 0 to 1
    "parent": 5.0,  # lies in the place stated as its parent; against, where it does not
    "district": 3.0,  # its district is called as the one stated; half of it against, where it is called otherwise
    "level": 3.0,  # is of the kind that the words say ("town", "province"); against, where it is not
    "hint": 3.0,  # lies in the country that the report is known to be about
    "overshadowed": -3.0,  # is little known, and all the world knows another by this name; no parent is stated
    "theatre": 1.0,  # lies in a country that the report's actors, peoples or wide places point to
    "country": 1.3,  # log of 1 + other names of the report in this country
    "admin1": 1.0,  # log of 1 + other names of the report in this first-level division
    "near": 2.2,  # log of 1 + other names within about a degree
    "is_named": 1.0,  # its country is itself named in the report
}
