"""Bounds the memory of all visitors together: when their articles no longer fit, those used longest ago make room."""

import threading
from weakref import WeakValueDictionary

from ui.conversation import Desk, Visitor

# Characters of all articles that visitors have open. An article that is ready takes 50 to 100 bytes a character.
MOST_CHARS = 10_000_000


class Visitors:
    """The visitors who brought an article of their own, as long as their sessions last. For many threads."""

    def __init__(self, *, opening: Desk) -> None:
        """Know nobody yet.

        :param opening: the article that all begin with, which takes no room of anybody.
        """
        self._opening = opening
        self._known: WeakValueDictionary[int, Visitor] = WeakValueDictionary()
        self._lock = threading.Lock()

    def opened(self, visitor: Visitor) -> None:
        """Count the article that a visitor has just opened; others make room for it if need be."""
        with self._lock:
            self._known[id(visitor)] = visitor
            others = [v for v in self._known.values() if v is not visitor and self._holds(v)]
            room = MOST_CHARS - visitor.conversation.sources.chars
            stays = {visitor.conversation.desk: True}  # two windows of a visitor may share one
            for other in sorted(others, key=lambda v: v.conversation.used, reverse=True):
                desk = other.conversation.desk
                if desk not in stays:
                    room -= desk.sources.chars
                    stays[desk] = room >= 0
                if not stays[desk]:
                    other.conversation.put_away()

    def _holds(self, visitor: Visitor) -> bool:
        desk = visitor.conversation.desk
        return desk is not self._opening and not desk.away
