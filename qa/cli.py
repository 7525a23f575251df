"""The command line: ask, chat, evaluate.

Exit status: 0 answered, also where the answer is that the article does not tell; 1 `evaluate --compare` found something
worse; 2 an error, told in one line on stderr; 130 interrupted; 141 whoever read the output went away.
"""

import argparse
import gc
import io
import json
import logging
import os
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import ArticleQAError, InputError
from qa.settings import Settings
from qa.version import NAME, installed_version

if TYPE_CHECKING:  # everything heavy is imported where it is used, so that --help is there at once
    from qa.library import Library
    from qa.pipeline import ArticleQA
    from qa.types import Answer, Article

DEFAULT_SET = Path(__file__).parent / "articles" / "default.jsonl"
WORSE, FAILED, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m qa",
        description="向文章提问，得到答案和原文依据。Ask an article: the answer, and the exact words that prove it.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="版本 / print the name and version")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        return made

    ask = command("ask", _ask, "提一个问题 / ask one question")
    ask.add_argument("question", metavar="QUESTION", help="问题 / the question")
    ask.add_argument("--json", action="store_true", help="输出 JSON / print the answer as JSON")
    chat = command("chat", _chat, "连续提问，:q 结束 / ask in a conversation, :q ends it")
    for each in (ask, chat):
        source = each.add_mutually_exclusive_group()
        source.add_argument(
            "--article", type=Path, metavar="FILE", action="append",
            help="文章文件，可给多篇 / the article: txt, md, html, pdf or docx; several times for several articles",
        )  # fmt: skip
        source.add_argument("--url", help="文章网址 / the address of the article")

    llm = "用大模型措辞，如 openai:qwen-plus / have a language model word the answers; off for none"
    for each in (ask, chat):
        each.add_argument("--llm", metavar="PROVIDER:MODEL", help=llm)
    evaluate = command("evaluate", _evaluate, "用测试题评测 / run a test question set")
    evaluate.add_argument(
        "questions", type=Path, nargs="?", metavar="QUESTIONS", default=DEFAULT_SET,
        help="测试题，缺省为内置 / the set: JSON lines, SQuAD or CMRC, plain or gzip'd; the built-in one by default",
    )  # fmt: skip
    evaluate.add_argument("--article", type=Path, metavar="FILE", help="文章文件 / the article that the set is about")
    evaluate.add_argument(
        "--articles", type=Path, metavar="DOCS",
        help="多篇文章 / the texts, for a set that names its articles: lines of {id, text}",
    )  # fmt: skip
    evaluate.add_argument("--llm", metavar="PROVIDER:MODEL", help=llm)
    evaluate.add_argument("--limit", type=_positive, metavar="N", help="均匀取 N 题 / N questions, spread over the set")
    evaluate.add_argument("--json", type=Path, metavar="OUT", help="保存逐题结果 / save every question's row")
    evaluate.add_argument(
        "--report", type=Path, metavar="FOLDER",
        help="生成网页报告和校准图 / write a page with every figure, the failures and the calibration picture",
    )  # fmt: skip
    evaluate.add_argument(
        "--compare",
        type=Path,
        metavar="OLD",
        help="与旧结果比较，变差则返回 1 / compare with a saved run; 1 when worse",
    )
    return parser


