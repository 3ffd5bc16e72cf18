"""The work of review: which claims a look is worth, what a decision would change, and candidates for corrections."""
