"""The preview's server: who may ask, and what is answered."""

import asyncio
import io
import json
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

import pytest
from making import written
from PIL import Image, ImageChops, ImageStat
from previewing import Edit
from starlette.types import Message

from assemble.model.finding import Location
from assemble.preview.app import FILES, Desk, make_app
from assemble.preview.editor import DEFAULT, Editor, template_fault
from assemble.preview.follow import Follower
from assemble.preview.guard import Guard
from assemble.preview.serve import PreviewRequest, desk_of, listening
from assemble.request import Request

PORT = 8123


class Answer(NamedTuple):
    """What the server answers."""

    status_code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode()

    def json(self) -> Any:
        """The content as a JSON value."""
        return json.loads(self.content)


class Client:
    """Asks the application itself, as a server does (ASGI 3.0, HTTP)."""

    def __init__(self, app: Guard) -> None:
        self._app = app

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to GET."""
        return self.request("GET", address, headers)

    def request(
        self, method: str, address: str, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer to a request; `headers` are added, or put in the place of the host."""
        path, _, query = address.partition("?")
        given = {"host": f"127.0.0.1:{PORT}"} | dict(headers or {})
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "scheme": "http", "path": unquote(path), "raw_path": path.encode(), "root_path": "",
            "query_string": quote(query, safe="=&%").encode(), "client": ("127.0.0.1", 5000),
            "server": ("127.0.0.1", PORT),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        }  # fmt: skip
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        asyncio.run(self._app(scope, receive, send))
        found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], found, b"".join(m["body"] for m in sent[1:]))


def picture_of(answer: Answer) -> Image.Image:
    """The picture that an answer holds."""
    return Image.open(io.BytesIO(answer.content))


class Preview:
    """A preview without its thread: rebuilt when a test says so."""

    def __init__(self, issue: Path, before: Path | None = None) -> None:
        request = Request(issue=issue)
        self.desk = desk_of(PreviewRequest(request=request, before=before))
        self.follower = Follower(request, self.desk.show)
        app = Guard(make_app(self.desk), PORT)
        self.client = Client(app)
        self.rebuild()

    def rebuild(self) -> Any:
        """Rebuild and give the state."""
        self.desk.show(self.follower.rebuild())
        return self.client.get("/state").json()


@pytest.fixture
def preview(issue: Path) -> Preview:
    """A preview of the small issue."""
    return Preview(issue)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", f"evil.example:{PORT}", ""])
def test_foreign_names_are_refused(preview: Preview, host: str) -> None:
    """A request that names another host, as DNS rebinding does, gets nothing."""
    for path in ("/", "/state", "/page?n=1&v=1&w=300"):
        assert preview.client.get(path, headers={"host": host}).status_code == 421


def test_own_names_are_taken(preview: Preview) -> None:
    """127.0.0.1 and localhost with the port are the server itself."""
    for host in ("127.0.0.1", "localhost"):
        assert preview.client.get("/", headers={"host": f"{host}:{PORT}"}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"https://127.0.0.1:{PORT}"])
def test_foreign_origins_are_refused(preview: Preview, origin: str) -> None:
    """Scripts of other pages get nothing."""
    assert preview.client.get("/state", headers={"origin": origin}).status_code == 403
    own = {"origin": f"http://127.0.0.1:{PORT}"}
    assert preview.client.get("/state", headers=own).status_code == 200


def test_other_sites_may_lead_here_but_load_nothing(preview: Preview) -> None:
    """A link may open the page; pictures of pages and the state can't be embedded elsewhere."""
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    image = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert preview.client.get("/", headers=link).status_code == 200
    assert preview.client.get("/state", headers=link).status_code == 403
    assert preview.client.get("/page?n=1&v=1&w=300", headers=image).status_code == 403


