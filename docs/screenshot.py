"""Makes the pictures of the README, docs/screenshot*.png: starts the page, asks on it, takes each picture.

    python docs/screenshot.py [NAME …]

NAME is one of the pictures, without its suffix; all of them where none is named.
"""

import argparse
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, expect, sync_playwright

ROOT = Path(__file__).parents[1]
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


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of the page.

    :param name: of the file in docs/, without its suffix.
    :param width: of the window, in CSS pixels, as is the height.
    :param scale: device pixels to a CSS pixel.
    :param locale: the language of the browser.
    :param scheme: light or dark.
    :param questions: asked one after another; the picture is taken when the last is answered.
    """

    name: str
    width: int
    height: int
    scale: int
    locale: str
    scheme: Literal["light", "dark"]
    questions: tuple[str, ...]


PICTURES = (
    Picture("screenshot", 1440, 900, 1, "zh-CN", "light", ("谁主持了会议?",)),
    Picture("screenshot-dark", 1440, 900, 1, "en-US", "dark", ("谁主持了会议?", "他是什么职务?", "会议花了多少钱?")),
    Picture("screenshot-phone", 390, 844, 2, "zh-CN", "light", ("姚林提出了哪四点要求?",)),
    Picture("screenshot-phone-dark", 390, 844, 2, "en-US", "dark", ("谁主持了会议?",)),
)


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


def take(browser: Browser, url: str, picture: Picture) -> None:
    """Ask the questions on the page as a new visitor, and save what is seen then."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.scale,
        locale=picture.locale,
        color_scheme=picture.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url)
    box = page.locator("#question textarea")
    for number, question in enumerate(picture.questions):
        expect(page.locator("#question .submit-button")).to_be_visible(timeout=ANSWER_SECONDS * 1000)
        box.fill(question)
        box.press("Enter")
        reply = page.locator(".turn").nth(number).locator(".reply:is(.answer, .refusal)")
        expect(reply).to_be_visible(timeout=ANSWER_SECONDS * 1000)
    expect(page.locator("#article mark").first).to_be_attached()
    expect(page.locator("#question .submit-button")).to_be_visible(timeout=ANSWER_SECONDS * 1000)
    page.screenshot(path=ROOT / "docs" / f"{picture.name}.png", animations="disabled", caret="hide")
    context.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """Start the page, take the pictures, stop the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [picture.name for picture in PICTURES]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(names)}")
    wanted = parser.parse_args(arguments).names or names
    if unknown := set(wanted) - set(names):
        parser.error(f"expected pictures among {', '.join(names)}, got {', '.join(sorted(unknown))}")
    port = free_port()
    # Opinions are asked for as by default, and kept nowhere: nobody gives one.
    command = [sys.executable, "app.py", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603  (our own file)
    try:
        url = f"http://127.0.0.1:{port}/"
        wait_for(url)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
            for picture in PICTURES:
                if picture.name in wanted:
                    take(browser, url, picture)
            browser.close()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
