"""What people think of answers: a file of JSON lines that `python -m qa evaluate` reads as a test question set."""

import json
import os
import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from qa.errors import FeedbackError, InputError
from qa.normalize import printable
from qa.question_sets import text_key
from qa.settings import MAX_QUESTION_CHARS
from qa.types import Answer, Article

Rating = Literal["up", "down"]
# A page may be open to anybody: neither file grows beyond this, and then nothing more is kept.
MAX_FEEDBACK_BYTES = 200_000_000
MAX_COMMENT_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody thinks of one reply.

    :param answers: the replies of the conversation up to the one that is judged, at least one.
    :param comment: in the person's own words, may be empty.
    :param right: what the answer should have been; "" where the person did not say.
    :param not_told: the person says that the article does not tell.
    :raises InputError: too long, a right answer together with `not_told`, or either beside a thumb up.
    """

    answers: tuple[Answer, ...]
    rating: Rating
    comment: str = ""
    right: str = ""
    not_told: bool = False

    def __post_init__(self) -> None:
        if not self.answers:
            raise InputError("expected the reply that is judged, got none")
        if self.rating not in ("up", "down"):
            raise InputError(f"expected a rating of up or down, got {self.rating!r}")
        for name, value, limit in (
            ("comment", self.comment, MAX_COMMENT_CHARS),
            ("right answer", self.right, MAX_QUESTION_CHARS),
        ):
            if len(value) > limit:
                raise InputError(
                    f"expected a {name} of at most {limit:,} characters, got {len(value):,}", reason="long_opinion"
                )
        if bool(self.right.strip()) + self.not_told + (self.rating == "up") > 1:
            raise InputError("expected one of a thumb up, a right answer, and that the article does not tell")

    def row(self, article: Article, *, at: datetime | None = None) -> dict[str, Any]:
        """Return the line of the file: a test question of our own form with what was said and thought beside it.

        Where nobody says what the right answer is, the line has no "answers" and is no test question.

        :param article: that the replies are about.
        :param at: when it was said, now where None.
        """
        judged = self.answers[-1]
        at = at or datetime.now(UTC)
        row: dict[str, Any] = {
            "id": f"{at:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}",
            "rating": self.rating,
            "comment": printable(self.comment.strip()),
            "said": judged.text,
            "turns": [a.question for a in self.answers],
            "kind": judged.kind,
            "article": (key := text_key(article.text)),
            "article_sha256": key,
        }
        if self.rating == "up":
            row |= {"answerable": judged.answerable, "answers": _groups(judged) if judged.answerable else []}
            row["evidence"] = [[c.start, c.end] for c in judged.citations] if judged.answerable else []
        elif self.right.strip() or self.not_told:
            right = printable(self.right.strip())
            row |= {"answerable": not self.not_told, "answers": [[right]] if right else [], "evidence": []}
            if right and judged.kind == "off_topic":
                row["kind"] = "fact"  # only what cannot be answered is off topic
        return row


def _groups(answer: Answer) -> list[list[str]]:
    """Return what a right answer must contain: the exact words of each citation that it says, else all that it says."""
    spans = [(c.focus, c) for c in answer.citations]
    words = [c.quote[f[0] - c.start : f[1] - c.start] for f, c in spans if f]
    said = list(dict.fromkeys(w for w in words if w in answer.text))
    return [[w] for w in said] or [[answer.text]]


class FeedbackFile:
    """Appends to the file of feedback, and keeps the text of each article once, in a file beside it.

    The two go to `python -m qa evaluate FILE --articles FILE-articles.jsonl`. May be used from many threads.
    """

    def __init__(self, path: Path) -> None:
        """Keep feedback in a file, which is made when the first comes.

        :param path: its name, such as feedback.jsonl, in a folder that exists.
        """
        self.path = path
        self.articles = path.with_name(f"{path.stem}-articles.jsonl")
        self._lock = threading.Lock()
        self._kept: set[str] | None = None

    def add(self, feedback: Feedback, article: Article) -> None:
        """Keep what somebody thinks of a reply.

        :param article: that the reply is about.
        :raises FeedbackError: the file cannot be written, or is full.
        """
        row = feedback.row(article)
        with self._lock:
            try:
                if self._kept is None:
                    self._kept = set(_ids(self.articles))
                if row["article"] not in self._kept:
                    text = {"id": row["article"], "title": article.title, "text": article.text}
                    _append(self.articles, text)
                    self._kept.add(row["article"])
                _append(self.path, row)
            except OSError as error:
                why = f"expected a file to write feedback to, got {self.path}: {error.strerror}"
                raise FeedbackError(why) from None


def _ids(path: Path) -> Sequence[str]:
    """Return the names of the articles in a file; a line that was cut off when the machine went down has none."""
    if not path.exists():
        return ()
    found = []
    with path.open("rb") as file:
        for line in file:
            try:
                found.append(str(json.loads(line)["id"]))
            except (ValueError, KeyError, TypeError):
                continue
    return found


def _append(path: Path, row: dict[str, Any]) -> None:
    # ASCII: a lone surrogate of the article stays what it is, and any program can read the file
    line = json.dumps(row).encode("ascii") + b"\n"
    # the owner's alone: people's questions are in it
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        if size + len(line) > MAX_FEEDBACK_BYTES:
            raise FeedbackError(f"expected a file of at most {MAX_FEEDBACK_BYTES:,} bytes, {path} is full")
        if size:
            file.seek(size - 1)
            if file.read(1) != b"\n":
                line = b"\n" + line
        file.write(line)
