"""What tests of the desk share; the people at it are in ``app_desk``."""

from app_desk import at, filled, ledger, reading
from postgresql import server

__all__ = ["at", "filled", "ledger", "reading", "server"]