def test_nothing_can_be_changed(preview: Preview) -> None:
    """Only GET and HEAD are answered."""
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        assert preview.client.request(method, "/state").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/../issue.yaml", "/%2e%2e/issue.yaml", "/static/preview.js", "/issue.yaml",
        "/..%2f..%2fetc/passwd", "//etc/passwd", "/preview.js/../app.py", "/articles/a.en.md",
    ],
)  # fmt: skip
def test_no_address_leads_to_files(preview: Preview, path: str) -> None:
    """Nothing but the fixed addresses is there."""
    assert preview.client.get(path).status_code == 404


def test_the_page_and_its_headers(preview: Preview) -> None:
    """All files of the page are there; it may load from itself only, and be framed by nobody."""
    for path in FILES:
        answer = preview.client.get(path)
        assert answer.status_code == 200
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    for text in (preview.client.get(path).text for path in FILES):
        assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")
        assert "https://" not in text


@pytest.mark.parametrize(
    "query", ["", "n=1", "n=1&v=1", "n=x&v=1&w=300", "n=-1&v=1&w=300", f"n={'9' * 99}&v=1&w=3",
              "n=1&v=1&w=1e3", "n=²&v=1&w=300"],
)  # fmt: skip
def test_parameters_are_numbers(preview: Preview, query: str) -> None:
    """Anything else is refused."""
    assert preview.client.get(f"/page?{query}").status_code == 400


def test_a_page_is_drawn_in_the_width_asked_for(preview: Preview) -> None:
    """The picture shows the trim; too large a width is brought down; old versions are gone."""
    answer = preview.client.get("/page?n=1&v=1&w=400")
    picture = Image.open(io.BytesIO(answer.content))
    edition = preview.desk.shown.edition
    assert edition is not None

    assert answer.headers["content-type"] == "image/jpeg"
    assert abs(picture.width - 400) <= 1
    assert abs(picture.height - 400 * edition.trim[1] / edition.trim[0]) <= 1
    assert preview.client.get("/page?n=1&v=2&w=400").status_code == 410
    assert preview.client.get("/page?n=99&v=1&w=400").status_code == 404
    wide = preview.client.get("/page?n=1&v=1&w=99999")
    assert Image.open(io.BytesIO(wide.content)).width <= 3601


def test_the_state_follows_the_files(preview: Preview, edit: Edit) -> None:
    """Versions tell which pages are to be drawn anew; a broken manifest leaves them all."""
    first = preview.rebuild()
    edit("articles/b.en.md", "The end", "The close")
    second = preview.rebuild()
    edit("issue.yaml", "date:", "dat:")
    third = preview.rebuild()

    changed = [b["number"] for a, b in zip(first["pages"], second["pages"], strict=True) if a != b]
    assert len(changed) == 1
    assert third["pages"] == second["pages"]
    assert third["stale"]
    assert third["errors"]


def test_findings_lead_to_their_page(preview: Preview, edit: Edit) -> None:
    """A photograph without credit is found on the page on which it stands."""
    edit("issue.yaml", "            credit: Minh\n", "")
    state = preview.rebuild()
    found = next(f for f in state["findings"] if f["code"] == "photo-without-credit")
    regions = preview.client.get(f"/regions?n={found['page']}").json()

    assert found["place"].startswith("issue.yaml:")
    assert any(r["rect"] == found["rect"] and r["file"] == "issue.yaml" for r in regions)
    assert found["open"].startswith("vscode://file/")


def test_findings_of_the_whole_issue_have_no_page(preview: Preview, edit: Edit) -> None:
    """A key at a line's start that nobody knows leads to no page, however near an entry stands."""
    edit("issue.yaml", "date: 2024-01-31\n", "date: 2024-01-31\ndat: 1\n")
    found = [f for f in preview.rebuild()["findings"] if f["severity"] == "error"]

    assert [f["page"] for f in found] == [None]


def test_regions_know_their_lines(preview: Preview, issue: Path) -> None:
    """Each paragraph of a text is found on the pages with the line on which it begins."""
    pages = preview.client.get("/state").json()["pages"]
    regions = [r for p in pages for r in preview.client.get(f"/regions?n={p['number']}").json()]
    lines = (issue / "articles/a.en.md").read_text("utf-8").split("\n")

    found = {r["line"]: r["text"] for r in regions if r["file"] == "articles/a.en.md"}
    assert found[5] == "The end of it."
    assert found[3][:40] == lines[2][:40]
    pictures = [r for r in regions if r["file"] == "issue.yaml" and not r["text"]]
    assert len(pictures) == 1


