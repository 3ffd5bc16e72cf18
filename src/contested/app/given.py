"""What routes are given by name, beside what a request brings."""

from __future__ import annotations

from litestar.di import NamedDependency

from contested.app.accounts import Accounts
from contested.app.desk import Desk
from contested.app.review.queue import Queue
from contested.app.settings import Settings

GivenDesk = NamedDependency[Desk]
GivenAccounts = NamedDependency[Accounts]
GivenSettings = NamedDependency[Settings]
GivenQueue = NamedDependency[Queue]
