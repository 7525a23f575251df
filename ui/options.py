"""What can be set for the server: by the command line, else by the environment, else by default."""

import argparse
import ipaddress
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, Self

from qa.errors import InputError
from qa.version import installed_version
from ui.credentials import Credentials

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 7860
DEFAULT_FEEDBACK = "feedback.jsonl"
# Each answer keeps the models' threads busy, two by default: more at once than processors make all of them slower.
DEFAULT_CONCURRENT, MOST_CONCURRENT = 2, 64
_SWITCH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
_HOSTNAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ServiceOptions:
    """How the page and its HTTP API are served.

    :param host: the address to listen on.
    :param port: the port, 1 to 65535.
    :param credentials: who is let in; everybody where None.
    :param max_concurrent: questions answered at once, over the page and the API, 1 to `MOST_CONCURRENT`.
    :param articles: the files to open with; the default article where there are none.
    :param allow_urls: whether a visitor may have the server fetch an article from a web address.
    :param llm: the language model that words the answers, as `LLMSettings.name`; what `QA_LLM` names where None.
    :param hostnames: names that the server is reached by besides its own, such as that of a proxy before it.
    :param feedback: the file that keeps what visitors think of answers; they are not asked where None.
    """

    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    credentials: Credentials | None = None
    max_concurrent: int = DEFAULT_CONCURRENT
    articles: tuple[Path, ...] = ()
    allow_urls: bool = True
    hostnames: tuple[str, ...] = ()
    llm: str | None = None
    feedback: Path | None = None

    @classmethod
    def of(cls, given: argparse.Namespace, environ: Mapping[str, str] = os.environ) -> Self:
        """Judge what was given.

        :param given: what `parser` parsed.
        :param environ: looked into for whatever was not given; an empty value is none.
        :raises InputError: a value that cannot be used; the message names the option or the variable.
        """

        def value(name: str) -> tuple[str, Any]:
            """Return (what the person calls it, what was given or None)."""
            if (option := getattr(given, name)) is not None:
                return f"--{name.replace('_', '-')}", option
            variable = f"ARTICLE_QA_{name.upper()}"
            return variable, environ.get(variable) or None

        host = str(value("host")[1] or DEFAULT_HOST)
        return cls(
            host=host,
            port=_number(*value("port"), 65535, DEFAULT_PORT),
            credentials=_credentials(*value("auth")),
            max_concurrent=_number(*value("max_concurrent"), MOST_CONCURRENT, DEFAULT_CONCURRENT),
            articles=_files(value("article")[1]),
            allow_urls=_switch(*value("allow_urls"), is_loopback(host)),
            hostnames=_hostnames(*value("hostnames")),
            llm=given.llm,  # its variable is QA_LLM, which the command line and the library read too
            feedback=_feedback(*value("feedback"), is_loopback(host)),
        )


class _OneLine(argparse.ArgumentParser):
    """Tells a mistake in one line, without the usage before it."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; it collects, and `ServiceOptions.of` judges."""
    made = _OneLine(
        prog="app.py",
        description="网页聊天和 HTTP API：向文章提问。The web chat and the HTTP API: ask an article.",
        epilog="每个选项也可用环境变量设置，如 ARTICLE_QA_PORT；命令行优先。"
        "Each option can be set by the environment too, as ARTICLE_QA_PORT; the command line comes first.",
        allow_abbrev=False,
    )
    made.add_argument("--host", help=f"监听地址，缺省 {DEFAULT_HOST} / the address to listen on")
    made.add_argument("--port", help=f"端口，缺省 {DEFAULT_PORT} / the port")
    made.add_argument(
        "--auth", metavar="FILE",
        help="写有一行 用户:密码 的文件，进入须登录；环境变量 ARTICLE_QA_AUTH 则直接写 用户:密码 / "
        "a file with a line USER:PASSWORD that visitors must know; ARTICLE_QA_AUTH holds the line itself",
    )  # fmt: skip
    made.add_argument(
        "--max-concurrent",
        metavar="N",
        help=f"同时回答几个问题，缺省 {DEFAULT_CONCURRENT} / questions answered at once",
    )
    made.add_argument(
        "--article", nargs="+", metavar="FILE", help="开场文章 / the article to open with: txt, md, html, pdf or docx"
    )
    made.add_argument(
        "--allow-urls", action=argparse.BooleanOptionalAction,
        help="可否用网址打开文章，缺省只在本机地址上可以 / whether a visitor may open a web address; "
        "by default only where the server listens on this machine alone",
    )  # fmt: skip
    made.add_argument(
        "--hostnames", metavar="NAME[,NAME]",
        help="访问者使用的域名 / names that visitors call the server by, such as that of a proxy before it",
    )  # fmt: skip
    made.add_argument(
        "--feedback", metavar="FILE",
        help=f"保存对回答的意见的文件，缺省 {DEFAULT_FEEDBACK}，监听其他地址时缺省不收集 / the file for what visitors "
        "think of answers, '' for none; by default they are asked only where the server listens on this machine alone",
    )  # fmt: skip
    made.add_argument(
        "--llm", metavar="PROVIDER:MODEL",
        help="用大模型措辞，如 openai:qwen-plus；地址和密钥见 QA_LLM_BASE_URL、QA_LLM_API_KEY；环境变量 QA_LLM / "
        "have a language model word the answers; its address and key are in QA_LLM_BASE_URL, QA_LLM_API_KEY",
    )  # fmt: skip
    made.add_argument("--version", action="version", version=installed_version(), help="版本 / print the version")
    return made


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches an address.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback("a.example")
    (True, True, False, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _number(name: str, text: str | None, most: int, default: int) -> int:
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= most):
        raise InputError(f"expected {name} as a whole number from 1 to {most}, got {text[:80]!r}")
    return int(text)


def _switch(name: str, text: str | bool | None, default: bool) -> bool:
    if text is None or isinstance(text, bool):
        return default if text is None else text
    if text.lower() not in _SWITCH:
        raise InputError(f"expected {name} as one of {', '.join(_SWITCH)}, got {text[:80]!r}")
    return _SWITCH[text.lower()]


def _credentials(name: str, text: str | None) -> Credentials | None:
    if text is None:
        return None
    return Credentials.from_file(Path(text)) if name.startswith("--") else Credentials(text, source=name)


def _files(given: Sequence[str] | str | None) -> tuple[Path, ...]:
    names = given.split(os.pathsep) if isinstance(given, str) else given or ()
    return tuple(Path(name) for name in names if name)


def _feedback(name: str, text: str | None, default: bool) -> Path | None:
    if text is None:
        return Path(DEFAULT_FEEDBACK) if default else None
    path = Path(text) if text else None
    if path is not None and (path.is_dir() or not path.parent.is_dir()):
        raise InputError(f"expected {name} as a file in a folder that exists, got {str(path)[:200]!r}")
    return path


def _hostnames(name: str, text: str | None) -> tuple[str, ...]:
    names = [part.strip() for part in (text or "").split(",") if part.strip()]
    for part in names:
        if not _HOSTNAME.fullmatch(part):
            raise InputError(f"expected {name} as host names without port, got {part[:80]!r}")
    return tuple(part.lower() for part in names)
