"""``/health`` for machines: is there a snapshot, which one, how old. No figures, no names."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from config.errors import SapaError
from config.instance import find_instance
from warehouse.snapshot import current


class ForMachines(Route):
    """A route that leaves a person's browser to the page of the same address."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As Route, but not for who asks for HTML."""
        if scope["type"] == "http" and b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            return Match.NONE, {}
        return super().matches(scope)


def health(_request: Request) -> Response:
    """200 with snapshot_id, built_at (UTC) and age_s; 503 with the reason where nothing can be shown."""
    try:
        snapshot = current(find_instance())
    except SapaError as error:
        return JSONResponse({"status": "not ready", "message": str(error)}, status_code=503)
    built_at = snapshot.info.built_at.replace(tzinfo=UTC)
    age_s = round((datetime.now(UTC) - built_at).total_seconds())
    return JSONResponse(
        {"status": "ok", "snapshot_id": snapshot.id, "built_at": built_at.isoformat(), "age_s": age_s},
        headers={"Cache-Control": "no-store"},
    )
