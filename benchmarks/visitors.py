"""Measures the server with many visitors at once: whether anybody gets another's answer, the time, the memory.

    python benchmarks/visitors.py [--visitors 20] [--think 5] [--chars 1500] [--api] [--max-concurrent N]

Starts the real server on this machine. Every visitor is a thread that opens an article of its own and asks one question
after another, as long as --think between them, through the protocol that Gradio's page uses in the browser, the
questions that the page offers after each answer included; with --api, through /api/answer. All articles tell of a
meeting in the same words, but for the names, places and figures, so that an answer from another visitor's article is
seen. "right" is an answer with the visitor's own value, "mixed up" one with somebody else's. The time is that from
asking to the whole answer; the article is opened before. Processor time is that of the server, and hardly
depends on what else the machine does, as the other times do.
"""

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from qa.metrics import percentile

ROOT = Path(__file__).parents[1]
SEED = 0
TIMEOUT = 300.0  # seconds
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何", "建国明华志强海燕玉兰文静春生立新晓东"
PLACES = (
    "北京 上海 广州 深圳 成都 杭州 武汉 西安 南京 重庆 天津 苏州 长沙 沈阳 青岛 郑州 大连 厦门 昆明 合肥 "
    "福州 济南 哈尔滨 长春 石家庄 太原 南昌 贵阳 南宁 兰州"
).split()
QUESTIONS = ("谁主持了会议?", "会议在哪里举行?", "有多少人参加了会议?", "谁在会上发了言?")
MORE = (
    "与会的人谈到了今年的工作，也谈到了还没有做完的事。",
    "会前，大家看了一部短片，讲的是过去几年的变化。",
    "会后，代表们去了附近的一家工厂，听了技术人员的介绍。",
    "有人建议把经验写下来，让没有来的人也能读到。",
)


@dataclass(frozen=True, slots=True)
class Told:
    """The article of one visitor, and the answer to each of `QUESTIONS`."""

    article: str
    answers: tuple[str, ...]


