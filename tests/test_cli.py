"""The command line, as a person calls it."""

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from qa import ArticleQA
from qa.cli import describe, main
from qa.settings import MAX_QUESTION_CHARS
from qa.types import Answer, Article, Citation

ROOT = Path(__file__).parent.parent
TEXT = "绿色金融会议\n\n会议于6月8日在北京召开。\n协会会长敖宏主持会议。\n中国铝业提出四点要求。\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "会议.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    base = {"answerable": True, "kind": "fact"}
    rows: list[dict[str, Any]] = [
        {"id": "1", "question": "谁主持了会议?", "answers": [["敖宏"]], "evidence": ["敖宏"], **base},
        {"id": "2", "question": "会议在哪里召开?", "answers": [["北京"]], "evidence": ["北京"], **base},
        # the text names no such person: whatever the program says is wrong
        {"id": "3", "question": "谁宣读了倡议?", "answers": [["欧阳无名"]], "evidence": [], **base},
    ]
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def run(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "qa", *arguments],
        capture_output=True,
        cwd=ROOT,
        env=os.environ | environment,
        timeout=120,
    )


def test_ask_the_default_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "谁主持了会议?"]) == 0
    out, err = capsys.readouterr()
    first, quote, confidence = out.splitlines()
    assert "敖宏" in first
    assert "敖宏" in quote
    assert "第" in quote
    assert "可信度 / confidence" in confidence
    assert err == ""


