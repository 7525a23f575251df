"""Answers that are whole sentences: why and how something is so, and what somebody said."""

import re
from collections.abc import Sequence

from qa.confidence import probability
from qa.drafts import Case, Draft
from qa.names import held_posts
from qa.normalize import for_matching, for_models
from qa.prepared import PreparedArticle
from qa.question import SAYING
from qa.refusals import unknown_nouns
from qa.sorts import is_body
from qa.speakers import SAYS
from qa.terms import content_letters

_LEANS_BACK = re.compile(
    r"(?:因此|为此|对此|所以|于是|这|该|此举|其中|同时|此外|另外|据此|从而|由此|therefore|thus|this|so)", re.IGNORECASE
)
_OF_SAYING = re.compile(rf"{SAYS}|讲话|发言|怎么[说看讲]|如何[说看讲]|什么|哪些|方面|关于|态度|看法|观点")
_MOST = 3  # sentences
# What a question is about stands in so many sentences at most; one that is far from them is so much less likely.
_RARE = 3
_OFF_TOPIC = 0.4
_NEW_LETTERS = 2
_HEADLINE = 0.25
# Who speaks, by a role: 省长对旱情怎么看?
_SPEAKER = re.compile(rf"(.{{2,16}}?)(?:对|就|在|针对|是?怎么|是?如何|是?怎样|{SAYS})")
_IN_POST = re.compile(rf"([\u4e00-\u9fff]{{2,12}}?)(?:对|就|在|针对|都|还|又|是?怎么|是?如何|是?怎样|{SAYING})")
# What somebody did: 李四做了什么?
_DID = re.compile(
    r"(?P<who>[^,，。?？]{2,16}?)(?:都|又|还|后来|当时)?[做干]了?(?:些|过)?(?:什么|啥)(?:事情?)?[呢啊呀]?[?？]*"
)
_DOES = 0.75  # how likely the sentences that name somebody tell what they did
_TELLS = rf"(?!、)[^。；;、]{{0,20}}(?:{SAYS}|结论|观点|看法|回复|回应|答复|置评)"


def _draft(prepared: PreparedArticle, numbers: Sequence[int], confidence: float) -> Draft:
    """Join sentences as they stand, those apart on lines of their own, and cite each."""
    pieces: list[str] = []
    for before, number in zip([None, *numbers], numbers, strict=False):
        if before is not None and (
            number != before + 1 or prepared.sentences[number].paragraph != prepared.sentences[before].paragraph
        ):
            pieces.append("\n")
        pieces.append(prepared.text_of(prepared.sentences[number]))
    citations = tuple(prepared.cite_sentence(prepared.sentences[n]) for n in numbers)
    return Draft("".join(pieces), citations, confidence)


def explain(case: Case) -> Draft | None:
    """Return the sentence that most likely answers, with the one before where it leans on that."""
    prepared = case.prepared
    margins: dict[int, float] = {}
    for span in case.spans:
        margins.setdefault(prepared.sentence_number(span.start), span.score)
    if not margins:
        return None
    lowest = min(margins.values())
    asked = for_models(case.question.text)
    topics = _topics(case)
    ranked = []
    for number in {*margins, *sorted(case.near, key=lambda n: -case.near[n])[:5]}:
        sentence = prepared.sentences[number]
        margin = margins.get(number, lowest)
        signals = case.signals(sentence.start, sentence.end, margin, statement=True)
        # Asked why, a sentence that gives no cause is at best near the answer; one that says nothing new is none.
        # Nor does a headline tell why.
        is_title = case.words(sentence.start, sentence.end).strip() == prepared.article.title
        # An English headline tells where something goes “to”, and no cause.
        misfit = _HEADLINE if is_title else 0.5
        share = (1.0 if signals.fits and not (is_title and prepared.language == "en") else misfit) * (
            1.0 if tells_more(asked, prepared.plain_of(sentence)) else 0.1
        )
        share *= 1.0 if _speaks_of(prepared, topics, number) else _OFF_TOPIC
        ranked.append((probability(signals) * share, -number))
    likely, number = max(ranked)
    number = -number
    first = number
    if (
        first > 0
        and _LEANS_BACK.match(prepared.plain_of(prepared.sentences[first]))
        and prepared.sentences[first - 1].paragraph == prepared.sentences[first].paragraph
    ):
        first -= 1
    return _draft(prepared, range(first, number + 1), likely)


def _topics(case: Case) -> list[str]:
    """Return the terms of a question that few sentences of the article have: what it is about."""
    prepared = case.prepared
    if prepared.language != case.question.language:
        return []
    plain = [for_matching(prepared.plain_of(s)) for s in prepared.sentences]
    terms = [t for t in prepared.relevance.content(case.question.text) if len(t) > 1]
    return [t for t in terms if 0 < sum(t in told for told in plain) <= _RARE]


def _speaks_of(prepared: PreparedArticle, topics: Sequence[str], number: int) -> bool:
    """Tell whether a sentence, the one before or the one behind it has any of the topics; True where there are none."""
    around = for_matching("".join(map(prepared.plain_of, prepared.sentences[max(0, number - 1) : number + 2])))
    return not topics or any(set(topic) <= set(around) for topic in topics)