class _Version(argparse.Action):
    """Print the name and version; looked up when it is asked for, since argparse's own action would make all wait."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(NAME, installed_version())
        parser.exit()


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of at least 1, got {text!r}")
    return int(text)


@contextmanager
def _indexing_bar() -> Iterator[Callable[[int, int], None] | None]:
    """Give a progress function that draws a bar on a terminal, once indexing has taken a second."""
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(desc="index", delay=1, leave=False) as bar:

        def update(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield update


def _open(article: Path | None, url: str | None = None, *, llm: str | None = None) -> "ArticleQA":
    """Open the article that the options name, else the default one."""
    # What is imported stays: looking through it for garbage again and again takes an eighth of the time.
    gc.disable()
    from qa.pipeline import DEFAULT_ARTICLE, ArticleQA, default_article

    gc.freeze()
    gc.enable()
    if article is None and url is None:
        return default_article() if llm is None else ArticleQA.from_file(DEFAULT_ARTICLE, llm=llm)
    with _indexing_bar() as progress:
        if url is not None:
            return ArticleQA.from_url(url, llm=llm, progress=progress)
        assert article is not None  # noqa: S101  (for the type checker)
        return ArticleQA.from_file(article, llm=llm, progress=progress)


def _open_all(options: argparse.Namespace) -> "tuple[ArticleQA | Library, tuple[Article, ...]]":
    """Open what a person asks about: one article, or several as a library."""
    files = options.article or [None]
    if len(files) == 1:
        qa = _open(files[0], options.url, llm=options.llm)
        return qa, (qa.article,)
    if options.llm not in (None, "off"):
        raise InputError(f"expected one article with --llm, got {len(files)}")
    from qa.library import Library

    with _indexing_bar() as progress:
        library = Library.from_files(files, progress=progress)
    return library, library.articles


def _ask(options: argparse.Namespace) -> int:
    qa, articles = _open_all(options)
    answer = qa.answer(options.question)
    print(_as_json(answer) if options.json else describe(answer, *articles))
    return 0


def _as_json(answer: "Answer") -> str:
    """Return JSON that the terminal can show; what it cannot, lone surrogates too, becomes escapes."""
    text = json.dumps(answer.to_dict(), ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(answer.to_dict())
    return text


def describe(answer: "Answer", *articles: "Article") -> str:
    """Return an answer as a person reads it: the text, each quotation with its paragraph, the confidence as a word.

    :param articles: those that its citations are of.
    """
    from qa.normalize import printable
    from qa.passages import paragraphs
    from qa.replies import confidence_word

    starts = {a.id: [start for start, _ in paragraphs(a.text)] for a in articles}
    lines = [answer.text]
    if answer.note:
        lines.append(f"  {answer.note}")
    for citation in answer.citations:
        number = bisect_right(starts[citation.article_id], citation.start)
        lines.append(f"  “{citation.quote}”（第 {number} 段 / paragraph {number}）")
    words = " / ".join(confidence_word(answer.confidence, language) for language in ("zh", "en"))
    lines.append(f"  可信度 / confidence: {words}")
    return printable("\n".join(lines))  # an article must not send the terminal commands


def _chat(options: argparse.Namespace) -> int:
    qa, articles = _open_all(options)
    chat = qa.chat()
    if sys.stdin.isatty():
        from qa.normalize import printable

        for article in articles:
            print(printable(article.title))
        print(":q 结束 / ends")
        for question in chat.suggest(3):
            print(f"  · {printable(question)}")
    try:
        for question in _typed():
            try:
                print(describe(chat.ask(question), *articles), flush=True)
            except InputError as error:  # this question cannot be answered, the next one may
                _tell(error)
    except KeyboardInterrupt:
        print()
    return 0


def _typed() -> Iterator[str]:
    """Yield the lines that the person types, up to :q or the end of the input."""
    prompt = "? " if sys.stdin.isatty() else ""
    while True:
        try:
            line = input(prompt).strip()
        except EOFError:
            return
        if line == ":q":
            return
        if line:
            yield line


def _evaluate(options: argparse.Namespace) -> int:
    from qa.comparison import compare, comparison_table
    from qa.evaluate import evaluate
    from qa.question_sets import read_question_set
    from qa.report import Report, table
    from qa.report_page import make_folder, write_page

    # what can fail at once fails before the long run
    before = Report.load(options.compare) if options.compare else None
    if options.json and (options.json.is_dir() or not options.json.parent.is_dir()):
        raise InputError(f"expected a file to write the report to, got {options.json}")
    if options.report:
        make_folder(options.report)
    question_set = read_question_set(options.questions, articles=options.articles)
    if options.limit:
        question_set = question_set.spread(options.limit)
    report = evaluate(
        question_set,
        default=lambda: _open(options.article, llm=options.llm),
        llm=options.llm,
        progress=sys.stderr.isatty(),
    )
    print(_safe(table(report)))
    if options.json:
        report.save(options.json)
    if options.report:
        write_page(report, options.report)
    if before is None:
        return 0
    found = compare(before, report)
    print(_safe("\n" + comparison_table(found)))
    return WORSE if found.worse else 0


def _safe(text: str) -> str:
    from qa.normalize import printable

    return printable(text)


def _tell(error: Exception) -> None:
    print(_safe(f"{NAME}: {' '.join(str(error).split())}"), file=sys.stderr)


def _use_any_terminal() -> None:
    """Make reading and writing survive a terminal that is not UTF-8, and characters that no encoding holds."""
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _log_from(level: str) -> None:
    """Send what libraries log to stderr from this level on."""
    handler = logging.StreamHandler()
    handler.setLevel(level)  # the root's level alone does not hold back a library that has set its own, like bm25s
    logging.basicConfig(level=level, handlers=[handler])


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    :param argv: the arguments, those of the process where None.
    :return: the exit status.
    :raises SystemExit: by argparse, after `--help` (0) or wrong usage (2).
    """
    _use_any_terminal()
    try:
        options = _parser().parse_args(argv)
        _log_from(Settings.from_env().log_level)
        status: int = options.run(options)
        sys.stdout.flush()
    except ArticleQAError as error:
        _tell(error)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # the interpreter flushes once more when it ends, and must not complain then
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return status
