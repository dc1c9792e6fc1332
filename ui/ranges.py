"""Bytes in memory, served whole or in part, as a browser's player asks (RFC 9110, one range)."""

import re

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def bytes_response(request: Request, content: bytes, media_type: str, headers: dict[str, str]) -> Response:
    """200 with everything, 206 with the part asked for, or 416 when there is no such part."""
    headers = {**headers, "Accept-Ranges": "bytes"}
    asked = request.headers.get("range")
    if asked is None:
        return Response(content, media_type=media_type, headers=headers)
    part = read_range(asked, len(content))
    if part is None:
        return PlainTextResponse(
            "no such part of the sound", 416, {**headers, "Content-Range": f"bytes */{len(content)}"}
        )
    start, end = part
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(content)}"
    return Response(content[start:end], 206, headers, media_type)


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