def told(number: int, chars: int) -> Told:
    """Make the article of a visitor: no two have a name, a place or a figure in common.

    :param number: of the visitor, from 0.
    :param chars: about how long it is.
    """
    chair = SURNAMES[number % 20] + GIVEN[2 * (number // 20) % 18 :][:2]
    speaker = SURNAMES[(number + 7) % 20] + GIVEN[::-1][2 * (number // 20) % 18 :][:2]
    place = PLACES[number % len(PLACES)] + ("" if number < len(PLACES) else f"第{number}区")
    people = f"{211 + 13 * number}人"
    lines = [
        "年度工作会议举行",
        f"年度工作会议日前在{place}举行。{people}参加了会议。",
        f"会议由{chair}主持。{speaker}在会上发了言，介绍了一年来的情况。",
    ]
    rest = random.Random(number)  # noqa: S311  (of no secret)
    while sum(map(len, lines)) < chars:
        lines.append("".join(rest.sample(MORE, len(MORE))))
    return Told("\n".join(lines), (chair, place, people, speaker))


@dataclass(slots=True)
class Seen:
    """What one visitor saw."""

    seconds: list[float] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    opened: float = 0.0  # seconds
    problem: str = ""


class PageVisitor:
    """Speaks Gradio's protocol as the page does."""

    def __init__(self, url: str, number: int) -> None:
        self._url = f"{url}/gradio_api"
        self._session = f"visitor{number}"
        self._http = httpx.Client(timeout=TIMEOUT, headers={"accept-language": "zh-CN"})
        dependencies = self._http.get(f"{url}/config").json()["dependencies"]
        self._functions = {d["api_name"]: (d["id"], len(d["inputs"])) for d in dependencies if d["api_name"]}

    def open(self, article: str) -> None:
        """Have an article read."""
        self._call("welcome")
        self._call("paste", article)

    def ask(self, question: str) -> str:
        """Return what comes back."""
        return self._call("ask", question)

    def between(self) -> None:
        """Have the page offer questions to go on with, as it does after each answer."""
        self._call("suggest")

    def _call(self, name: str, *values: object) -> str:
        """Start an event, and return all that comes back until it has ended."""
        number, inputs = self._functions[name]
        data = [*values, *[None] * (inputs - len(values))]
        body = {"data": data, "fn_index": number, "session_hash": self._session}
        self._http.post(f"{self._url}/queue/join", json=body).raise_for_status()
        said = ""
        with self._http.stream("GET", f"{self._url}/queue/data?session_hash={self._session}") as events:
            for line in filter(None, events.iter_lines()):
                event = json.loads(line.removeprefix("data: "))
                said += json.dumps(event, ensure_ascii=False)
                if event["msg"] == "process_completed":
                    if not event["success"]:
                        raise RuntimeError(f"{name} failed")
                    return said
        raise RuntimeError(f"{name} did not end")


class ApiVisitor:
    """Asks through /api/answer."""

    def __init__(self, url: str, number: int) -> None:
        self._url = url
        self._http = httpx.Client(timeout=TIMEOUT)
        self._article = ""
        self._asked: list[str] = []

    def open(self, article: str) -> None:
        """Have an article read."""
        self._article = article
        self.ask("你好")
        self._asked = []

    def ask(self, question: str) -> str:
        """Return what comes back."""
        body = {"question": question, "article": self._article, "history": self._asked}
        reply = self._http.post(f"{self._url}/api/answer", json=body)
        reply.raise_for_status()
        self._asked = [*self._asked, question]
        return str(reply.json()["text"])

    def between(self) -> None:
        """Do nothing."""


@dataclass(slots=True)
class Running:
    """A server that was started.

    :param page: (seconds, processor seconds) from starting it until its page was served.
    :param ready: likewise, until it answered questions.
    """

    url: str
    process: int
    page: tuple[float, float] = (0.0, 0.0)
    ready: tuple[float, float] = (0.0, 0.0)


@contextmanager
def server(*arguments: str) -> Iterator[Running]:
    """Start the server, and give it once it is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(ROOT / "app.py"), "--port", str(port), *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": str(ROOT)}) as process:
        running = Running(f"http://127.0.0.1:{port}", process.pid)
        started = time.perf_counter()
        try:
            while time.perf_counter() < started + TIMEOUT and process.poll() is None:
                try:
                    if not running.page[0]:
                        httpx.get(running.url, timeout=TIMEOUT)
                        running.page = time.perf_counter() - started, processor(process.pid)
                    if httpx.get(f"{running.url}/health", timeout=TIMEOUT).status_code == 200:
                        running.ready = time.perf_counter() - started, processor(process.pid)
                        break
                except httpx.TransportError:
                    pass
                time.sleep(0.05)
            else:
                raise RuntimeError("the server did not start")
            yield running
        finally:
            process.terminate()


def processor(process: int) -> float:
    """Return the processor time that a process has taken, all threads together, in seconds (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # utime, stime: proc(5)


def resident(process: int) -> float:
    """Return the memory that a process has, in MB (Linux)."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000


def visit(visitor: PageVisitor | ApiVisitor, own: Told, seen: Seen, *, think: float, gate: threading.Barrier) -> None:
    """Open an article, wait for the others, ask."""
    rest = random.Random(own.article)  # noqa: S311
    try:
        started = time.perf_counter()
        visitor.open(own.article)
        seen.opened = time.perf_counter() - started
    except Exception as error:
        seen.problem = f"{type(error).__name__}: {error}"
    gate.wait()
    gate.wait()  # the memory is measured between
    if seen.problem:
        return
    try:
        time.sleep(rest.uniform(0, think))
        for question in QUESTIONS:
            started = time.perf_counter()
            seen.replies.append(visitor.ask(question))
            seen.seconds.append(time.perf_counter() - started)
            visitor.between()
            time.sleep(max(0.0, think * rest.uniform(0.5, 1.5) - (time.perf_counter() - started)))
    except Exception as error:
        seen.problem = f"{type(error).__name__}: {error}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visitors", type=int, default=20, metavar="N")
    parser.add_argument(
        "--think", type=float, default=5.0, metavar="SECONDS", help="between the questions of a visitor"
    )
    parser.add_argument("--chars", type=int, default=1500, metavar="N", help="of each article")
    parser.add_argument("--api", action="store_true", help="through /api/answer, not through the page")
    parser.add_argument("--max-concurrent", default="2", metavar="N")
    options = parser.parse_args(arguments)
    stories = [told(n, options.chars) for n in range(options.visitors)]
    seen = [Seen() for _ in stories]
    gate = threading.Barrier(len(stories) + 1)
    with server("--max-concurrent", options.max_concurrent) as running:
        process = running.process
        kind = ApiVisitor if options.api else PageVisitor
        visitors = [kind(running.url, n) for n in range(len(stories))]
        visitors[0].open("热身\n甲在乙地。")  # the first article of all takes what belongs to none
        visitors[0].ask("谁在乙地?")
        print("from app.py to the page {:.1f} s, processor {:.1f} s".format(*running.page))
        print("from app.py to answers {:.1f} s, processor {:.1f} s".format(*running.ready), flush=True)
        before = resident(process)
        threads = [
            threading.Thread(target=visit, args=(v, t, s), kwargs={"think": options.think, "gate": gate})
            for v, t, s in zip(visitors, stories, seen, strict=True)
        ]
        for thread in threads:
            thread.start()
        gate.wait()
        opened = resident(process)
        gate.wait()
        started, worked = time.perf_counter(), processor(process)
        for thread in threads:
            thread.join()
        took, after = time.perf_counter() - started, resident(process)
        worked = processor(process) - worked
    rows = [(story, n, reply) for story, s in zip(stories, seen, strict=True) for n, reply in enumerate(s.replies)]
    values = {answer for story in stories for answer in story.answers}
    mixed = sum(any(v in reply for v in values.difference(story.answers)) for story, _, reply in rows)
    seconds = [each for s in seen for each in s.seconds]
    problems = [s.problem for s in seen if s.problem]
    print(f"visitors {len(stories)}, articles of {len(stories[0].article):,} characters, think {options.think:g} s")
    print(f"answers {len(rows)} in {took:.1f} s; failed {len(problems)} {problems[:1] or ''}")
    print(f"mixed up {mixed}; right {sum(story.answers[n] in reply for story, n, reply in rows)} of {len(rows)}")
    if seconds:
        print(f"seconds to the answer: p50 {percentile(seconds, 0.5):.2f}, p95 {percentile(seconds, 0.95):.2f}")
        print(f"processor {worked / len(seconds):.2f} s an answer, all that goes with it included")
    print(f"seconds to open an article, all at once: p95 {percentile([s.opened for s in seen], 0.95):.2f}")
    per = 1000 / len(stories)
    print(f"memory: {before:.0f} MB before, {(opened - before) * per:.0f} KB a visitor, at the end {after:.0f} MB")
    return 1 if mixed or problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
