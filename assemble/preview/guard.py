"""Who may ask: only the page that this server itself gave out.

A browser sends any web page's requests to local servers too. So the request must name the server
by a local name (a foreign name that leads here is DNS rebinding), and what says where it comes
from must say that it comes from here.
"""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost")
"""Host names of the server itself."""

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""Sent with every answer: the page loads nothing from elsewhere, and nobody frames it."""

OWN = frozenset({"same-origin", "none"})
"""What `Sec-Fetch-Site` says of requests from our page and from the address line
(W3C Fetch Metadata, 2.3)."""


class Guard:
    """Refuses what doesn't come from our page, and adds the headers.

    Args:
        app: who answers what is let through.
        port: on which the server listens.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = frozenset(f"{name}:{port}" for name in NAMES)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *[(k.encode(), v.encode()) for k, v in HEADERS.items() if k not in known],
                ]
            await send(message)

        fault = self._fault(scope)
        if fault:
            await PlainTextResponse(fault[1] + "\n", fault[0])(scope, receive, told)
        else:
            await self._app(scope, receive, told)

    def _fault(self, scope: Scope) -> tuple[int, str] | None:
        """The status and reason of a refusal."""
        headers = Headers(scope=scope)
        if headers.getlist("host") not in [[host] for host in self._hosts]:
            return 421, "this server answers to 127.0.0.1 and localhost only"
        if any(origin not in self._origins for origin in headers.getlist("origin")):
            return 403, "only the preview's own page may ask"
        site = headers.get("sec-fetch-site")
        # A link on another page may lead here; what it loads from here it may not.
        led = headers.get("sec-fetch-mode") == "navigate" and scope["path"] == "/"
        if site is not None and site not in OWN and not led:
            return 403, "only the preview's own page may ask"
        if scope["method"] not in ("GET", "HEAD"):
            return 405, "there is nothing to change here"
        return None
