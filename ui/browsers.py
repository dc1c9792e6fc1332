"""A random cookie a browser gets with its first page: a signed address works only where it was made."""

import re
import secrets

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "sapa_browser"
_VALUE = re.compile(r"[0-9a-f]{32}")


def of_session() -> str:
    """The browser of this Streamlit session; empty where there is none (tests without a browser)."""
    return _valid(st.context.cookies.get(COOKIE, ""))


def of_request(request: HTTPConnection) -> str:
    """The browser a request comes from; empty where it shows no cookie."""
    return _valid(request.cookies.get(COOKIE, ""))


def _valid(value: object) -> str:
    """A cookie that is not of our making counts as none."""
    return value if isinstance(value, str) and _VALUE.fullmatch(value) else ""


class BrowserCookie:
    """Middleware: gives the cookie with a page asked for without one, and keeps addresses private."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_new = not of_request(HTTPConnection(scope))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), is_new, scope["scheme"] == "https")
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _add_headers(headers: MutableHeaders, is_new: bool, is_https: bool) -> None:
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    if is_new and headers.get("content-type", "").startswith("text/html"):
        secure = "; Secure" if is_https else ""
        headers.append(
            "Set-Cookie", f"{COOKIE}={secrets.token_hex(16)}; Path=/; HttpOnly; SameSite=Lax{secure}"
        )