def test_ask_as_json_about_a_file(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "谁主持了会议?", "--article", str(article), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["answerable"] is True
    (citation,) = answer["citations"]
    assert TEXT[citation["start"] : citation["end"]] == citation["quote"]


def test_the_article_does_not_say_is_a_normal_answer(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "今天天气怎么样?", "--article", str(article), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["answerable"] is False


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", ""], "expected a question"),
        (["ask", "长" * (MAX_QUESTION_CHARS + 1)], "at most 2,000 characters, got 2,001"),
        (["ask", "谁?", "--article", "nowhere.txt"], "nowhere.txt"),
        (["ask", "谁?", "--article", "."], "expected"),
        (["chat", "--article", "nowhere.txt"], "nowhere.txt"),
        (["ask", "谁?", "--url", "ftp://example.org/a"], "http"),
        (["evaluate", "nowhere.jsonl"], "nowhere.jsonl"),
        (["evaluate", "--compare", "nowhere.json"], "nowhere.json"),
        (["evaluate", "--json", "nowhere/out.json"], "expected a file to write the report to"),
        (["evaluate", "--article", "nowhere.txt"], "nowhere.txt"),
    ],
)
def test_an_error_is_one_line_and_status_2(
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("article-qa: ")
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("value", ["0", "many"])
def test_bad_settings_are_told(value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ARTICLE_QA_THREADS", value)
    assert main(["ask", "谁?"]) == 2
    assert "ARTICLE_QA_THREADS" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [[], ["ask"], ["dance"], ["ask", "谁?", "--article", "a", "--url", "b"], ["evaluate", "--limit", "0"]],
)
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize("end", ["", ":q\n这一行不再回答\n"])
def test_chat_answers_line_by_line(
    end: str, article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, "谁主持了会议?\n\n？？\n会议在哪里召开?\n" + end)
    assert main(["chat", "--article", str(article)]) == 0
    out, err = capsys.readouterr()
    assert out.count("可信度 / confidence") == 2
    assert "敖宏" in out
    assert err.count("article-qa: expected a question with words in it") == 1  # and the next one is still answered


def interrupted(*_: object) -> str:
    raise KeyboardInterrupt


def test_interrupts_end_politely(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", interrupted)
    assert main(["chat", "--article", str(article)]) == 0
    monkeypatch.setattr(ArticleQA, "answer", interrupted)
    assert main(["ask", "谁?", "--article", str(article)]) == 130
    assert capsys.readouterr().err == ""


def test_describe_shows_quotations_with_their_paragraph_and_confidence_as_a_word() -> None:
    source = Article("a", "t", TEXT)
    start = TEXT.index("协会")
    citation = Citation.of(source, start, start + 11)
    answer = Answer("敖宏", True, 0.8, (citation,), "fact", "谁?", "谁?")
    assert describe(answer, source).splitlines() == [
        "敖宏",
        "  “协会会长敖宏主持会议。”（第 3 段 / paragraph 3）",
        "  可信度 / confidence: 确定 / sure",
    ]
    for confidence, word in (
        (1.0, "确定 / sure"),
        (0.79, "较确定 / fairly sure"),
        (0.55, "较确定 / fairly sure"),
        (0.0, "不确定 / unsure"),
    ):
        assert describe(replace(answer, confidence=confidence), source).endswith(word)


def test_an_article_cannot_send_the_terminal_commands() -> None:
    text = "标题\n\x1b[2J\x07敖宏\ud800主持。"
    source = Article("a", "t", text)
    answer = Answer("\x1b]0;x\x07敖宏", True, 0.9, (Citation.of(source, 3, len(text)),), "fact", "谁?", "谁?")
    shown = describe(answer, source)
    assert "敖宏" in shown
    assert all(c == "\n" or c.isprintable() or c == "\ufffd" for c in shown)
    shown.encode("utf-8")


def test_evaluate_prints_saves_and_compares(
    article: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.json"
    base = ["evaluate", str(questions), "--article", str(article)]
    assert main([*base, "--json", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "set.jsonl: 3 questions" in printed
    saved = json.loads(out.read_text())
    assert [row["id"] for row in saved["rows"]] == ["1", "2", "3"]
    assert saved["totals"]["exact"]["hits"] == saved["totals"]["exact"]["of"] >= 1

    assert main([*base, "--compare", str(out), "--limit", "1"]) == 0
    printed = capsys.readouterr().out
    assert "set.jsonl: 1 questions" in printed
    assert "compared: 1 questions (2 only before, 0 only now)" in printed
    assert "every figure as before" in printed

    saved["rows"][2]["right"] = True
    out.write_text(json.dumps(saved))
    assert main([*base, "--compare", str(out)]) == 1
    printed = capsys.readouterr().out
    assert "turned wrong: 1\n  - 3  谁宣读了倡议?" in printed
    assert printed.count("WORSE") == 2  # right, and right of the answerable


def test_evaluate_writes_a_report_to_look_at(
    article: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new" / "report"
    assert main(["evaluate", str(questions), "--article", str(article), "--report", str(folder)]) == 0
    assert sorted(p.name for p in folder.iterdir()) == ["report.html", "risk_coverage.svg"]
    assert "set.jsonl" in (folder / "report.html").read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["evaluate", str(questions), "--report", str(article)]) == 2
    assert "expected a folder to write the report to" in capsys.readouterr().err


def test_evaluate_takes_a_set_with_its_own_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {
        "id": "a",
        "title": "会议",
        "context": TEXT,
        "question": "谁主持了会议?",
        "answers": [{"text": "敖宏", "start": 27}],
    }
    path = tmp_path / "mrc.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    assert main(["evaluate", str(path)]) == 0
    assert "mrc.jsonl: 1 questions" in capsys.readouterr().out


@pytest.mark.parametrize(("option", "told"), [("--help", "ask"), ("--version", f"article-qa {version('article-qa')}")])
def test_help_and_version_need_nothing_heavy(option: str, told: str) -> None:
    """What makes a start slow is imported only by the commands that need it."""
    code = (
        "import sys\nfrom qa.cli import main\n"
        f"try:\n    main(['{option}'])\nexcept SystemExit as end:\n    assert end.code == 0\n"
        "heavy = {'numpy', 'onnxruntime', 'langchain_core', 'faiss', 'torch', 'transformers', 'opencc', 'tqdm'}\n"
        "sys.exit(f'imported: {heavy & sys.modules.keys()}' if heavy & sys.modules.keys() else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr
    assert told in done.stdout.decode()


def test_a_terminal_that_is_not_utf8_and_bytes_that_are_no_text(article: Path) -> None:
    plain = {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = run("ask", "谁主持了会议?".encode() + b"\xff", "--article", str(article), "--json", **plain)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["answerable"] is True
    done = run("--help", **plain)
    assert done.returncode == 0, done.stderr
    assert b"usage" in done.stdout


def test_a_reader_that_goes_away_is_no_error(article: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "qa", "ask", "谁主持了会议?", "--article", str(article)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141
