"""How many questions are answered at once: the models are loaded once a process, and so is this counted once."""

import threading
from collections.abc import Callable
from typing import Self, TypeVar

import anyio

T = TypeVar("T")


class Slots:
    """A number of places; whoever enters waits for one."""

    def __init__(self, number: int) -> None:
        self._free = number
        self._number = number
        self._changed = threading.Condition()

    @property
    def number(self) -> int:
        """How many there are."""
        return self._number

    @number.setter
    def number(self, number: int) -> None:
        with self._changed:
            self._free += number - self._number
            self._number = number
            self._changed.notify_all()

    def __enter__(self) -> Self:
        with self._changed:
            self._changed.wait_for(lambda: self._free > 0)
            self._free -= 1
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._free += 1
            self._changed.notify()


ANSWERING = Slots(2)


class FullError(Exception):
    """There are too many in a line already."""


class Line:
    """Requests that wait, without a thread each, to be worked on a few at a time."""

    def __init__(self, *, at_once: int, most: int) -> None:
        """Form a line.

        :param at_once: how many are worked on at a time, each in a thread.
        :param most: how many may be in the line, those that are worked on among them.
        """
        self._limiter = anyio.CapacityLimiter(at_once)
        self._most = most
        self._inside = 0

    async def run(self, work: Callable[[], T]) -> T:
        """Work in a thread once it is this request's turn.

        :raises FullError: there are too many in the line.
        """
        if self._inside >= self._most:
            raise FullError
        self._inside += 1
        try:
            return await anyio.to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._inside -= 1
