"""Fetches a public web page, and nothing that only this machine or its network can reach.

Whoever asks for a page names its address; by its name, a redirect, or a change of the name between two look-ups, an
address may lead to machines that trust this one. So the name is looked up here, every address that it has must be
public, and the connection goes to the very address that was checked; the name is kept for Host header and certificate.
"""

import ipaddress
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from qa.article import Form, article_from_content
from qa.errors import FetchError
from qa.settings import MAX_FILE_BYTES
from qa.types import Article

if TYPE_CHECKING:
    import httpcore
    import httpx

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

TIMEOUT = 15.0  # seconds, for everything together
MAX_REDIRECTS = 5
MAX_URL_CHARS = 2_000
FORMS: Mapping[str, Form] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/pdf": "pdf",
}
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_CHUNK_BYTES = 65_536

_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
# Special blocks that Python 3.11 takes for public: protocol assignments, 6to4 relays, documentation.
_SPECIAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: `url` is the last one after redirects, `content_type` the header's value."""

    data: bytes
    url: str
    content_type: str


def is_public(address: IPAddress) -> bool:
    """Tell whether an address can be reached by everybody; an IPv4 one in an IPv6 disguise is judged by itself.

    >>> is_public(ipaddress.ip_address("::ffff:127.0.0.1")), is_public(ipaddress.ip_address("1.1.1.1"))
    (False, True)
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if hidden := address.ipv4_mapped or address.sixtofour:
            return is_public(hidden)
        if address.teredo or address not in _GLOBAL_UNICAST:
            return False
    if any(address in network for network in _SPECIAL):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def resolve(host: str) -> Sequence[str]:
    """Return the addresses of a host name, by the system's resolver.

    :raises OSError: no such name.
    """
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What may be reached, and how: the boundary that tests replace.

    :param resolve: gives the addresses of a name, may raise OSError.
    :param permits: tells whether an address may be connected to.
    :param ports: those that may be connected to; None for any.
    :param tls: whom to trust; the usual authorities where None.
    """

    resolve: Callable[[str], Sequence[str]] = resolve
    permits: Callable[[IPAddress], bool] = is_public
    ports: frozenset[int] | None = frozenset((80, 443))
    tls: ssl.SSLContext | None = None


PUBLIC = Network()


def article_from_url(
    url: str, *, timeout: float = TIMEOUT, max_bytes: int = MAX_FILE_BYTES, network: Network = PUBLIC
) -> Article:
    """Fetch a public page and make an article of it; parameters as in `fetch`.

    :raises FetchError: an address that is refused or cannot be read.
    :raises ArticleError: a page without text.
    """
    page = fetch(url, timeout=timeout, max_bytes=max_bytes, network=network)
    kind, _, parameters = page.content_type.partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", parameters, re.I)
    return article_from_content(
        page.data,
        form=FORMS[kind.strip().lower()],
        charset=charset[1] if charset else None,
        metadata={"url": page.url},
    )


def fetch(url: str, *, timeout: float = TIMEOUT, max_bytes: int = MAX_FILE_BYTES, network: Network = PUBLIC) -> Fetched:
    """Fetch a public page of text, html or pdf over http or https.

    :param url: with a host name, without user name and password.
    :param timeout: seconds for everything together: look-ups, redirects, the page.
    :param max_bytes: of the page, as it travels and unpacked.
    :raises FetchError: an address that is refused, or a page that cannot be read, is too slow, too large, or no text.
    """
    deadline = time.monotonic() + timeout
    for _ in range(MAX_REDIRECTS + 1):
        target = _checked_url(url, network)
        try:
            answer = _get(target, deadline=deadline, max_bytes=max_bytes, network=network)
        except _TooSlow:
            raise FetchError(
                f"expected the page within {timeout:g} seconds, got no end of it", reason="too_slow"
            ) from None
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise FetchError(f"expected at most {MAX_REDIRECTS} redirects, got more", reason="unreachable")


class _TooSlow(Exception):  # noqa: N818 - never leaves this file
    """The deadline has passed."""


