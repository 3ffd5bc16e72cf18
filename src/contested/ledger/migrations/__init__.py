"""How a ledger came to its schema, step by step (Alembic)."""
