"""Reads test question sets: our JSON lines, SQuAD and CMRC files, and JSON lines with their own contexts.

Four forms, told apart by their content, plain or gzip'd:

- ours, on one article that the caller has: {"id", "question" | "turns", "answers", "answerable", "evidence", "kind"}
- ours, on articles kept elsewhere: the same with "article" and "article_sha256", the texts in a file of
  {"id", "text"} lines; what people thought of answers (`qa.feedback`) is in this form, and lines that nobody told the
  right answer of are left out
- one question a line with its own text: {"id", "title", "context", "question", "answers": [{"text", "start"}]}
- SQuAD v1, v2: {"data": [{"title", "paragraphs": [{"context", "qas": […]}]}]};
  CMRC 2018: [{"title", "context_text", "qas": [{"query_id", "query_text", "answers"}]}]
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, cast

from qa.errors import QuestionSetError
from qa.json_rows import Row, open_packed, parse, read_lines, shown
from qa.settings import MAX_ARTICLE_CHARS, MAX_QUESTION_CHARS
from qa.types import KINDS, Kind

# A whole SQuAD file has 40 MB; what unpacks to more than this is no test set.
MAX_SET_BYTES = 200_000_000
# Articles are read line by line and only those that a set names are kept.
MAX_ARTICLES_BYTES = 2_000_000_000
# Four bytes a character at most, and JSON escapes.
MAX_LINE_BYTES = 6 * MAX_ARTICLE_CHARS
MAX_QUESTIONS = 200_000

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldPiece:
    """A piece of the article that proves an answer, where it is found there.

    :param quote: its words, or "" where only the offsets are given.
    :param spans: half-open offsets, each a place where it stands; empty until the article is known (`located`).
    """

    quote: str
    spans: tuple[Span, ...] = ()

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether [start, end) shares a character with one of the places."""
        return any(start < b and a < end for a, b in self.spans)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what its answer must contain.

    :param turns: the conversation, at least one; the last is graded.
    :param answers: groups of alternatives; each group must be met by one. Empty where `answerable` is False.
    :param evidence: a citation must touch each piece.
    :param article: name of its text among `QuestionSet.texts`, or None: the article that the caller has.
    :raises QuestionSetError: values that contradict one another.
    """

    id: str
    turns: tuple[str, ...]
    answers: tuple[tuple[str, ...], ...]
    answerable: bool
    evidence: tuple[GoldPiece, ...]
    kind: Kind
    article: str | None = None

    def __post_init__(self) -> None:
        if not self.turns or not all(self.turns):
            raise QuestionSetError(f"question {self.id!r}: expected a question that is not empty")
        longest = max(map(len, self.turns))
        if longest > MAX_QUESTION_CHARS:
            raise QuestionSetError(
                f"question {self.id!r}: expected at most {MAX_QUESTION_CHARS:,} characters, got {longest:,}"
            )
        if not all(self.answers) or not all(chain.from_iterable(self.answers)):
            raise QuestionSetError(f"question {self.id!r}: expected no empty group or alternative in the answers")
        if self.answerable != bool(self.answers) and not (self.answerable and self.kind == "small_talk"):
            state = "answerable" if self.answerable else "not answerable"
            raise QuestionSetError(f"question {self.id!r}: {state}, but with {len(self.answers)} groups of answers")
        if self.kind == "off_topic" and self.answerable:
            raise QuestionSetError(f"question {self.id!r}: off_topic, but answerable")

    @property
    def text(self) -> str:
        """The question that is graded."""
        return self.turns[-1]


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of an article that came with a set."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions in the order of their file, and the articles that came with them, by name.

    :raises QuestionSetError: no questions, too many, or two with one id.
    """

    name: str
    questions: tuple[Question, ...]
    texts: Mapping[str, SourceText] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 1 <= len(self.questions) <= MAX_QUESTIONS:
            raise QuestionSetError(
                f"{self.name}: expected 1 to {MAX_QUESTIONS:,} questions, got {len(self.questions):,}"
            )
        seen: set[str] = set()
        for question in self.questions:
            if question.id in seen:
                raise QuestionSetError(f"{self.name}: expected every id once, got {question.id!r} again")
            seen.add(question.id)

    @property
    def needs_article(self) -> bool:
        """Whether a question is about the article that the caller has."""
        return any(q.article is None for q in self.questions)

    def spread(self, limit: int) -> "QuestionSet":
        """Return `limit` questions, at least 1, evenly spread over the set, with the texts they need.

        Not the first ones: neighbours share an article and a writer. The first 400 of CMRC 2018 dev are 12 points of
        EM harder than the whole.
        """
        if limit < 1:
            raise QuestionSetError(f"expected a limit of at least 1, got {limit}")
        n = len(self.questions)
        kept = tuple(self.questions[i * n // limit] for i in range(limit)) if limit < n else self.questions
        needed = {q.article for q in kept}
        return QuestionSet(self.name, kept, {name: text for name, text in self.texts.items() if name in needed})


def text_key(context: str) -> str:
    """Return the name under which a text that came with its question is kept."""
    return hashlib.sha256(context.encode("utf-8", "surrogatepass")).hexdigest()


def located(question: Question, text: str) -> Question:
    """Return the question with every place of its evidence in the text.

    :raises QuestionSetError: the text does not hold a piece.

    >>> located(Question("q", ("谁?",), (("甲",),), True, (GoldPiece("甲来"),), "fact"), "甲来。").evidence[0].spans
    ((0, 2),)
    """
    pieces = []
    for piece in question.evidence:
        spans = piece.spans or tuple(_places(text, piece.quote))
        if not spans or any(end > len(text) for _, end in spans):
            what = repr(piece.quote[:40]) if not spans else f"{list(piece.spans[0])} of {len(text)} characters"
            raise QuestionSetError(f"question {question.id!r}: its evidence is not in the article: {what}")
        pieces.append(replace(piece, spans=spans))
    return replace(question, evidence=tuple(pieces))


def _places(text: str, words: str) -> Iterator[Span]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + len(words))


def read_question_set(path: Path, *, articles: Path | None = None) -> QuestionSet:
    """Read a set; the form is found by looking.

    :param articles: {"id", "text"} lines, for a set that names its articles.
    :raises QuestionSetError: unreadable, malformed (with the line), or an article that is missing or another text.
    """
    with open_packed(path) as file:
        # no limit of its own for a line: a SQuAD file may be a single one
        lines = read_lines(file, path.name, limit=MAX_SET_BYTES, line_limit=MAX_SET_BYTES)
        first = next(lines, b"")
        data = parse(first)
        if isinstance(data, dict) and not {"data", "version"} & data.keys():
            return _read_lines(path.name, chain([first], lines), articles)
        # a document in one line, or over many
        rest = file.read(MAX_SET_BYTES - len(first) + 1)
    if len(first) + len(rest) > MAX_SET_BYTES:
        raise QuestionSetError(f"{path.name}: expected at most {MAX_SET_BYTES:,} bytes")
    document = parse(first + rest)
    if isinstance(document, dict) and isinstance(document.get("data"), list):
        questions, texts = _read_squad(path.name, document["data"])
    elif isinstance(document, list):
        questions, texts = _read_cmrc(path.name, document)
    else:
        raise QuestionSetError(
            f"{path.name}, line 1: expected a JSON object a line, or a SQuAD or CMRC file, got {shown(first)}"
        )
    return QuestionSet(path.name, tuple(questions), texts)


def _read_lines(name: str, lines: Iterator[bytes], articles: Path | None) -> QuestionSet:
    """Read one question a line, ours or with its own context."""
    questions: list[Question] = []
    texts: dict[str, SourceText] = {}
    sums: dict[str, tuple[str, str]] = {}  # article -> sha256, the line that named it
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        value = parse(line)
        if value is None:
            raise QuestionSetError(f"{where}: expected a JSON object, got {shown(line)}")
        row = Row(value, where)
        if "rating" in row and "answers" not in row:
            continue  # somebody disliked an answer and did not say what is right
        try:
            if "context" in row:
                question, text = _with_context(row)
                texts.setdefault(cast(str, question.article), text)
            else:
                question = _ours(row)
        except QuestionSetError as error:
            raise error if str(error).startswith(where) else QuestionSetError(f"{where}: {error}") from None
        if question.article is not None and "context" not in row:
            wanted = row.text("article_sha256").lower()
            if sums.setdefault(question.article, (wanted, where))[0] != wanted:
                raise QuestionSetError(
                    f"{where}: expected one article_sha256 for article {question.article!r}, got two"
                )
        questions.append(question)
        if len(questions) > MAX_QUESTIONS:
            raise QuestionSetError(f"{name}: expected at most {MAX_QUESTIONS:,} questions")
    texts |= _read_articles(name, sums, articles)
    located_questions = (located(q, texts[q.article].text) if q.article is not None else q for q in questions)
    return QuestionSet(name, tuple(located_questions), texts)


def _ours(row: Row) -> Question:
    """Read a line of our own form."""
    if ("question" in row) == ("turns" in row):
        raise QuestionSetError(f"{row.where}: expected either 'question' or 'turns'")
    kind = row.text("kind")
    if kind not in KINDS:
        raise row.error(f"one of {', '.join(KINDS)}", "kind")
    groups = row.items("answers")
    if not all(isinstance(g, list) and all(isinstance(a, str) for a in g) for g in groups):
        raise row.error("a list of lists of texts", "answers")
    article = row.name("article") if "article" in row else None
    return Question(
        id=row.name("id"),
        turns=row.texts("turns") if "turns" in row else (row.text("question"),),
        answers=tuple(tuple(g) for g in groups),
        answerable=row.flag("answerable"),
        evidence=tuple(_piece(p, row) for p in row.items("evidence")),
        kind=kind,
        article=article,
    )


def _piece(value: object, row: Row) -> GoldPiece:
    """Read a piece of evidence: its words, or [start, end]."""
    if isinstance(value, str) and value:
        return GoldPiece(value)
    if isinstance(value, list) and len(value) == 2 and all(type(v) is int for v in value) and 0 <= value[0] < value[1]:
        return GoldPiece("", ((value[0], value[1]),))
    raise row.error("a list of texts or of [start, end]", "evidence")


def _with_context(row: Row) -> tuple[Question, SourceText]:
    """Read a line that brings its own text and reference answers with offsets."""
    context, title = row.text("context"), row.text("title", "")
    answers = [Row(a, f"{row.where}, answers") for a in row.items("answers")]
    found = [(a.text("text"), a.offset("start")) for a in answers]
    return _span_question(row, row.name("id"), row.text("question"), context, found), SourceText(title, context)


def _span_question(row: Row, name: str, question: str, context: str, answers: list[tuple[str, int | None]]) -> Question:
    """Make a question of SQuAD's kind: one group of reference answers, each a place in the context."""
    spans: list[Span] = []
    for text, start in answers:
        if start is not None and context[start : start + len(text)] == text:
            spans.append((start, start + len(text)))
        else:  # CMRC's own files give no usable offsets
            spans.extend(_places(context, text))
    words = tuple(dict.fromkeys(text for text, _ in answers if text))
    if answers and not words:
        raise QuestionSetError(f"{row.where}: expected reference answers that are not empty")
    return Question(
        id=name,
        turns=(question,),
        answers=(words,) if words else (),
        answerable=bool(words),
        # a reference that was worded anew stands nowhere: nothing to touch
        evidence=(GoldPiece("", tuple(dict.fromkeys(spans))),) if spans else (),
        kind="fact",
        article=text_key(context),
    )


def _read_squad(name: str, data: list[Any]) -> tuple[list[Question], dict[str, SourceText]]:
    """Read SQuAD v1 or v2."""
    questions: list[Question] = []
    texts: dict[str, SourceText] = {}
    for i, item in enumerate(data):
        entry = Row(item, f"{name}, data[{i}]")
        for j, value in enumerate(entry.items("paragraphs")):
            paragraph = Row(value, f"{entry.where}, paragraphs[{j}]")
            context = paragraph.text("context")
            texts.setdefault(text_key(context), SourceText(entry.text("title", ""), context))
            for k, asked in enumerate(paragraph.items("qas")):
                row = Row(asked, f"{paragraph.where}, qas[{k}]")
                impossible = "is_impossible" in row and row.flag("is_impossible")
                answers = [] if impossible else [Row(a, f"{row.where}, answers") for a in row.items("answers")]
                found = [(a.text("text"), a.offset("answer_start")) for a in answers]
                questions.append(_span_question(row, row.name("id"), row.text("question"), context, found))
    return questions, texts


def _read_cmrc(name: str, data: list[Any]) -> tuple[list[Question], dict[str, SourceText]]:
    """Read the form in which CMRC 2018 was published: reference answers without offsets."""
    questions: list[Question] = []
    texts: dict[str, SourceText] = {}
    for i, item in enumerate(data):
        entry = Row(item, f"{name}, [{i}]")
        context = entry.text("context_text")
        texts.setdefault(text_key(context), SourceText(entry.text("title", ""), context))
        for k, asked in enumerate(entry.items("qas")):
            row = Row(asked, f"{entry.where}, qas[{k}]")
            found: list[tuple[str, int | None]] = [(text, None) for text in row.texts("answers")]
            questions.append(_span_question(row, row.name("query_id"), row.text("query_text"), context, found))
    return questions, texts


def _read_articles(name: str, sums: Mapping[str, tuple[str, str]], path: Path | None) -> dict[str, SourceText]:
    """Read the texts that a set names, and check that they are the ones it was written for."""
    if not sums:
        return {}
    if path is None:
        raise QuestionSetError(f"{name}: its articles are not in it; expected --articles FILE with their texts")
    texts: dict[str, SourceText] = {}
    with open_packed(path) as file:
        lines = read_lines(file, path.name, limit=MAX_ARTICLES_BYTES, line_limit=MAX_LINE_BYTES)
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            row = Row(parse(line), f"{path.name}, line {number}")
            key = row.name("id")
            if key not in sums:
                continue
            text = row.text("text")
            wanted, where = sums[key]
            got = text_key(text)
            if got != wanted:
                raise QuestionSetError(
                    f"{where}: expected article {key!r} with sha256 {wanted[:12]}…, got {got[:12]}… in {path.name}"
                )
            texts[key] = SourceText(row.text("title", ""), text)
    missing = sorted(sums.keys() - texts.keys())
    if missing:
        raise QuestionSetError(
            f"{name}: expected article {missing[0]!r} in {path.name}, got {len(texts)} of {len(sums)}"
        )
    return texts