def tells_more(asked: str, sentence: str) -> bool:
    """Tell whether a sentence says anything that a question has not.

    >>> tells_more("李雷致辞时讲了什么?", "李雷致辞。"), tells_more("李雷致辞时讲了什么?", "李雷致辞,称要修路。")
    (False, True)
    """
    return len(content_letters(sentence) - content_letters(asked)) >= _NEW_LETTERS


def said(case: Case) -> Draft | None:
    """Return what the person that the question names says on its topic; None where nobody is named.

    Where a named person says nothing in the article, the draft has no confidence: better none than another's words.
    """
    prepared = case.prepared
    asked = for_models(case.question.text)
    names = prepared.named_in(asked) or _in_post(prepared, asked) or _body(prepared, asked)
    if not names:
        return _of_nobody(case, asked)
    own = [n for n, speaker in enumerate(prepared.speakers) if speaker in names]
    if not own:  # nobody is quoted, but a sentence may tell what they think: 某某的实验室得出结论
        plain = ((n, prepared.plain_of(s)) for n, s in enumerate(prepared.sentences))
        verb = re.search(SAYING, asked)
        tells = rf"(?:{_TELLS}|[^。；;]{{0,12}}{re.escape(verb[0])})" if verb else _TELLS
        told = re.compile(rf"(?:{'|'.join(map(re.escape, names))}){tells}")
        own = [n for n, words in plain if told.search(words)]
    if not own and names == _body(prepared, asked):
        return None  # it may well have said so in other words
    if not own:
        mention = next(n for n, s in enumerate(prepared.sentences) if names[0] in prepared.plain_of(s))
        return _draft(prepared, [mention], 0.0)
    terms = prepared.relevance.content(_OF_SAYING.sub(" ", re.sub("|".join(map(re.escape, names)), " ", asked)))
    if not terms:
        return _draft(prepared, _run(prepared, own, own[0]), 0.8)
    covered = {n: prepared.relevance.coverage(terms, prepared.text_of(prepared.sentences[n])) for n in own}
    best = max(own, key=lambda n: covered[n] + 0.1 * case.near.get(n, -1.0))
    confidence = min(0.9, 0.25 + 0.6 * covered[best] + 0.1 * case.near.get(best, 0.0))
    return _draft(prepared, _run(prepared, own, best), max(0.0, confidence))


def _in_post(prepared: PreparedArticle, asked: str) -> list[str]:
    """Return who holds the post that a question begins with, where the article gives it to just one person.

    The whole post, its end, or both its ends: 县长 is 云岭县县长 and no 副县长, 村主任 the 村委会主任.
    """
    speaker = _IN_POST.match(asked)
    if speaker is None:
        return []
    of, title = speaker[1][:-2], speaker[1][-2:]
    post = re.compile(rf"(?<!副){re.escape(of)}{'.{0,4}(?<!副)' if of else ''}{re.escape(title)}$")
    plain, people = prepared.plain, prepared.people
    held = [n for n in people if any(post.search(plain[slice(*at)]) for _, at in held_posts(plain, n, people))]
    return held if len(held) == 1 else []


def _body(prepared: PreparedArticle, asked: str) -> list[str]:
    """Return the company or the like that a question begins with, in the article's words; nothing of anybody else."""
    speaker = _IN_POST.match(asked)
    name = speaker[1].removesuffix("方面").removesuffix("官方") if speaker else ""
    return (
        [name]
        if len(name) > 1 and (f"“{name}”" in prepared.plain or (is_body(name) and name in prepared.plain))
        else []
    )


def did(case: Case) -> Draft | None:
    """Return the sentences that name whom a question asks the deeds of; None for any other question.

    A reader of spans has no span for this: any post or thing beside the name would do.
    """
    prepared = case.prepared
    match = _DID.fullmatch(for_models(case.question.text))
    if match is None:
        return None
    plain = {n: prepared.plain_of(s) for n, s in enumerate(prepared.sentences)}
    own = [n for n, words in plain.items() if match["who"] in words and tells_more(match["who"], words)]
    if not own:
        return None
    return _draft(prepared, _run(prepared, own, max(own, key=lambda n: (case.near.get(n, -1.0), -n))), _DOES)


def _of_nobody(case: Case, asked: str) -> Draft | None:
    """Return a draft without confidence where a speaker is asked about whom the article never mentions, else None."""
    speaker = _SPEAKER.match(asked)
    if speaker is None or case.prepared.language != "zh" or not unknown_nouns(case.prepared, speaker[1]):
        return None
    number = max(case.near, key=lambda n: case.near[n], default=0)
    return _draft(case.prepared, [number], 0.0)


def _run(prepared: PreparedArticle, own: Sequence[int], first: int) -> list[int]:
    """Return a sentence and those right behind it in which the speech goes on, in the same paragraph."""
    paragraph = prepared.sentences[first].paragraph
    speech = set(own)
    run = [first]
    while len(run) < _MOST and run[-1] + 1 in speech and prepared.sentences[run[-1] + 1].paragraph == paragraph:
        run.append(run[-1] + 1)
    return run
