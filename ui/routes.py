"""Addresses beside the pages: the sound of recordings and the health of the service.

``app.py`` hands ``routes()`` and ``middleware()`` to ``st.App``. Streamlit keeps ``/_stcore/``, ``/media/``,
``/component/`` and ``/static/`` for itself.
"""

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from config.errors import SapaError
from config.instance import Instance, find_instance
from journal.api import Journal
from reports.formats import LANGUAGES
from transcribe import api as speech
from ui import browsers
from ui.call import signatures, sounds
from ui.health.healthz import health
from ui.ranges import asked_part, part_response
from ui.words import _, speaking
from warehouse.scope import scope_of
from warehouse.snapshot import current

_PRIVATE = {"Cache-Control": "private, no-store", "Content-Disposition": "inline"}
_DAY_S = 86_400


def routes() -> list[BaseRoute]:
    """``/recordings/{recording_id}``, ``/healthz``, and ``/overview``, which is the page at ``/``."""
    return [
        Route("/recordings/{recording_id:path}", recording, methods=["GET"]),
        Route("/healthz", health, methods=["GET"]),
        Route("/overview", _overview, methods=["GET"]),
    ]


def _overview(request: Request) -> Response:
    """Streamlit knows the first page by ``/`` only; its name is what people type. The filters go along."""
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./")


def middleware() -> list[Middleware]:
    """What wraps every page: the cookie that signed addresses are bound to, and two headers."""
    return [Middleware(browsers.BrowserCookie)]


def recording(request: Request) -> Response:
    """``_recording`` with its refusals in the language of the asking browser."""
    with speaking(_language(request)):
        return _recording(request)


def _language(request: Request) -> str:
    """The first language a browser asks for that we speak, else Russian."""
    asked = request.headers.get("accept-language", "").lower().split(",")
    return next((part.strip()[:2] for part in asked if part.strip()[:2] in LANGUAGES), "ru")


def _recording(request: Request) -> Response:
    """The sound, to whom its address was made for; each listening is in the audit before a byte is sent.

    403 with one line for anybody else and for what may not be heard, 404 when the file is gone, 503 when the
    audit cannot be written.  Who may hear what is asked anew at each part.
    """
    recording_id = request.path_params["recording_id"]
    try:
        instance = find_instance()
        ticket = signatures.check(instance, recording_id, request.query_params, browsers.of_request(request))
        scope = scope_of(instance, ticket.person)
        heard = sounds.audible(instance, current(instance), scope, recording_id)
    except signatures.Refused as error:
        return _refusal(_(str(error)))
    except SapaError:
        return _refusal(_(sounds.NOT_YOURS))
    if isinstance(heard, sounds.Silent):
        return _refusal(_(heard.why))
    if not heard.path.is_file():
        gone = _("the sound file is no longer where it was; see Data health.")
        return PlainTextResponse(gone, 404, _PRIVATE)
    return _sent(request, instance, ticket, heard)


def _sent(request: Request, instance: Instance, ticket: signatures.Ticket, heard: sounds.Audible) -> Response:
    try:
        sound = speech.playable_sound(instance, heard.path, heard.spans)
        part = asked_part(request, sound.size)
        if part is not None and request.method != "HEAD":
            Journal(instance).add_play(
                recording_id=ticket.recording_id, person=ticket.person, address_id=ticket.address_id,
                from_s=_from_s(request, sound.second_at(part[0])), is_unmuted=heard.is_unmuted,
            )  # fmt: skip
    except SapaError as error:
        return PlainTextResponse(str(error), 503, _PRIVATE)
    return part_response(request, sound, part, _PRIVATE)


def _from_s(request: Request, of_part: float | None) -> float | None:
    """Where listening begins, as the player says; else where the part asked for begins."""
    try:
        told = float(request.query_params.get("from", ""))
    except ValueError:
        return of_part
    return told if 0 <= told < _DAY_S else of_part


def _refusal(line: str) -> Response:
    return PlainTextResponse(line, 403, _PRIVATE)
