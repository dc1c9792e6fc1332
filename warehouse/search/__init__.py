"""Search in what was said: an index by day beside the snapshot, made from it and made anew at any time.

``query`` reads what a person typed, ``shards`` is the one door to the engine, ``matching`` puts scope and
filters into what the engine is asked, ``update`` follows the snapshot, ``asking`` answers.
"""

from collections.abc import Callable

from config.errors import NotReady
from config.instance import Instance
from warehouse.snapshot import Snapshot


def follow(instance: Instance, snapshot: Snapshot, say: Callable[[str], None]) -> None:
    """Bring the index up to date behind a published snapshot; what fails here fails no publishing.

    The page of calls tells that the search is being prepared, and the next publishing tries again.
    """
    from warehouse.search.update import update

    say("search")
    try:
        update(instance, snapshot, lambda done, total: say(f"search, day {done + 1} of {total}"))
    except NotReady as error:
        say(str(error))
