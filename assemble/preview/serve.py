"""`assemble preview`: the server from its start to Ctrl-C.

In: what is asked for. Out: the exit status. The address is bound to 127.0.0.1, so that no other
computer reaches it.
"""

import contextlib
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from assemble.model.frozen import Frozen
from assemble.preview.app import Desk, make_app
from assemble.preview.editor import DEFAULT, Editor
from assemble.preview.follow import Follower
from assemble.preview.guard import Guard
from assemble.read.search import font_folders, layout_folders
from assemble.request import Request

HOST = "127.0.0.1"
GRACE = 1
"""Seconds that answers under way have to end at Ctrl-C."""


class PreviewRequest(Frozen):
    """What the preview is asked to do.

    `request` is what is built (issue, layout, layouts, fonts, standard, strict); `port` 0 for any
    that is free; `opens` the browser; `editor` the template of links (`editor.template_fault`);
    `before` the PDF of the proof to compare with, if any.
    """

    request: Request
    port: int = 0
    opens: bool = True
    editor: str = DEFAULT
    before: Path | None = None


class _Server(uvicorn.Server):
    """Lets the browsers go as soon as it is told to end: they would wait for news for ever."""

    desk: Desk

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.desk.close()
        super().handle_exit(sig, frame)


def serve(asked: PreviewRequest, ready: Callable[[str], None] = lambda _: None) -> int:
    """Serve the preview until Ctrl-C.

    Args:
        asked: what is asked for.
        ready: is told the page's address as soon as it answers.

    Returns:
        The exit status, 0.

    Raises:
        OSError: the port is taken.
    """
    with listening(asked.port) as listener:
        port = listener.getsockname()[1]
        desk = desk_of(asked)
        follower = Follower(asked.request, desk.show)
        server = _Server(
            uvicorn.Config(
                Guard(make_app(desk), port),
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=GRACE,
                server_header=False,
            )
        )
        server.desk = desk
        follower.start()
        address = f"http://{HOST}:{port}/"
        ready(address)
        if asked.opens and _has_screen():
            # Some browsers are waited for until they end.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        # The server gives Ctrl-C on when it has ended.
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
        follower.stop()
    return 0


def _has_screen() -> bool:
    """Whether there is a screen: without one a browser of the terminal would take it over."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def desk_of(asked: PreviewRequest) -> Desk:
    """The desk for a request, with nothing to show yet."""
    request = asked.request
    folder = request.issue if request.issue.is_dir() else request.issue.parent
    folders = (
        *layout_folders(request.issue, request.layouts),
        *font_folders(request.issue, request.fonts),
    )
    return Desk(Editor(asked.editor, folder, folders), asked.before)


def listening(port: int) -> socket.socket:
    """A socket that listens on this computer's own address; port 0 for any that is free."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HOST, port))
        made.listen(128)
    except OSError:
        made.close()
        raise
    return made
