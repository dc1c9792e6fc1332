"""A sound, whole or in part, as a browser's player asks for it (RFC 9110, one range), never all in memory."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

if TYPE_CHECKING:
    from transcribe.api import PlayableSound

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def asked_part(request: Request, size: int) -> tuple[int, int] | None:
    """[start, end) a request wants: all where it names no range; None where there is no such part."""
    asked = request.headers.get("range")
    return (0, size) if asked is None else read_range(asked, size)


def part_response(
    request: Request, sound: "PlayableSound", part: tuple[int, int] | None, headers: Mapping[str, str]
) -> Response:
    """200 with everything, 206 with a part, 416 without; to HEAD the same with nothing in it."""
    if part is None:
        told = {**headers, "Accept-Ranges": "bytes", "Content-Range": f"bytes */{sound.size}"}
        return PlainTextResponse("no such part of the sound", 416, told)
    start, end = part
    told = {**headers, "Accept-Ranges": "bytes", "Content-Length": str(end - start)}
    is_part = "range" in request.headers
    if is_part:
        told["Content-Range"] = f"bytes {start}-{end - 1}/{sound.size}"
    status = 206 if is_part else 200
    if request.method == "HEAD":
        return Response(None, status, told, sound.media_type)
    return StreamingResponse(sound.part(start, end), status, told, sound.media_type)


def read_range(text: str, size: int) -> tuple[int, int] | None:
    """[start, end) of a Range header over ``size`` bytes; None where it names nothing that is there."""
    found = _RANGE.fullmatch(text.strip())
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:  # the last so many bytes
        return (max(0, size - int(last)), size) if int(last) and size else None
    start, end = int(first), min(int(last) + 1, size) if last else size
    return (start, end) if start < size and start < end else None
