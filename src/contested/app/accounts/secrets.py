"""Passwords and other secrets: Argon2id for what people remember (RFC 9106), SHA-256 for what is random already."""

from __future__ import annotations

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from contested.errors import UsageError

#: How many characters a password has: NIST SP 800-63B asks for 8 or more; sign-ins that fail are limited beside.
SHORTEST, LONGEST = 12, 1024
HASHER = PasswordHasher()  # the second recommended option of RFC 9106: 64 MiB, 3 passes, 4 lanes
#: What is compared with where there is no account, so that a name that nobody has takes as long to refuse.
NOBODY = HASHER.hash(secrets.token_hex(16))
TOKEN_PREFIX = "contested_"


def hashed(password: str) -> str:
    """What is kept of a password.

    Raises:
        UsageError: it is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        what = f"a password has {SHORTEST} to {LONGEST} characters"
        raise UsageError(what, source="the password", remedy="take a few words that you can remember")
    return HASHER.hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Whether a password is that of which ``kept`` was kept; takes as long for None as for any."""
    try:
        return HASHER.verify(kept or NOBODY, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def made() -> str:
    """A new secret of 256 random bits."""
    return secrets.token_urlsafe(32)


def made_token() -> str:
    """A new token for a machine; the prefix lets scanners find one that was left lying about."""
    return TOKEN_PREFIX + made()


def fingerprint(secret: str) -> str:
    """What is kept of a random secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
