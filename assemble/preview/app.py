"""The preview's server: its page, the state, the pictures of pages, and news as they come.

Every address is a fixed one; parameters are numbers. Nothing that a request says becomes a path.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, NamedTuple

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from assemble.preview.draw import FORM, Drawer
from assemble.preview.editor import Editor
from assemble.preview.shown import Shown
from assemble.preview.values import flaws_value, regions_value, state_value
from assemble.stamps import stamp_of

STATIC = Path(__file__).with_name("static")
FILES = {
    "/": ("index.html", "text/html"),
    "/preview.css": ("preview.css", "text/css"),
    "/preview.js": ("preview.js", "text/javascript"),
    "/stage.js": ("stage.js", "text/javascript"),
    "/panel.js": ("panel.js", "text/javascript"),
    "/words.js": ("words.js", "text/javascript"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
"""The page's own files by their addresses."""
BEAT = 15.0
"""Seconds after which something is sent to browsers that hear nothing, to see if they are there."""
LARGEST = 99_999_999
"""Greatest number that a parameter may be."""
FRESH = {"cache-control": "no-store"}


class News(NamedTuple):
    """What is sent to browsers: the state of a revision as JSON text."""

    revision: int
    text: str


class Desk:
    """What the server has to show, and who waits for news; made and asked in any thread."""

    def __init__(self, editor: Editor, before: Path | None = None) -> None:
        self.editor = editor
        self.drawer = Drawer()
        self.before = before
        self._lock = threading.RLock()  # Ctrl-C may come while the same thread holds it
        self._shown = Shown()
        self._news = News(0, "")
        self._flaws: tuple[int, list[dict[str, Any]]] = (-1, [])
        self._waiting: dict[asyncio.Queue[News | None], asyncio.AbstractEventLoop] = {}
        self.show(Shown())

    @property
    def shown(self) -> Shown:
        """What is shown now."""
        return self._shown

    @property
    def news(self) -> News:
        """The newest state."""
        return self._news

    def show(self, shown: Shown) -> None:
        """Show this, and tell all browsers."""
        pages = self.drawer.page_count(self.before) if self.before else 0
        value = state_value(shown, self.editor, pages)
        news = News(shown.revision, json.dumps(value, ensure_ascii=False))
        with self._lock:
            self._shown, self._news = shown, news
        self._tell(news)
        if shown.edition:
            self.drawer.release(shown.edition, shown.versions)

    def close(self) -> None:
        """Let all browsers go."""
        self._tell(None)

    def flaws(self) -> list[dict[str, Any]]:
        """The flaws of the pages shown, measured once for each revision and only if asked for."""
        shown = self._shown
        if self._flaws[0] != shown.revision:
            self._flaws = shown.revision, flaws_value(shown, self.editor)
        return self._flaws[1]

    async def listen(self) -> AsyncIterator[News | None]:
        """The news as they come, the newest at once; None from time to time."""
        queue: asyncio.Queue[News | None] = asyncio.Queue()
        with self._lock:
            self._waiting[queue] = asyncio.get_running_loop()
            queue.put_nowait(self._news)
        try:
            while True:
                try:
                    news = await asyncio.wait_for(queue.get(), BEAT)
                except TimeoutError:
                    yield None
                    continue
                while not queue.empty() and news:  # who is slow gets the newest only
                    news = queue.get_nowait()
                if news is None:
                    return
                yield news
        finally:
            with self._lock:
                del self._waiting[queue]

    def _tell(self, news: News | None) -> None:
        with self._lock:
            waiting = list(self._waiting.items())
        for queue, loop in waiting:
            if not loop.is_closed():
                loop.call_soon_threadsafe(queue.put_nowait, news)


def make_app(desk: Desk) -> Starlette:
    """The application; `guard.Guard` must stand before it."""
    pages = _Pages(desk)
    routes = [Route(address, _file(*file)) for address, file in FILES.items()]
    routes += [
        Route("/state", pages.state),
        Route("/events", pages.events),
        Route("/page", pages.page),
        Route("/regions", pages.regions),
        Route("/flaws", pages.flaws),
        Route("/before", pages.before),
    ]
    return Starlette(routes=routes)


def _file(name: str, kind: str) -> Callable[[Request], Response]:
    """An answer with one of the page's own files, read at the start."""
    data = (STATIC / name).read_bytes()

    def answer(_: Request) -> Response:
        return Response(data, media_type=kind, headers={"cache-control": "no-cache"})

    return answer


class _Pages:
    """The answers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def state(self, _: Request) -> Response:
        """The newest state."""
        text = self._desk.news.text
        return Response(text, media_type="application/json", headers=FRESH)

    async def events(self, _: Request) -> Response:
        """The states as they come (HTML Living Standard, 9.2, server-sent events)."""

        async def parts() -> AsyncIterator[str]:
            async for news in self._desk.listen():
                yield f"id: {news.revision}\ndata: {news.text}\n\n" if news else ": here\n\n"

        return StreamingResponse(parts(), media_type="text/event-stream", headers=FRESH)

    async def page(self, request: Request) -> Response:
        """The picture of a page, as long as it has the version that is asked for."""
        numbers = _numbers(request, "n", "v", "w")
        if numbers is None:
            return _wrong()
        number, version, width = numbers
        shown = self._desk.shown
        page = shown.page(number)
        if page is None or shown.edition is None:
            return PlainTextResponse("there is no such page\n", 404, FRESH)
        if shown.versions[number - 1] != version:
            return PlainTextResponse("the page has changed\n", 410, FRESH)
        data = await run_in_threadpool(self._desk.drawer.page, shown.edition, page, version, width)
        return Response(data, media_type=FORM, headers=FRESH)

    async def regions(self, request: Request) -> Response:
        """What can be clicked on a page."""
        numbers = _numbers(request, "n")
        if numbers is None:
            return _wrong()
        desk = self._desk
        found = await run_in_threadpool(regions_value, desk.shown, numbers[0], desk.editor)
        return JSONResponse(found, headers=FRESH)

    async def flaws(self, _: Request) -> Response:
        """The flaws of all pages."""
        return JSONResponse(await run_in_threadpool(self._desk.flaws), headers=FRESH)

    async def before(self, request: Request) -> Response:
        """A page of the proof to compare with."""
        numbers = _numbers(request, "n", "w")
        if numbers is None:
            return _wrong()
        path, data = self._desk.before, None
        if path is not None:
            stamp = stamp_of(path)
            data = await run_in_threadpool(self._desk.drawer.foreign, path, stamp, *numbers)
        if data is None:
            return PlainTextResponse("there is no such page\n", 404, FRESH)
        return Response(data, media_type=FORM, headers=FRESH)


def _numbers(request: Request, *names: str) -> list[int] | None:
    """Parameters that must all be given, as whole numbers; None if one is not."""
    texts = [request.query_params.get(name, "") for name in names]
    if not all(text.isascii() and text.isdigit() and int(text[:9]) <= LARGEST for text in texts):
        return None
    return [int(text) for text in texts] if all(len(text) < 9 for text in texts) else None


def _wrong() -> Response:
    return PlainTextResponse("a parameter is missing or no number\n", 400, FRESH)
