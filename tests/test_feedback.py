"""Feedback: what is kept of it, and that a test question set comes of it."""

import json
import threading
from pathlib import Path

import pytest

from qa import feedback as module
from qa.article import article_from_text
from qa.cli import main
from qa.errors import FeedbackError, InputError, QuestionSetError
from qa.feedback import MAX_COMMENT_CHARS, Feedback, FeedbackFile
from qa.pipeline import ArticleQA
from qa.question_sets import read_question_set
from qa.types import Answer, Citation

TEXT = "图书馆周一闭馆。馆长林静主持了读书节。\ud83d读书节有三百人参加。"
ARTICLE = article_from_text(TEXT, title="读书节")


def reply(question: str, text: str, *quotes: str, answerable: bool = True, **changes: object) -> Answer:
    """Return a reply that cites each quote with the answer's own words in focus, where they stand in it."""
    cited = []
    for quote in quotes:
        start = TEXT.index(quote)
        at = quote.find(text)
        focus = (start + at, start + at + len(text)) if at >= 0 else None
        cited.append(Citation.of(ARTICLE, start, start + len(quote), focus=focus))
    values = {"confidence": 0.9, "kind": "fact", "standalone_question": question, **changes}
    return Answer(text=text, answerable=answerable, citations=tuple(cited), question=question, **values)  # type: ignore[arg-type]


WHO = reply("谁主持了读书节?", "林静", "馆长林静主持了读书节。")
PRICE = reply("门票多少钱?", "文章没有说明门票多少钱。", "图书馆周一闭馆。", answerable=False)
WRONG = reply("有多少人参加?", "周一", "图书馆周一闭馆。")


def test_thumbs_become_test_questions_that_can_be_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = FeedbackFile(tmp_path / "feedback.jsonl")
    file.add(Feedback((WHO,), "up"), ARTICLE)
    file.add(Feedback((PRICE,), "up", comment="确实没写"), ARTICLE)
    file.add(Feedback((WHO, WRONG), "down", comment="答非所问\n<b>", right="三百人"), ARTICLE)
    file.add(Feedback((WRONG,), "down", not_told=True), ARTICLE)
    file.add(Feedback((WRONG,), "down", comment="不对"), ARTICLE)  # nobody said what is right

    questions = read_question_set(file.path, articles=file.articles).questions
    assert [(q.turns, q.answers, q.answerable) for q in questions] == [
        (("谁主持了读书节?",), (("林静",),), True),
        (("门票多少钱?",), (), False),
        (("谁主持了读书节?", "有多少人参加?"), (("三百人",),), True),
        (("有多少人参加?",), (), False),
    ]
    assert questions[0].evidence[0].spans == ((8, 19),)
    assert json.loads(file.path.read_text("ascii").splitlines()[2])["comment"] == "答非所问\n<b>"

    assert main(["evaluate", str(file.path), "--articles", str(file.articles)]) == 0
    assert "evaluat" not in capsys.readouterr().err


def test_a_reply_of_the_program_itself_can_be_judged(tmp_path: Path) -> None:
    qa = ArticleQA.from_text("会议由张华主持。参会的有王明、李芳和赵强三人。", title="会议")
    answer = qa.answer("参会的有哪些人?")
    file = FeedbackFile(tmp_path / "f.jsonl")
    file.add(Feedback((answer,), "up"), qa.article)
    (question,) = read_question_set(file.path, articles=file.articles).questions
    assert question.kind == answer.kind
    assert all(group[0] in answer.text for group in question.answers)


def test_each_article_is_kept_once_also_by_the_next_process(tmp_path: Path) -> None:
    for _ in range(2):
        file = FeedbackFile(tmp_path / "feedback.jsonl")
        file.add(Feedback((WHO,), "up"), ARTICLE)
        file.add(Feedback((WHO,), "up"), article_from_text("另一篇。" + TEXT, title="另一篇"))
    assert len(file.articles.read_bytes().splitlines()) == 2
    assert len({json.loads(line)["id"] for line in file.path.read_text().splitlines()}) == 4


def test_a_line_that_was_cut_off_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    path.with_name("feedback-articles.jsonl").write_text('{"id": "abc", "te')
    path.write_text('{"id": "x", "rating": "up", "com')
    FeedbackFile(path).add(Feedback((WHO,), "up"), ARTICLE)
    lines = path.read_text().splitlines()
    assert json.loads(lines[1])["said"] == "林静"
    assert json.loads(path.with_name("feedback-articles.jsonl").read_text().splitlines()[1])["text"] == TEXT


def test_threads_do_not_tear_each_others_lines(tmp_path: Path) -> None:
    file = FeedbackFile(tmp_path / "feedback.jsonl")

    def judge() -> None:
        for _ in range(25):
            file.add(Feedback((WHO,), "up", comment="好" * 500), ARTICLE)

    threads = [threading.Thread(target=judge) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = [json.loads(line) for line in file.path.read_text().splitlines()]
    assert len({row["id"] for row in rows}) == 100
    assert len(file.articles.read_bytes().splitlines()) == 1


def test_the_file_is_the_owners_alone(tmp_path: Path) -> None:
    file = FeedbackFile(tmp_path / "feedback.jsonl")
    file.add(Feedback((WHO,), "up"), ARTICLE)
    assert {p.stat().st_mode & 0o777 for p in (file.path, file.articles)} == {0o600}


def test_a_full_or_unwritable_file_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FeedbackError, match="expected a file to write feedback to"):
        FeedbackFile(tmp_path / "missing" / "feedback.jsonl").add(Feedback((WHO,), "up"), ARTICLE)
    monkeypatch.setattr(module, "MAX_FEEDBACK_BYTES", 1_000)
    file = FeedbackFile(tmp_path / "feedback.jsonl")
    with pytest.raises(FeedbackError, match="is full"):
        for _ in range(10):
            file.add(Feedback((WHO,), "up"), ARTICLE)
    assert all(json.loads(line) for line in file.path.read_text().splitlines())


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"rating": "up", "right": "三百人"}, "expected one of"),
        ({"rating": "up", "not_told": True}, "expected one of"),
        ({"rating": "down", "right": "三百人", "not_told": True}, "expected one of"),
        (
            {"rating": "down", "comment": "x" * (MAX_COMMENT_CHARS + 1)},
            "comment of at most 2,000 characters, got 2,001",
        ),
        ({"rating": "sideways"}, "up or down"),
    ],
)
def test_feedback_that_contradicts_itself_is_refused(values: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Feedback((WHO,), **values)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="reply"):
        Feedback((), "up")


def test_only_unusable_feedback_is_no_test_set(tmp_path: Path) -> None:
    file = FeedbackFile(tmp_path / "feedback.jsonl")
    file.add(Feedback((WRONG,), "down"), ARTICLE)
    with pytest.raises(QuestionSetError, match="got 0"):
        read_question_set(file.path, articles=file.articles)
