"""Weighs the reply to a follow-up with a guessed subject against that to the question as it was asked."""

from qa.normalize import for_models
from qa.prepared import PreparedArticle
from qa.types import Answer


def better(prepared: PreparedArticle, completed: Answer, alone: Answer, subject: str) -> Answer:
    """Return the reply with the guessed subject where that is borne out, else the one without.

    :param completed: to the question with the subject put before it.
    :param alone: to the question as it was asked.
    :param subject: as `qa.conversation.put_before` returns it.
    """
    person = subject in prepared.people
    if person and completed.kind == "yes_no" and any(name in completed.text for name in prepared.people):
        return alone  # whom the article names instead, nobody had asked about
    if not alone.answerable:
        return completed
    if alone.text == completed.text and not _told_beside(prepared, subject, completed):
        return alone
    # A person is a likely subject of little but what people do.
    sure = not person or (completed.kind != "yes_no" and completed.confidence >= alone.confidence)
    return completed if completed.answerable and sure else alone


def _told_beside(prepared: PreparedArticle, subject: str, reply: Answer) -> bool:
    """Tell whether a subject stands in the paragraph of the first citation."""
    if not reply.citations:
        return False
    words = for_models(subject).strip("的,、 ")
    paragraph = prepared.sentence_at(reply.citations[0].start).paragraph
    return any(words in prepared.plain_of(s) for s in prepared.sentences if s.paragraph == paragraph)
