"""Who holds what: a hidden-state filter over places and days, and the fronts, pockets and routes that follow from it.

    testimony + credence ──► observations ──► filter ──► state by place ──► fronts, pockets, routes

Pure: values in, values out; no file but the package's own tables, no clock, network or database.

What `import contested` offers under this name is the table (`contested.notebook.control`). Once this room is loaded
Python puts it in the function's place, so the room answers a call as the function does.
"""

import sys
from types import ModuleType
from typing import Any


class _Room(ModuleType):
    def __call__(self, *args: Any, **options: Any) -> Any:
        """The table of who holds what: `contested.notebook.control.control`."""
        from contested.notebook.control import control

        return control(*args, **options)


sys.modules[__name__].__class__ = _Room
