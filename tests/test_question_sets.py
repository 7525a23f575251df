"""Reading test question sets: every form, and every way in which a file can be wrong."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.errors import QuestionSetError
from qa.question_sets import GoldPiece, Question, QuestionSet, located, read_question_set, text_key

TEXT = "会议在北京举行。敖宏主持会议。会议在北京闭幕。"
OURS: dict[str, Any] = {
    "id": "q1",
    "question": "谁主持了会议?",
    "answers": [["敖宏"]],
    "answerable": True,
    "evidence": ["敖宏主持会议"],
    "kind": "fact",
}


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_our_lines(tmp_path: Path) -> None:
    turns = {**OURS, "id": 2, "turns": ["会议在哪?", "谁主持?"], "evidence": ["敖宏", [0, 7]]}
    del turns["question"]
    refused = {**OURS, "id": "q3", "answers": [], "answerable": False, "evidence": []}
    path = lines(tmp_path / "set.jsonl", OURS, turns, refused)
    read = read_question_set(path)
    assert read.name == "set.jsonl"
    assert read.needs_article
    assert [q.id for q in read.questions] == ["q1", "2", "q3"]
    first, second, third = read.questions
    assert first == Question("q1", ("谁主持了会议?",), (("敖宏",),), True, (GoldPiece("敖宏主持会议"),), "fact")
    assert second.text == "谁主持?"
    assert second.evidence == (GoldPiece("敖宏"), GoldPiece("", ((0, 7),)))
    assert not third.answerable


def test_gzip_byte_order_mark_and_blank_lines_are_read(tmp_path: Path) -> None:
    plain = "\ufeff" + json.dumps(OURS) + "\n\n" + json.dumps({**OURS, "id": "q2"})
    path = tmp_path / "set.jsonl.gz"
    path.write_bytes(gzip.compress(plain.encode()))
    assert [q.id for q in read_question_set(path).questions] == ["q1", "q2"]


def test_lines_with_their_own_context(tmp_path: Path) -> None:
    row = {"source": "x", "id": "a", "title": "会议", "context": TEXT, "question": "在哪?"}
    path = lines(
        tmp_path / "mrc.jsonl",
        {
            **row,
            "answers": [{"text": "北京", "start": 3}, {"text": "北京", "start": 18}, {"text": "在北京", "start": 2}],
        },
        {**row, "id": "b", "question": "哪年?", "answers": []},
    )
    read = read_question_set(path)
    assert not read.needs_article
    first, second = read.questions
    assert first.answers == (("北京", "在北京"),)
    assert first.evidence == (GoldPiece("", ((3, 5), (18, 20), (2, 5))),)
    assert (first.kind, first.answerable, second.answerable) == ("fact", True, False)
    assert first.article == second.article == text_key(TEXT)
    assert read.texts[text_key(TEXT)].text == TEXT
    assert read.texts[text_key(TEXT)].title == "会议"


@pytest.mark.parametrize("indent", [None, 1])
def test_squad_of_both_versions(tmp_path: Path, indent: int | None) -> None:
    qas = [
        {"id": "s1", "question": "谁?", "answers": [{"text": "敖宏", "answer_start": 8}], "is_impossible": False},
        {"id": "s2", "question": "几人?", "answers": [], "plausible_answers": [], "is_impossible": True},
        {"id": "s3", "question": "在哪?", "answers": [{"text": "北京", "answer_start": 3}]},
    ]
    document = {"version": "v2.0", "data": [{"title": "会议", "paragraphs": [{"context": TEXT, "qas": qas}]}]}
    path = tmp_path / "squad.json"
    path.write_text(json.dumps(document, indent=indent), encoding="utf-8")
    read = read_question_set(path)
    assert [(q.id, q.answerable) for q in read.questions] == [("s1", True), ("s2", False), ("s3", True)]
    assert read.questions[0].evidence == (GoldPiece("", ((8, 10),)),)
    assert list(read.texts) == [text_key(TEXT)]


def test_cmrc_as_published_finds_the_places_itself(tmp_path: Path) -> None:
    entry = {
        "context_id": "C1",
        "title": "会议",
        "context_text": TEXT,
        "qas": [{"query_id": "Q1", "query_text": "在哪?", "answers": ["北京", "首都北京", "北京"]}],
    }
    path = tmp_path / "cmrc.json"
    path.write_text(json.dumps([entry]), encoding="utf-8")
    (question,) = read_question_set(path).questions
    assert question.answers == (("北京", "首都北京"),)
    assert question.evidence == (GoldPiece("", ((3, 5), (18, 20))),)


def with_article(**changes: object) -> dict[str, object]:
    row = {**OURS, "article": 7, "article_sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "evidence": [[8, 10]]}
    return row | changes


def test_articles_kept_elsewhere(tmp_path: Path) -> None:
    docs = tmp_path / "docs.jsonl.gz"
    rows = [{"id": 6, "text": "别的文章。"}, {"id": 7, "text": TEXT}]
    docs.write_bytes(gzip.compress("\n".join(json.dumps(r) for r in rows).encode()))
    path = lines(tmp_path / "set.jsonl", with_article(), with_article(id="q2", evidence=["敖宏"]))
    read = read_question_set(path, articles=docs)
    assert list(read.texts) == ["7"]  # only what the set names is kept
    assert [q.evidence[0].spans for q in read.questions] == [((8, 10),), ((8, 10),)]


@pytest.mark.parametrize(
    ("row", "text", "message"),
    [
        (with_article(), TEXT + " ", "set.jsonl, line 1: expected article '7' with sha256"),
        (with_article(article=8), TEXT, "expected article '8' in docs.jsonl, got 0 of 1"),
        (with_article(evidence=[[8, 1000]]), TEXT, r"question 'q1': its evidence is not in the article: \[8, 1000\]"),
        (with_article(evidence=["李四"]), TEXT, "question 'q1': its evidence is not in the article: '李四'"),
    ],
)
def test_articles_that_do_not_fit_are_refused(tmp_path: Path, row: object, text: str, message: str) -> None:
    docs = lines(tmp_path / "docs.jsonl", {"id": "7", "text": text})
    with pytest.raises(QuestionSetError, match=message):
        read_question_set(lines(tmp_path / "set.jsonl", row), articles=docs)


def test_articles_file_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="--articles"):
        read_question_set(lines(tmp_path / "set.jsonl", with_article()))
    docs = lines(tmp_path / "docs.jsonl", {"id": 7, "text": TEXT})
    with pytest.raises(QuestionSetError, match="expected a readable file"):
        read_question_set(lines(tmp_path / "set.jsonl", with_article()), articles=tmp_path / "none")
    two = with_article(id="q2", article_sha256="0" * 64)
    with pytest.raises(QuestionSetError, match="line 2: expected one article_sha256"):
        read_question_set(lines(tmp_path / "set.jsonl", with_article(), two), articles=docs)


def without(key: str) -> dict[str, Any]:
    return {k: v for k, v in OURS.items() if k != key}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ([], "expected a JSON object, got list"),
        (without("id"), "expected a text or number as 'id', got nothing"),
        ({**OURS, "id": True}, "as 'id', got bool"),
        (without("question"), "expected either 'question' or 'turns'"),
        ({**OURS, "turns": ["a", "b"]}, "expected either 'question' or 'turns'"),
        ({**OURS, "question": 5}, "expected a text as 'question', got int '5'"),
        ({**OURS, "question": ""}, "question 'q2': expected a question that is not empty"),
        ({**OURS, "question": "长" * 2001}, "expected at most 2,000 characters, got 2,001"),
        ({**without("question"), "turns": []}, "expected a question that is not empty"),
        ({**without("question"), "turns": [1]}, "expected a list of texts as 'turns'"),
        ({**OURS, "kind": "riddle"}, "expected one of fact, list, .* as 'kind', got str 'riddle'"),
        ({**OURS, "answers": ["敖宏"]}, "expected a list of lists of texts as 'answers'"),
        ({**OURS, "answers": [[]]}, "no empty group"),
        ({**OURS, "answers": [[""]]}, "no empty group"),
        ({**OURS, "answers": []}, "answerable, but with 0 groups"),
        ({**OURS, "answerable": False}, "not answerable, but with 1 groups"),
        ({**OURS, "answerable": "yes"}, "expected true or false as 'answerable'"),
        ({**OURS, "kind": "off_topic"}, "off_topic, but answerable"),
        ({**OURS, "evidence": "敖宏"}, "expected a list as 'evidence'"),
        ({**OURS, "evidence": [[5, 3]]}, "as 'evidence'"),
        ({**OURS, "evidence": [[0, True]]}, "as 'evidence'"),
        ({**OURS, "evidence": [""]}, "as 'evidence'"),
        ({**OURS, "article": 7}, "expected a text as 'article_sha256', got nothing"),
        ({**OURS, "context": TEXT}, "expected a JSON object, got list"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, row: object, message: str) -> None:
    if isinstance(row, dict) and row.get("id") == "q1":
        row = {**row, "id": "q2"}
    path = lines(tmp_path / "set.jsonl", OURS, row)
    with pytest.raises(QuestionSetError, match=message) as caught:
        read_question_set(path)
    assert str(caught.value).startswith("set.jsonl, line 2")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1: expected a JSON object a line, or a SQuAD or CMRC file, got nothing"),
        (b"\xff\xfe\x00", "line 1: expected a JSON object a line"),
        (b"42", "line 1: expected a JSON object a line"),
        (b"[" * 100_000, "line 1: expected a JSON object a line"),
        (b"[]", "expected 1 to 200,000 questions, got 0"),
        (b'{"data": []}', "expected 1 to 200,000 questions, got 0"),
        (b'{"data": [{"paragraphs": 5}]}', r"data\[0\]: expected a list as 'paragraphs', got int"),
        (b'{"data": {}}', "line 1: expected a JSON object a line"),
        (b'[{"context_text": "a"}]', r"\[0\]: expected a list as 'qas', got nothing"),
        (gzip.compress(json.dumps(OURS).encode() * 50)[:-20], "expected a readable file, plain or gzip'd"),
        (b"\x1f\x8bnonsense", "expected a readable file, plain or gzip'd"),
        (json.dumps(OURS).encode() + b"\n{", "line 2: expected a JSON object, got '{'"),
    ],
)
def test_files_that_are_no_set(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "set.json"
    path.write_bytes(content)
    with pytest.raises(QuestionSetError, match=message):
        read_question_set(path)


def test_missing_file_folder_and_repeated_id(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(QuestionSetError, match="expected a readable file"):
            read_question_set(path)
    with pytest.raises(QuestionSetError, match="expected every id once, got 'q1' again"):
        read_question_set(lines(tmp_path / "set.jsonl", OURS, OURS))


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.question_sets.MAX_SET_BYTES", 5_000)
    path = tmp_path / "bomb.gz"
    for content in (b"[" + b" " * 10_000, b"[\n" + b" " * 10_000, (json.dumps(OURS) + "\n").encode() * 60):
        path.write_bytes(gzip.compress(content))
        with pytest.raises(QuestionSetError, match="expected at most 5,000 bytes"):
            read_question_set(path)


def test_spread_takes_from_the_whole_set_and_keeps_the_texts_it_needs(tmp_path: Path) -> None:
    row = {"id": "a", "context": TEXT, "question": "在哪?", "answers": []}
    other = {**row, "context": "另一篇。"}
    path = lines(tmp_path / "s.jsonl", row, {**row, "id": "b"}, {**other, "id": "c"}, {**other, "id": "d"})
    read = read_question_set(path)
    assert [q.id for q in read.spread(2).questions] == ["a", "c"]
    assert [q.id for q in read.spread(3).questions] == ["a", "b", "c"]
    assert list(read.spread(1).texts) == [text_key(TEXT)]
    assert read.spread(4) == read.spread(9) == read
    with pytest.raises(QuestionSetError, match="at least 1"):
        read.spread(0)


def test_located_finds_every_place() -> None:
    question = Question("q", ("在哪?",), (("北京",),), True, (GoldPiece("北京"), GoldPiece("敖宏")), "fact")
    first, second = located(question, TEXT).evidence
    assert first.spans == ((3, 5), (18, 20))
    assert second.spans == ((8, 10),)
    assert first.overlaps(4, 9)
    assert first.overlaps(19, 20)
    assert not first.overlaps(5, 18)


def test_small_talk_needs_no_answers() -> None:
    assert Question("s", ("你好",), (), True, (), "small_talk").answerable


def test_an_empty_set_is_refused() -> None:
    with pytest.raises(QuestionSetError, match="expected 1 to"):
        QuestionSet("none", ())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_json_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever stands in a field, the result is a set or one error of ours."""
    junk = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=5,
    )
    row = dict(OURS)
    for key in data.draw(
        st.lists(st.sampled_from([*OURS, "turns", "context", "article", "article_sha256"]), max_size=3)
    ):
        row[key] = data.draw(junk)
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    try:
        assert len(read_question_set(path).questions) == 1
    except QuestionSetError as error:
        assert "\n" not in str(error)
