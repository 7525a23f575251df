"""Has a language model complete a follow-up, and believes it only where it adds nothing to the conversation."""

from collections.abc import Sequence

from qa.normalize import unhidden
from qa.settings import MAX_QUESTION_CHARS
from qa.terms import content_letters
from qa.types import Answer

# So much longer may a completed question be: names that were replaced, and the words of the last question.
_LONGER = 80


def believed(completed: str, question: str, turns: Sequence[Answer]) -> str | None:
    """Return a question that a model completed, or None where it is none or holds what nobody said.

    It is shown to the person, so each character or word of content in it must stand in the question or in a turn.

    :param turns: earlier replies, oldest first.
    """
    line = " ".join(unhidden(completed).strip().strip("“”\"'").split())
    if not any(c.isalnum() for c in line) or len(line) > min(len(question) + _LONGER, MAX_QUESTION_CHARS):
        return None
    said = " ".join([question, *(text for t in turns for text in (t.question, t.standalone_question, t.text))])
    known = content_letters(said)
    figures = set(_digits(line)) - set(_digits(said))
    return line if content_letters(line) <= known and not figures else None


def _digits(text: str) -> list[str]:
    return "".join(c if c.isdigit() else " " for c in text).split()
