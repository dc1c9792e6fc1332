"""``/healthz`` for machines: is there a snapshot, which one, how old. No figures, no names."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from config.errors import SapaError
from config.instance import find_instance
from warehouse.snapshot import current


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
