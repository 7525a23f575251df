"""Tells the articles apart that a conversation is about: which one a citation is of, and what that one is called."""

from dataclasses import dataclass, field

from qa.library_replies import titles
from qa.question import Language
from qa.types import Article, Citation
from ui.article_view import paragraph_number
from ui.texts import TEXTS


@dataclass(frozen=True, slots=True)
class Sources:
    """The articles of a conversation.

    :param articles: at least one, each once.
    """

    articles: tuple[Article, ...]
    _titles: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        told_apart = titles(self.articles) if self.several else [self.articles[0].title]
        ids = [article.id for article in self.articles]
        object.__setattr__(self, "_titles", dict(zip(ids, told_apart, strict=True)))

    @property
    def several(self) -> bool:
        """Whether there are several, so that each has to be named."""
        return len(self.articles) > 1

    @property
    def chars(self) -> int:
        """Characters of all of them."""
        return sum(len(article.text) for article in self.articles)

    @property
    def titles(self) -> tuple[str, ...]:
        """What each is called; no two alike."""
        return tuple(self._titles.values())

    def article(self, citation: Citation) -> Article:
        """Return the article that a citation is of; the first where it is of none."""
        return next((a for a in self.articles if a.id == citation.article_id), self.articles[0])

    def title(self, citation: Citation) -> str:
        """Return what the article is called that a citation is of."""
        return self._titles[self.article(citation).id]

    def paragraph(self, citation: Citation) -> int:
        """Return which paragraph of its article, counted from 1, a citation begins in."""
        return paragraph_number(self.article(citation), citation.start)

    def place(self, citation: Citation, language: Language) -> str:
        """Return where a citation stands: its paragraph, and the article where there are several: 《标题》第3段."""
        paragraph = TEXTS[language].paragraph.format(number=self.paragraph(citation))
        return placed(self.title(citation), paragraph, language) if self.several else paragraph


def placed(title: str, paragraph: str, language: Language) -> str:
    """Return a paragraph with the title of its article: 《标题》第3段.

    >>> placed("年会", "第3段", "zh"), placed("Meeting", "Paragraph 3", "en")
    ('《年会》第3段', 'Meeting, Paragraph 3')
    """
    return f"《{title}》{paragraph}" if language == "zh" else f"{title}, {paragraph}"
