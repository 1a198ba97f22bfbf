"""Converted pictures kept between runs: found, damaged, many at once, no more than the limit."""

import os
import pickle
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from making import ROOT
from PIL import Image as Pillow
from pressing import edition_of, image_of, press, saved

from assemble.model.picture import Prepared
from assemble.picture.cache import VARIABLE, Cache, Entry, user_cache
from assemble.picture.press import prepared_for_press
from assemble.picture.srgb import srgb

NAME = "0" * 64


def entry(name: str = NAME, data: bytes = b"pixels" * 50, *, bad: bool = False) -> Entry:
    """A converted picture."""
    picture = Prepared(
        key=name, width=70_000, height=3, components=4, bits=8, filter="FlateDecode", predictor=2,
        inverted=False, plain_rgb=False, orientation=6, profile=b"profile", data=data,
    )  # fmt: skip
    return Entry(picture, bad)


def files(folder: Path) -> list[str]:
    """What lies in a cache's folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("bad", [False, True])
def test_what_is_put_is_got(tmp_path: Path, bad: bool) -> None:
    """All of an entry comes back, in another process's cache too; other names give nothing."""
    folder = tmp_path / "not" / "yet"
    without = replace(entry().picture, profile=None, filter="DCTDecode", predictor=1)
    Cache(folder).put(NAME, entry(bad=bad))
    Cache(folder).put("1", Entry(replace(without, key="1"), bad))

    assert Cache(folder).get(NAME) == entry(bad=bad)
    assert Cache(folder).get("1") == Entry(replace(without, key="1"), bad)
    assert Cache(folder).get("2") is None
    assert files(folder) == [f"{NAME}.picture", "1.picture"]


def test_damage_is_seen_and_mended(tmp_path: Path) -> None:
    """An entry cut off anywhere, or with any byte changed, is none; the next one replaces it."""
    cache = Cache(tmp_path)
    cache.put(NAME, entry())
    (path,) = tmp_path.iterdir()
    sound = path.read_bytes()
    damaged = [sound[:length] for length in range(0, len(sound), 7)]
    damaged += [
        sound[:at] + bytes([sound[at] ^ 0x40]) + sound[at + 1 :] for at in range(len(sound))
    ]
    for content in (*damaged, sound + b"x", b"\0" * 10_000):
        path.write_bytes(content)
        assert cache.get(NAME) is None

    cache.put(NAME, entry())
    assert cache.get(NAME) == entry()


def test_entry_under_another_name_is_none(tmp_path: Path) -> None:
    """A renamed file isn't taken for what its name says."""
    Cache(tmp_path).put(NAME, entry())
    (tmp_path / f"{NAME}.picture").rename(tmp_path / "other.picture")

    assert Cache(tmp_path).get("other") is None


def test_oldest_use_goes_first(tmp_path: Path) -> None:
    """Over the limit the files go whose last use is longest ago, and only as many as needed."""
    cache = Cache(tmp_path, limit=2_500)
    for age, name in enumerate("abcd"):
        cache.put(name, entry(name, bytes(800)))
        os.utime(tmp_path / f"{name}.picture", (1000 + age, 1000 + age))
    assert cache.get("a") is not None
    cache.prune()

    assert files(tmp_path) == ["a.picture", "d.picture"]


def test_too_large_for_all(tmp_path: Path) -> None:
    """What is larger than the limit isn't kept."""
    Cache(tmp_path, limit=100).put(NAME, entry())

    assert files(tmp_path) == []


def test_abandoned_files_are_cleared(tmp_path: Path) -> None:
    """Unfinished files of broken runs go; those of others at work stay, and what isn't ours."""
    for name, age in (("old.1.0.part", 4000), ("new.1.0.part", 5), ("readme.txt", 9000)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    Cache(tmp_path).prune()

    assert files(tmp_path) == ["new.1.0.part", "readme.txt"]


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    """Where no folder can be made nothing is kept, and nothing breaks."""
    (tmp_path / "file").write_bytes(b"")
    for cache in (Cache(tmp_path / "file"), Cache(tmp_path / "file" / "below"), Cache(None)):
        cache.put(NAME, entry())
        cache.prune()
        assert cache.get(NAME) is None


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a file can't be finished nothing is left of it."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    Cache(tmp_path).put(NAME, entry())

    assert files(tmp_path) == []


def test_read_only_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries are found although their use can't be noted."""
    Cache(tmp_path).put(NAME, entry())

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "utime", refuse)

    assert Cache(tmp_path).get(NAME) == entry()


