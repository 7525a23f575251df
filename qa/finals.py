"""Answers who came first, second or third: by the one final, or the medals, of which an article tells."""

from qa.contests import Placed, otherwise, placings, rank_asked, without_ranks
from qa.drafts import Case, Draft
from qa.normalize import for_models

_HOLDS = 0.7
# What the contest is called must be spoken of beside it, or in the title, to this share.
_SPOKEN_OF = 0.7


def ranked(case: Case) -> Draft | None:
    """Return who came first, second or third, where a question asks that and the article tells it of just one."""
    prepared, asked = case.prepared, for_models(case.question.text)
    rank = rank_asked(asked)
    if rank is None or case.question.language != prepared.language:
        return None
    terms = prepared.relevance.content(without_ranks(asked))
    found: dict[str, Placed] = {}
    for placed in placings(prepared):
        around = [prepared.text_of(s) for s in prepared.sentences[max(0, placed.sentence - 1) : placed.sentence + 1]]
        told = prepared.sentences[placed.sentence]
        start, end = placed.who
        if (
            placed.rank == rank
            and prepared.relevance.coverage(terms, prepared.article.title, *around) >= _SPOKEN_OF
            and not otherwise(asked, prepared.plain_of(told), start - told.start, end - told.start)
        ):
            found[case.words(start, end)] = placed
    names = [n for n, placed in found.items() if placed.by_final] or list(found)
    if len({n for n in names if not any(n != other and n in other for other in names)}) != 1:
        return None
    name = max(names, key=len)
    return Draft(name, (prepared.cite(*found[name].who),), _HOLDS)
