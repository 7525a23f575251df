"""Who may come in: the name and password that the server asks for, and a limit on wrong guesses."""

import base64
import binascii
import hashlib
import hmac
import ipaddress
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Self

from qa.errors import InputError

# Wrong guesses that one client has in a minute, and clients that are remembered for it.
WRONG_TRIES, WINDOW_SECONDS, CLIENTS = 10, 60.0, 10_000
# A name and a password; more is not one of ours.
MAX_CHARS = 1_000


class Credentials:
    """A name with its password, kept as a digest only, so that no log, error or traceback can show them."""

    def __init__(self, text: str, *, source: str) -> None:
        """Take a name and a password.

        :param text: USER:PASSWORD; a password may hold colons.
        :param source: where it comes from, for the error, which never holds the text.
        :raises InputError: no name, no password, control characters, or more than `MAX_CHARS` characters.
        """
        user, _, password = text.partition(":")
        if not user or not password or not text.isprintable() or len(text) > MAX_CHARS:
            raise InputError(
                f"expected {source} to hold one line USER:PASSWORD of at most {MAX_CHARS:,} printable characters,"
                f" got {len(text):,} that are not (they are not shown)"
            )
        self._key = secrets.token_bytes(32)
        self._digest = self._digest_of(text.encode("utf-8", "surrogatepass"))

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read the one line of a file.

        :raises InputError: a file that cannot be read, or that holds something else. The name of the file is not
            shown: people give the password itself by mistake.
        """
        try:
            with path.open("rb") as file:
                text = file.read(8 * MAX_CHARS).decode("utf-8-sig")
        except (OSError, ValueError):
            raise InputError(
                "expected --auth to name a file that holds USER:PASSWORD, got something that cannot be read"
            ) from None
        return cls(text.removesuffix("\n").removesuffix("\r"), source="the file of --auth")

    def accepts(self, header: str) -> bool:
        """Tell, in the same time for every wrong guess, whether an Authorization header is right (RFC 7617)."""
        scheme, _, encoded = header.strip().partition(" ")
        try:
            given = base64.b64decode(encoded.strip(), validate=True) if scheme.lower() == "basic" else b""
        except (binascii.Error, ValueError):
            given = b""
        return hmac.compare_digest(self._digest_of(given), self._digest)

    def _digest_of(self, given: bytes) -> bytes:
        return hmac.new(self._key, given, hashlib.sha256).digest()


class WrongTries:
    """Counts the wrong guesses of each client. Used from one thread."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tries: OrderedDict[str, tuple[int, float]] = OrderedDict()  # client: (tries, when they are forgotten)

    def add(self, client: str) -> None:
        """Count a wrong guess."""
        key, now = _network(client), self._clock()
        tries, until = self._tries.pop(key, (0, 0.0))
        self._tries[key] = (tries + 1, until) if until > now else (1, now + WINDOW_SECONDS)
        if len(self._tries) > CLIENTS:
            self._tries.popitem(last=False)

    def wait(self, client: str) -> float:
        """Return for how many seconds a client may not guess again; 0 where it may."""
        tries, until = self._tries.get(_network(client), (0, 0.0))
        return max(0.0, until - self._clock()) if tries >= WRONG_TRIES else 0.0


def _network(client: str) -> str:
    """Return what one person holds of the addresses: a whole /64 in IPv6.

    >>> _network("192.0.2.1"), _network("2001:db8::1:2"), _network("")
    ('192.0.2.1', '2001:db8::/64', '')
    """
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    return client if address.version == 4 else str(ipaddress.ip_network(f"{address}/64", strict=False))
