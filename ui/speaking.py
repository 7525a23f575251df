"""What happens when a visitor switches the language of the page; the choice is a cookie, which `head.js` sets."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Self

import gradio as gr
from gradio.blocks import Block

from qa.question import Language
from ui.conversation import Visitor
from ui.opinion_view import opinion_html
from ui.page import Page, browser_language, language
from ui.texts import TEXTS

# How Gradio writes a word that it translates by the browser's language.
_TRANSLATED = re.compile(r'__i18n__\{"__type__": "translation_metadata", "key": "(\w+)"\}')


class Labels:
    """The labels of Gradio's own components, which it translates by the browser's language and not by the visitor's."""

    def __init__(self, blocks: Sequence[Block], keys: Sequence[dict[str, str]]) -> None:
        """Know the labels.

        :param blocks: the components that have any.
        :param keys: for each, which of `ui.texts.Texts` each of its properties shows.
        """
        self.blocks = list(blocks)
        self._keys = list(keys)

    @classmethod
    def of(cls, blocks: gr.Blocks) -> Self:
        """Collect the labels of a page."""
        found = {block: _keys(block) for block in blocks.blocks.values()}
        return cls([b for b, keys in found.items() if keys], [keys for keys in found.values() if keys])

    def said(self, spoken: Language) -> list[Any]:
        """Return what makes each component speak a language."""
        texts = asdict(TEXTS[spoken])
        return [gr.update(**{name: texts[key] for name, key in keys.items()}) for keys in self._keys]


def _keys(block: Block) -> dict[str, str]:
    given = getattr(block, "_constructor_args", None) or [{}]
    found = {name: _TRANSLATED.fullmatch(str(value)) for name, value in given[0].items()}
    return {name: match[1] for name, match in found.items() if match}


class Speaking:
    """The functions of the language switch."""

    def __init__(self, page: Page, labels: Labels) -> None:
        """Serve the switch of a page."""
        self.page = page
        self.labels = labels

    def speak(self, visitor: Visitor | None, request: gr.Request) -> tuple[Any, ...]:
        """Say everything in the language that was chosen.

        Returns (head, dialog for opinions, conversation, article, then the labels; the box has its button's, too).
        """
        spoken = language(request)
        opinion = opinion_html(TEXTS[spoken]) if self.page.feedback else ""
        talk, article, _ = self.page.laid_out(visitor, spoken) if visitor else (gr.skip(),) * 3
        return self.page.head(visitor, request), opinion, talk, article, *self.labels.said(spoken)

    def greet(self, request: gr.Request) -> list[Any]:
        """Say the labels to a visitor who comes back in the language chosen then, where it is not the browser's."""
        spoken = language(request)
        return (
            self.labels.said(spoken) if spoken != browser_language(request) else [gr.skip()] * len(self.labels.blocks)
        )