WORK = """
import sys
sys.path[:0] = {paths!r}
from test_picture_cache import Cache, Path, entry
cache = Cache(Path({folder!r}), limit=75_000)
found = 0
for turn in range(150):
    name = str(turn * turn * {step} % 7)
    got = cache.get(name)
    assert got is None or got == entry(name, name.encode() * 20_000), name
    found += got is not None
    cache.put(name, entry(name, name.encode() * 20_000))
    cache.prune()
print(found)
"""


def test_many_processes_at_once(tmp_path: Path) -> None:
    """Processes that read, write and clear the same few entries never get a wrong one."""
    paths = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "picture")]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WORK.format(paths=paths, folder=str(tmp_path), step=step)],
            stdout=subprocess.PIPE,
        )
        for step in (1, 2, 3)
    ]
    found = [int(process.communicate()[0]) for process in running]

    assert [process.returncode for process in running] == [0, 0, 0]
    assert sum(found) > 0
    assert all(name.endswith(".picture") for name in files(tmp_path))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 75_000


def test_the_users_folder(tmp_path: Path) -> None:
    """The environment's folder is taken, else the system's for the tool."""
    user_cache({VARIABLE: str(tmp_path)}).put(NAME, entry())

    assert files(tmp_path / "pictures") == [f"{NAME}.picture"]
    assert "assemble" in str(user_cache({})._folder)


def photographs(folder: Path, how: str, **more: object) -> tuple[dict[str, Prepared], list[str]]:
    """A picture made with a cache in a folder, and what lies there then."""
    image = image_of(saved(Pillow.new("RGB", (40, 30), (10, 200, 90)), "PNG"))
    made = prepared_for_press(edition_of(image), press(how, **more), Cache(folder))
    return made.pictures, files(folder) if folder.is_dir() else []


def test_cache_changes_nothing(tmp_path: Path) -> None:
    """A picture is the same made, found, and made again where its entry was damaged."""
    cold, (name,) = photographs(tmp_path, "early")
    warm, _ = photographs(tmp_path, "early")
    (tmp_path / name).write_bytes(b"damage")
    mended, names = photographs(tmp_path, "early")

    assert cold == warm == mended
    assert names == [name]
    assert (tmp_path / name).stat().st_size > 6


def test_names_tell_what_goes_in(tmp_path: Path) -> None:
    """Another ink limit is another entry; what isn't converted is none."""
    assert len(photographs(tmp_path, "early")[1]) == 1
    assert len(photographs(tmp_path, "early", ink=2.0)[1]) == 2
    assert len(photographs(tmp_path, "late")[1]) == 2


FOUND = """
import pickle, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from assemble.picture.cache import Cache
from assemble.picture.press import prepared_for_press
edition, press = pickle.loads(Path({given!r}).read_bytes())
prepared_for_press(edition, press, Cache(Path({folder!r})))
print(*(name for name in ("numpy", "PIL.ImageCms") if name in sys.modules))
"""


def test_found_pictures_need_no_converter(tmp_path: Path) -> None:
    """With a warm cache neither numpy nor LittleCMS is loaded, which would take 0.1 s."""
    image = image_of(saved(Pillow.new("RGB", (40, 30), "red"), "PNG", icc_profile=srgb()))
    given = tmp_path / "given"
    given.write_bytes(pickle.dumps((edition_of(image), press("early"))))
    script = FOUND.format(root=str(ROOT), given=str(given), folder=str(tmp_path / "cache"))
    loaded = [
        subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
        for _ in range(2)
    ]

    assert [run.stdout.split() for run in loaded] == [["numpy", "PIL.ImageCms"], []]
