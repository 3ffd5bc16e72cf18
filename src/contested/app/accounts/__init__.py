"""Who may do what at the desk, and what was done: a database of its own, so that no dump of a ledger holds a password.

Names, roles and the hashes of passwords, sessions and tokens are kept; a password, session or token itself never is.
"""

from contested.app.accounts.accounts import Account, Accounts, Role, Session, Token
from contested.app.accounts.audit import Deed

__all__ = ["Account", "Accounts", "Deed", "Role", "Session", "Token"]
