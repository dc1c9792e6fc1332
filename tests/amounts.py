"""How often tests repeat what chance decides: a sample by default, everything with SAPA_TEST_ALL=1."""

import os

ALL = bool(os.environ.get("SAPA_TEST_ALL"))
"""Whether everything is asked for, as ``.ci/run`` does."""


def full(count: int, *, else_: int) -> int:
    """``count`` where everything is asked for; else ``else_``, which still shows the fact."""
    return count if ALL else else_