def test_flaws_are_measured(preview: Preview) -> None:
    """The flaws have a page, a place and a title in both languages."""
    flaws = preview.client.get("/flaws").json()

    assert flaws
    assert all(flaw["page"] and len(flaw["rect"]) == 4 for flaw in flaws)
    assert all(set(flaw["title"]) == {"en", "vi"} for flaw in flaws)


def test_the_approved_proof_is_drawn(issue: Path, tmp_path: Path) -> None:
    """Its pages are cropped to their trim; there are no others, and none without a proof."""
    bare = Preview(issue)
    edition = bare.desk.shown.edition
    assert edition is not None
    path = tmp_path / "approved.pdf"
    path.write_bytes(written(edition))
    preview = Preview(issue, path)

    for number in range(1, len(edition.pages) + 1):
        now = picture_of(preview.client.get(f"/page?n={number}&v=1&w=300"))
        before = picture_of(preview.client.get(f"/before?n={number}&w=300"))
        assert before.size == now.size
        # What is drawn of a page alone is what the whole file shows there.
        assert max(ImageStat.Stat(ImageChops.difference(now, before)).mean) < 1.5
    assert preview.client.get("/state").json()["before"] == len(edition.pages)
    assert preview.client.get("/before?n=99&w=300").status_code == 404
    assert bare.client.get("/before?n=1&w=300").status_code == 404
    path.write_text("no PDF")
    assert preview.client.get("/before?n=1&w=300").status_code == 404


def test_browsers_hear_the_newest_state(preview: Preview) -> None:
    """Who listens gets the state at once and each one after it; the end lets all go."""
    desk: Desk = preview.desk

    async def listened() -> list[int]:
        heard: list[int] = []
        async for news in desk.listen():
            assert news is not None
            heard.append(news.revision)
            if len(heard) == 1:
                await asyncio.to_thread(lambda: desk.show(preview.follower.rebuild()))
            else:
                desk.close()
        return heard

    assert asyncio.run(listened()) == [1, 2]


def test_the_server_is_not_to_be_reached_from_elsewhere() -> None:
    """The socket is bound to this computer's own address, on a free port or the one given."""
    with listening(0) as made:
        host, port = made.getsockname()
        assert host == "127.0.0.1"
        assert port > 0
        with pytest.raises(OSError, match="in use"):
            listening(port)
        assert made.family is socket.AF_INET


@pytest.mark.parametrize(
    ("template", "sound"),
    [
        (DEFAULT, True), ("zed://file{file}:{line}", True), ("x-emacs://open?f={file}", True),
        ("javascript:alert('{file}')", False), ("data:text/html,{file}", False),
        ("{file}", False), ("vscode://file/x", False),
    ],
)  # fmt: skip
def test_editor_templates(template: str, sound: bool) -> None:
    """A template names a scheme that runs nothing in the page, and the file."""
    assert (template_fault(template) is None) == sound


def test_editor_links(tmp_path: Path) -> None:
    """Links name the file wherever it lies; what isn't there has none."""
    issue, layouts = tmp_path / "số 4", tmp_path / "layouts"
    for folder, name in ((issue, "a b.md"), (layouts, "layout.yaml")):
        folder.mkdir()
        (folder / name).write_text("x")
    editor = Editor(DEFAULT, issue, [layouts])

    link = editor.link(Location("a b.md", 7, 3))
    assert link == f"vscode://file{tmp_path.as_posix()}/s%E1%BB%91%204/a%20b.md:7:3"
    assert editor.link(Location("layouts/layout.yaml")) is not None
    assert editor.link(Location("gone.md", 1)) is None
    zed = Editor("zed://file{file}:{line}", issue, [])
    assert zed.link(Location("a b.md", 7)) == link.removesuffix(":3").replace("vscode", "zed")
