"""Says in the language of the page why something that a person brought, asked or sent cannot be used."""

from qa.errors import ArticleQAError, InputError
from qa.question import Language
from ui.texts import REASONS, TEXTS


def reason_of(error: ArticleQAError, spoken: Language) -> str:
    """Return why, as a sentence; the error's own, in English, where the page has none for it."""
    if isinstance(error, InputError) and error.reason in REASONS[spoken]:
        return REASONS[spoken][error.reason].format(got=error.got)
    return str(error)


def problem_of(error: ArticleQAError, spoken: Language) -> str:
    """Say why an article cannot be used."""
    return TEXTS[spoken].bad_article.format(problem=reason_of(error, spoken))
