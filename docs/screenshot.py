"""Makes docs/screenshot.png: starts the page, asks who chaired the meeting, takes the picture."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import ViewportSize, expect, sync_playwright

ROOT = Path(__file__).parents[1]
QUESTION = "谁主持了会议?"
SIZE: ViewportSize = {"width": 1440, "height": 900}  # CSS pixels, at a device scale of 1
START_SECONDS = 60
ANSWER_SECONDS = 60
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str) -> None:
    """Return once the page is served.

    :raises TimeoutError: it is not after `START_SECONDS`.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310  (our own address)
            return
        except urllib.error.URLError:
            time.sleep(0.2)
    raise TimeoutError(f"expected the page at {url} within {START_SECONDS} s, got none")


def take(url: str, file: Path) -> None:
    """Ask the question on the page, and save what is seen then."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = browser.new_page(
            viewport=SIZE, device_scale_factor=1, locale="zh-CN", color_scheme="light", reduced_motion="reduce"
        )
        page.goto(url)
        box = page.locator("#question textarea")
        box.fill(QUESTION)
        box.press("Enter")
        expect(page.locator(".reply.answer")).to_be_visible(timeout=ANSWER_SECONDS * 1000)
        expect(page.locator("#article mark.exact").first).to_be_in_viewport()
        expect(page.locator("#question .submit-button")).to_be_visible()
        page.screenshot(path=file)
        browser.close()


def main() -> None:
    """Start the page, take the picture, stop the page."""
    port = free_port()
    command = [sys.executable, "app.py", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603  (our own file)
    try:
        url = f"http://127.0.0.1:{port}/"
        wait_for(url)
        take(url, ROOT / "docs" / "screenshot.png")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