def _remaining(deadline: float) -> float:
    """Return the seconds that are left.

    :raises _TooSlow: none is.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise _TooSlow
    return left


def _shown(text: str) -> str:
    """Return what a stranger sent, fit for a one-line message."""
    return repr(text if len(text) <= 100 else text[:99] + "…")


def _checked_url(url: str, network: Network) -> "httpx.URL":
    """Parse an address and check what can be checked without a look-up.

    :raises FetchError: not a plain http or https address.
    """
    import httpx  # here and below: only fetching needs it

    if not isinstance(url, str):
        raise FetchError(f"expected a web address as str, got {type(url).__name__}", reason="address")
    url = url.strip()
    if len(url) > MAX_URL_CHARS:
        raise FetchError(
            f"expected a web address of at most {MAX_URL_CHARS:,} characters, got {len(url):,}", reason="address"
        )
    try:
        parsed = httpx.URL(url)
        host, port = parsed.raw_host.decode("ascii"), parsed.port
    except (httpx.InvalidURL, ValueError, TypeError):
        raise FetchError(f"expected a web address, got {_shown(url)}", reason="address") from None
    if parsed.scheme not in ("http", "https"):
        raise FetchError(
            f"expected an address that begins with http:// or https://, got {_shown(url)}", reason="address"
        )
    if not host:
        raise FetchError(f"expected a web address with a host name, got {_shown(url)}", reason="address")
    if parsed.userinfo:
        raise FetchError("expected a web address without user name and password, got one with them", reason="address")
    port = port or (443 if parsed.scheme == "https" else 80)
    if network.ports is not None and port not in network.ports:
        raise FetchError(f"expected port {' or '.join(map(str, sorted(network.ports)))}, got {port}", reason="address")
    last = host.rstrip(".").rpartition(".")[2]
    if ":" not in host and re.fullmatch(r"\d+|0[xX][0-9a-fA-F]*", last):
        try:  # 2130706433, 0x7f.1 and 0177.0.0.1 all mean 127.0.0.1 to some resolver
            ipaddress.IPv4Address(host)
        except ValueError:
            raise FetchError(f"expected a host name or a plain address, got {_shown(host)}", reason="address") from None
    return parsed


def _addresses(host: str, *, deadline: float, network: Network) -> Sequence[IPAddress]:
    """Look a host up and check every address that it has.

    :raises FetchError: no such host, or an address that is not public.
    """
    replies: Queue[Sequence[str] | OSError] = Queue()

    def look_up() -> None:
        try:
            replies.put(network.resolve(host))
        except (OSError, UnicodeError) as error:
            replies.put(error if isinstance(error, OSError) else OSError(str(error)))

    # The system's resolver knows no deadline; a thread that is given up ends by itself.
    Thread(target=look_up, daemon=True).start()
    try:
        found = replies.get(timeout=_remaining(deadline))
    except Empty:
        raise _TooSlow from None
    if isinstance(found, OSError) or not found:
        raise FetchError(f"no such host: {_shown(host)}", reason="no_host", got=_shown(host))
    addresses = [ipaddress.ip_address(text.partition("%")[0]) for text in found]
    for address in addresses:
        if not network.permits(address):
            raise FetchError(
                f"expected a public web address, got {_shown(host)}, which leads to {address}",
                reason="not_public",
                got=_shown(host),
            )
    return addresses


def _backend(*, deadline: float, network: Network) -> "httpcore.NetworkBackend":
    """Return how httpcore connects: to an address that was looked up and checked here, within the deadline."""
    import httpcore

    class Stream(httpcore.NetworkStream):
        """A connection that ends at the deadline, however slowly its bytes drip."""

        def __init__(self, inner: httpcore.NetworkStream) -> None:
            self._inner = inner

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            return self._inner.read(max_bytes, _remaining(deadline))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            self._inner.write(buffer, _remaining(deadline))

        def close(self) -> None:
            self._inner.close()

        def start_tls(
            self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
        ) -> httpcore.NetworkStream:
            return Stream(self._inner.start_tls(ssl_context, server_hostname, _remaining(deadline)))

        def get_extra_info(self, info: str) -> object:
            return self._inner.get_extra_info(info)

    class Backend(httpcore.NetworkBackend):
        """Connects to checked addresses only."""

        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: object = None,
        ) -> httpcore.NetworkStream:
            error: Exception = httpcore.ConnectError("no address")
            for address in _addresses(host, deadline=deadline, network=network):
                try:
                    return Stream(httpcore.SyncBackend().connect_tcp(str(address), port, _remaining(deadline)))
                except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                    error = failed
            raise error

    return Backend()


def _get(url: "httpx.URL", *, deadline: float, max_bytes: int, network: Network) -> Fetched | str:
    """Ask for one page; return it, or the address that it redirects to.

    :raises FetchError: refused, unreadable, too large, or no text.
    :raises _TooSlow: the deadline has passed.
    """
    import httpcore
    import httpx

    # Neither proxies nor authorities from the environment: a proxy would do the look-up for us.
    tls = network.tls or httpx.create_ssl_context(trust_env=False)
    headers: dict[bytes | str, bytes | str] = {
        "User-Agent": "article-qa",
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,application/pdf;q=0.9",
        "Accept-Encoding": "gzip",
    }
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=tls, network_backend=_backend(deadline=deadline, network=network)
            ) as pool,
            pool.stream("GET", str(url.copy_with(fragment=None)), headers=headers) as response,
        ):
            fields = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in response.headers}
            if response.status in _REDIRECTS and "location" in fields:
                return urljoin(str(url), fields["location"])
            content_type = _checked_fields(response.status, fields, max_bytes=max_bytes)
            parts = response.iter_stream()
            if fields.get("content-encoding", "identity").strip().lower() in ("gzip", "x-gzip"):
                data = _unpacked(parts, max_bytes=max_bytes, deadline=deadline)
            else:
                data = _joined(parts, max_bytes=max_bytes)
            return Fetched(data, str(url), content_type)
    except httpcore.TimeoutException:
        raise _TooSlow from None
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as error:
        if isinstance(error, FetchError):
            raise
        raise FetchError(
            f"the page cannot be read ({type(error).__name__}: {_shown(str(error))})", reason="unreachable"
        ) from None


def _checked_fields(status: int, fields: Mapping[str, str], *, max_bytes: int) -> str:
    """Return the content type of a reply that is fit to be read.

    :raises FetchError: another status than 200, no text, too large.
    """
    if status != 200:
        raise FetchError(f"expected the page (status 200), got status {status}", reason="status", got=str(status))
    content_type = fields.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() not in FORMS:
        raise FetchError(f"expected a page of type {', '.join(FORMS)}, got {_shown(content_type)}", reason="page_type")
    encoding = fields.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip"):
        raise FetchError(f"expected a page plain or packed with gzip, got {_shown(encoding)}", reason="page_type")
    length = fields.get("content-length", "0")
    if length.isdecimal() and int(length[:20]) > max_bytes:
        raise _too_large(max_bytes)
    return content_type


def _too_large(max_bytes: int) -> FetchError:
    return FetchError(f"expected a page of at most {max_bytes:,} bytes, got more", reason="too_large")


def _joined(parts: Iterator[bytes], *, max_bytes: int) -> bytes:
    """Return a page that travels unpacked.

    :raises FetchError: too large.
    """
    data = bytearray()
    for part in parts:
        data += part
        if len(data) > max_bytes:
            raise _too_large(max_bytes)
    return bytes(data)


def _unpacked(parts: Iterator[bytes], *, max_bytes: int, deadline: float) -> bytes:
    """Return a page that travels packed with gzip, never holding more than the limit and one piece.

    :raises FetchError: too large, packed or unpacked; broken or cut off.
    """
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)  # 16: with the header of gzip
    data, travelled = bytearray(), 0
    try:
        for part in parts:
            travelled += len(part)
            rest = part
            while rest and not unpacker.eof:
                _remaining(deadline)
                data += unpacker.decompress(rest, _CHUNK_BYTES)
                rest = unpacker.unconsumed_tail
                if len(data) > max_bytes:
                    raise _too_large(max_bytes)
            if travelled > max_bytes:
                raise _too_large(max_bytes)
        data += unpacker.flush()
    except zlib.error:
        raise FetchError("expected a page packed with gzip, got one that cannot be unpacked", reason="broken") from None
    if not unpacker.eof:
        raise FetchError("expected a page packed with gzip, got one that is cut off", reason="broken")
    return bytes(data)
