"""Words the replies of a library: the article that an answer comes from, and what is said of all articles."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from qa import replies
from qa.normalize import for_matching
from qa.question import Question, Spoken
from qa.types import Answer, Article


def names(articles: Sequence[Article]) -> list[str]:
    """Return what each article is called: its title, and where two share one, the file or its place beside it.

    >>> names([Article("a", "通知", "一"), Article("b", "通知", "二", {"file": "b.txt"}), Article("c", "《山》", "三")])
    ['《通知》（1）', '《通知》（b.txt）', '“《山》”']
    """
    marked = (f"“{a.title}”" if "《" in a.title else f"《{a.title}》" for a in articles)
    return [title + beside for title, beside in zip(marked, _beside(articles), strict=True)]


def titles(articles: Sequence[Article]) -> list[str]:
    """Return the same without marks around the title, for where it has marks or none of its own.

    >>> titles([Article("a", "通知", "一"), Article("b", "通知", "二", {"file": "b.txt"}), Article("c", "山", "三")])
    ['通知（1）', '通知（b.txt）', '山']
    """
    return [article.title + beside for article, beside in zip(articles, _beside(articles), strict=True)]


def _beside(articles: Sequence[Article]) -> list[str]:
    """Return what stands beside each title: nothing, or what tells it from the same title of another."""
    often = Counter(article.title for article in articles)
    files = Counter(article.metadata.get("file", "") for article in articles)
    found = []
    for number, article in enumerate(articles, 1):
        file = PurePath(article.metadata.get("file", "")).name
        beside = file if file and files[article.metadata["file"]] == 1 else str(number)
        found.append("" if often[article.title] == 1 else f"（{beside}）")
    return found


def with_name(reply: Answer, name: str, spoken: Spoken) -> Answer:
    """Return a reply whose text says which article it comes from."""
    text = f"\n{reply.text}" if "\n" in reply.text else reply.text
    return dataclasses.replace(reply, text=replies.said(replies.IN_ARTICLE, spoken, name=name, text=text))


def refusal(reply: Answer, name: str, spoken: Spoken, *, count: int) -> Answer:
    """Return the refusal of a library, with the nearest sentence.

    :param reply: the refusal of the article that comes nearest.
    :param count: how many articles there are.
    """
    text = replies.said(replies.LIBRARY_REFUSAL, spoken, count=count)
    if reply.citations:
        quote = replies.quoted(reply.citations[0].quote)
        text += " " * (spoken == "en") + replies.said(replies.LIBRARY_NEAREST, spoken, name=name, quote=quote)
    return dataclasses.replace(reply, text=text)


def of_all(said: Sequence[tuple[str, Answer]], spoken: Spoken) -> Answer:
    """Put together what several articles reply to one question about articles: their authors, their summaries.

    :param said: the name of each article and its reply, at least one.
    """
    told = [(name, reply) for name, reply in said if reply.answerable]
    if not told:
        return said[0][1]
    named = [with_name(reply, name, spoken) for name, reply in told]
    return dataclasses.replace(
        named[0],
        text="\n".join(reply.text for reply in named),
        confidence=min(reply.confidence for reply in named),
        citations=tuple(citation for reply in named for citation in reply.citations),
    )


def about_us(question: Question, *, count: int) -> Answer | None:
    """Answer what is about no article: small talk, requests for other work; else None."""
    spoken = question.spoken
    if question.kind == "small_talk":
        thanks = any(word in for_matching(question.text) for word in replies.THANKING)
        text = replies.said(replies.THANKS if thanks else replies.LIBRARY_GREETING, spoken, count=count)
    elif question.kind == "off_topic":
        text = replies.said(replies.LIBRARY_OFF_TOPIC, spoken, count=count)
    else:
        return None
    return Answer(text, question.kind == "small_talk", 1.0, (), question.kind, question.text, question.text)
