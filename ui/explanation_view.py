"""Shows why a question was answered, or refused, as it was: as HTML, below the answer."""

from collections.abc import Sequence

from qa.explanation import Explanation
from qa.question import Language
from qa.types import Article, Citation, Evidence
from ui.answer_view import cite_link
from ui.article_view import paragraph_number, weighed_key
from ui.markup import safe
from ui.texts import TEXTS, Texts

# The best passages are shown, each by its first words.  # passages, characters
_PASSAGES, _WORDS = 6, 44


def explanation_html(article: Article, turn: int, why: Explanation, language: Language) -> str:
    """Return an explanation: the completed question, the decision, passages with their scores, sentences weighed.

    :param turn: the question, counted from 0, that it is about.
    """
    texts = TEXTS[language]
    rows = [(texts.why_question, f"<span dir='auto'>{safe(why.question)}</span>")]
    if why.read:
        decision = texts.why_answered if why.answered else texts.why_refused
        rows.append((texts.why_decision, safe(decision.format(likely=why.likelihood, threshold=why.threshold))))
        read = texts.why_read.format(number=len(why.read), shown=min(_PASSAGES, len(why.read)))
        rows.append((read, _passages(article, why.read[:_PASSAGES], texts)))
    else:
        rows.append((texts.why_decision, safe(texts.why_unread)))
    if why.weighed:
        rows.append((texts.why_weighed, _weighed(article, turn, why.weighed, texts)))
    body = "".join(f"<dt>{safe(name)}</dt><dd>{value}</dd>" for name, value in rows)
    return f"<section class='why' aria-label='{safe(texts.why)}'><dl>{body}</dl></section>"


def _passages(article: Article, read: Sequence[Evidence], texts: Texts) -> str:
    best = max(e.score for e in read)
    rows = []
    for evidence in read:
        passage = evidence.passage
        number = paragraph_number(article, passage.start)
        label = safe(texts.paragraph.format(number=number))
        # The retriever's scores are sums of 1 / (60 + rank): only how they compare with one another tells something.
        share = max(0.0, evidence.score / best) if best > 0 else 0.0
        words = safe(passage.text[:_WORDS]) + ("…" if len(passage.text) > _WORDS else "")
        rows.append(
            f"<li><a class='where' href='#p-{number}' aria-label='{safe(texts.show.format(number=number))}'>{label}</a>"
            f"<span class='words' dir='auto'>{words}</span>"
            f"<meter min='0' max='1' value='{share:.3f}' aria-hidden='true'></meter>"
            f"<span class='score'>{evidence.score:.3f}</span></li>"
        )
    return f"<ol class='passages'>{''.join(rows)}</ol>"


def _weighed(article: Article, turn: int, weighed: Sequence[Citation], texts: Texts) -> str:
    rows = []
    for n, citation in enumerate(weighed):
        number = paragraph_number(article, citation.start)
        label = safe(texts.paragraph.format(number=number))
        link = cite_link(weighed_key(turn, n), number, label, texts, kind="where")
        words = citation.quote[:_WORDS].strip() + ("…" if len(citation.quote) > _WORDS else "")
        rows.append(f"<li>{link}<span class='words' dir='auto'>{safe(words)}</span></li>")
    return f"<ul class='weighed'>{''.join(rows)}</ul>"
