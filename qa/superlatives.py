"""Answers which of several has the most or the least, where one sentence gives each of them its amount."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from qa.drafts import Case, Draft
from qa.figures import Figure, figures
from qa.normalize import for_models
from qa.passages import Sentence, Span
from qa.prepared import PreparedArticle
from qa.respective import shared_out

_MORE, _LESS = "多高大长贵重快远强深宽", "少低小短轻慢近弱浅窄"
_ASKS = re.compile(rf"^(?=.*(?:哪|谁|什么)).*?最(?P<adjective>[{_MORE}{_LESS}]|便宜|(?:早|晚)(?=的?[是叫]?[谁哪什]))")
_MOST_OF = re.compile(r"最[\u4e00-\u9fff]宜?")
_IN_ALL = re.compile("累计|[合总共]计|总[数量]|一共|平均|其[中他余]|同比|环比|[增减]")
_FIRST = "第一|首位|居首|榜首"
# What a clause says of an amount before it: 榆林608名, 甲为3万辆.
_ITEM = re.compile(
    r"^(?:其中|而|和|以及|另外?|分别为)?[,，:：]?(?P<name>“[^“”]{1,14}”|《[^《》]{1,20}》|[A-Za-z\u4e00-\u9fff·]{1,14}?)"
    r"(?:有|为|是|达|则?为|约|近|超过?|占|投放|售出|销售|产|共|用时|用了|耗时|售价|报价|得了?)*$"
)
_BREAK = re.compile(r"[、,，;；:：。!！?？]")
_OF_TIME = frozenset(("秒", "分", "分钟", "小时", "天"))
_KIND = re.compile("哪一?[个家座支所条](?P<kind>[\u4e00-\u9fff])")
_SPOKEN_OF, _NAMED = 0.3, 0.3
_LIKELY = 0.7


@dataclass(frozen=True, slots=True)
class _Item:
    """One of several things with its amount, as offsets into the article."""

    name: str
    span: Span
    amount: Figure


def most(case: Case) -> Draft | None:
    """Return the one of several that has the most, or the least; None where none is ahead.

    Only where the article says so of none itself.
    """
    prepared, asked = case.prepared, for_models(case.question.text)
    match = _ASKS.search(asked)
    if match is None or case.question.language != prepared.language or prepared.language != "zh":
        return None
    terms = prepared.relevance.content(_MOST_OF.sub(" ", asked))
    kind = _KIND.search(asked)
    adjective = match["adjective"]
    best: tuple[float, Sequence[_Item]] = (0.0, ())
    for number in case.near:
        sentence = prepared.sentences[number]
        covered = prepared.relevance.coverage(terms, prepared.text_of(sentence))
        if covered >= _SPOKEN_OF and re.search(rf"最{adjective}|{_FIRST}", prepared.plain_of(sentence)):
            return None
        for row in chain(_shared_out(prepared, sentence), _rows(prepared, sentence.start, sentence.end)):
            # 哪个区: most of them are districts.
            named = kind is not None and 2 * sum(item.name.endswith(kind["kind"]) for item in row) > len(row)
            if covered < _SPOKEN_OF and not (named and case.near[number] > 0):
                continue
            best = max(best, (covered + _NAMED * named, row), key=lambda found: found[0])
    if best[1] and _told_elsewhere(prepared, best[1]):
        return None  # of others the amounts are told in other sentences
    # Who is fast takes little time.
    takes_time = bool(best[1]) and best[1][0].amount.unit in _OF_TIME and adjective in "快慢"
    down = (adjective in (*_LESS, "便宜")) != takes_time
    ranked = sorted(best[1], key=lambda item: item.amount.value, reverse=not down)
    if len(ranked) < 2 or ranked[0].amount.value == ranked[1].amount.value:
        return None
    start, end = ranked[0].span
    return Draft(case.words(start, end), (prepared.cite(start, end),), _LIKELY)


def _shared_out(prepared: PreparedArticle, sentence: Sentence) -> Iterator[list[_Item]]:
    """Yield the things of a sentence that amounts of one unit are told of one by one."""
    for items in shared_out(prepared.plain, sentence.start, sentence.end):
        if len({figure.unit for _, _, figure in items} - {""}) <= 1 and items[0][2].kind != "ordinal":
            named = ((thing.partition("的")[0], at, figure) for thing, at, figure in items)  # 3号线的客流
            yield [_Item(thing, _between(prepared, sentence, thing, at), figure) for thing, at, figure in named]


def _between(prepared: PreparedArticle, sentence: Sentence, thing: str, amount: Span) -> Span:
    """Return where a thing is named in a sentence: the answer, as its amount stands elsewhere."""
    start = prepared.plain.find(thing, sentence.start, amount[0])
    return (start, start + len(thing)) if start >= 0 else amount


def _told_elsewhere(prepared: PreparedArticle, row: Sequence[_Item]) -> bool:
    """Tell whether another sentence gives something else an amount of the same unit."""
    here = prepared.sentence_number(row[0].span[0])
    sort = row[0].amount.kind, row[0].amount.unit
    names = {item.name for item in row}
    for number, sentence in enumerate(prepared.sentences):
        edges = [sentence.start, *(m.end() for m in _BREAK.finditer(prepared.plain, sentence.start, sentence.end))]
        if number == here:
            continue
        for start, end in pairwise([*edges, sentence.end]):
            item = _item(prepared.plain, start, end)
            if item and (item.amount.kind, item.amount.unit) == sort and item.name not in names:
                return True
    return False


def _rows(prepared: PreparedArticle, low: int, high: int) -> Iterator[list[_Item]]:
    """Yield the runs of two and more things with amounts of one unit that stand side by side in [low, high)."""
    plain = prepared.plain
    run: list[_Item] = []
    edges = [low, *(m.end() for m in _BREAK.finditer(plain, low, high)), high]
    for start, end in pairwise(edges):
        item = _item(plain, start, end)
        if item and (not run or (run[-1].amount.kind, run[-1].amount.unit) == (item.amount.kind, item.amount.unit)):
            run.append(item)
            continue
        if len(run) > 1:
            yield run
        run = [item] if item else []
    if len(run) > 1:
        yield run


def _item(plain: str, start: int, end: int) -> _Item | None:
    """Return what one clause gives an amount to, where it says no more than that."""
    words = plain[start:end].rstrip("、,，;；:：。!！?？ ")
    amounts = figures(words)
    if len(amounts) != 1 or amounts[0].kind == "ordinal" or amounts[0].end != len(words):
        return None
    named = _ITEM.match(words[: amounts[0].start])
    if named is None or _IN_ALL.search(named["name"]):
        return None
    return _Item(named["name"], (start + named.start("name"), start + named.end("name")), amounts[0])
