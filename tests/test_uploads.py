"""Uploads take so much of the disk and no more, whoever sends them and whatever becomes of them."""

import asyncio
import os
import time
from pathlib import Path

import httpx
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from ui.uploads import UPLOAD_PATH, Uploads, sweep


def written(folder: Path, name: str, size: int, *, age: float = 0) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x" * size)
    os.utime(path, (time.time() - age,) * 2)
    return path


def client(folder: Path, app=None, *, most: int = 100, seconds: float = 60) -> httpx.AsyncClient:
    async def taken(scope, receive, send):
        body = await Request(scope, receive).body()
        (folder / f"{len(list(folder.iterdir()))}").write_bytes(body)
        await PlainTextResponse("taken")(scope, receive, send)

    made = Uploads(app or taken, folder=folder, most=most, seconds=seconds)
    return httpx.AsyncClient(transport=httpx.ASGITransport(made), base_url="http://localhost")


async def test_uploads_are_taken_until_there_is_no_room_and_again_once_some_were_read(tmp_path):
    page = client(tmp_path)
    for status in (200, 200, 503):
        reply = await page.post(UPLOAD_PATH, content=b"x" * 40)
        assert reply.status_code == status
    assert reply.headers["retry-after"] == "60" and "too many uploads" in reply.json()["error"]
    assert (await page.post("/gradio_api/queue/join", content=b"x" * 400)).status_code == 200
    for path in tmp_path.iterdir():
        path.unlink()
    assert (await page.post(f"{UPLOAD_PATH}/", content=b"x" * 40)).status_code == 200


async def test_what_nobody_has_read_for_long_makes_room(tmp_path):
    old = written(tmp_path, "of a visitor who left", 90, age=61)
    new = written(tmp_path, "of another", 10, age=30)
    assert (await client(tmp_path).post(UPLOAD_PATH, content=b"x" * 40)).status_code == 200
    assert new.exists() and not old.exists()


async def test_uploads_that_are_still_coming_count(tmp_path):
    inside, leave = asyncio.Event(), asyncio.Event()

    async def slow(scope, receive, send):
        inside.set()
        await leave.wait()
        await PlainTextResponse("taken")(scope, receive, send)

    page = client(tmp_path, slow)
    first = asyncio.create_task(page.post(UPLOAD_PATH, content=b"x" * 80))
    await inside.wait()
    assert (await page.post(UPLOAD_PATH, content=b"x" * 40)).status_code == 503
    leave.set()
    assert (await first).status_code == 200
    assert (await page.post(UPLOAD_PATH, content=b"x" * 100)).status_code == 200


async def test_an_upload_that_fails_gives_its_room_back(tmp_path):
    async def failing(scope, receive, send):
        raise ConnectionResetError

    page = client(tmp_path, failing)
    for _ in range(3):
        try:
            await page.post(UPLOAD_PATH, content=b"x" * 80)
        except ConnectionResetError:
            continue
        raise AssertionError("expected the error to come through")


def test_a_sweep_looks_into_folders_and_bears_what_vanishes(tmp_path, monkeypatch):
    written(tmp_path, "a/new", 7)
    written(tmp_path, "b/old", 5, age=100)
    assert sweep(tmp_path, time.time() - 50) == 7
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["new"]
    assert sweep(tmp_path / "none", 0) == 0
    gone = tmp_path / "gone"
    monkeypatch.setattr(Path, "rglob", lambda folder, _: iter([gone, tmp_path / "a" / "new"]))
    assert sweep(tmp_path, 0) == 7


def test_the_server_bounds_uploads(page_url, monkeypatch):
    def sent() -> httpx.Response:
        return httpx.post(page_url + UPLOAD_PATH, files={"files": ("a.txt", b"text")})

    assert sent().status_code == 200
    monkeypatch.setattr("ui.uploads.sweep", lambda folder, before: 10**12)
    assert sent().status_code == 503
