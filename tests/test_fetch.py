"""Fetching, against servers of the test's own on loopback; the only fakes are the look-up and the permission."""

import gzip
import ipaddress
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import ArticleError, FetchError
from qa.fetch import PUBLIC, Network, article_from_url, fetch, is_public

Respond = Callable[[BaseHTTPRequestHandler], None]
PAGE = "<html><body><h1>年会闭幕</h1><p>会议由敖宏主持。会议在北京召开。</p></body></html>"


@contextmanager
def serving(respond: Respond, *, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve on a free port of a loopback address; gives the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                respond(self)
            except (OSError, ValueError):  # the client has had enough
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            pass

    server = Quiet((address, 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(
    body: bytes, *, status: int = 200, kind: str | None = "text/html; charset=utf-8", length: bool = True, **fields: str
) -> Respond:
    def respond(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        if kind is not None:
            request.send_header("Content-Type", kind)
        if length:
            request.send_header("Content-Length", str(len(body)))
        for name, value in fields.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return respond


def local(**changes: object) -> Network:
    """A network in which every name leads to loopback, and 127.0.0.1 counts as public."""
    values: dict[str, object] = {
        "resolve": lambda host: ["127.0.0.1"],
        "permits": lambda address: str(address) == "127.0.0.1",
        "ports": None,
    }
    return Network(**(values | changes))  # type: ignore[arg-type]


def test_a_page_becomes_an_article_that_knows_its_address() -> None:
    seen: list[str] = []

    def respond(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.headers["Host"])
        reply(PAGE.encode())(request)

    with serving(respond) as port:
        article = article_from_url(f"http://news.example:{port}/a?b=1#part", network=local())
    assert article.title == "年会闭幕"
    assert "会议由敖宏主持。" in article.text
    assert article.metadata["url"] == f"http://news.example:{port}/a?b=1#part"
    assert seen == [f"news.example:{port}"]


@pytest.mark.parametrize("label", ["text/html; charset=gb2312", 'text/html; charset="GBK"', "text/html"])
def test_the_encoding_comes_from_the_header_or_the_looks_of_the_page(label: str) -> None:
    with serving(reply(PAGE.encode("gb18030"), kind=label)) as port:
        assert "敖宏" in article_from_url(f"http://news.example:{port}/", network=local()).text


def test_plain_text_is_taken_as_it_is() -> None:
    with serving(reply("会议<b>由敖宏</b>主持。".encode(), kind="text/plain")) as port:
        assert article_from_url(f"http://news.example:{port}/", network=local()).text == "会议<b>由敖宏</b>主持。"


def test_a_page_without_text_is_an_article_error() -> None:
    with serving(reply(b"<html><script>1</script></html>")) as port, pytest.raises(ArticleError, match="without any"):
        article_from_url(f"http://news.example:{port}/", network=local())


def test_gzip_is_unpacked() -> None:
    packed = gzip.compress(PAGE.encode() * 50)
    with serving(reply(packed, Content_Encoding="gzip")) as port:
        assert fetch(f"http://news.example:{port}/", network=local()).data == PAGE.encode() * 50


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.0.1", "192.168.1.1", "127.0.0.1", "127.9.9.9", "0.0.0.0", "169.254.169.254", "100.64.0.1",
        "192.0.0.8", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "3fff::1", "::7f00:1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1",
        "2002:7f00:1::", "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    network = Network(resolve=lambda host: ["1.1.1.1", address])  # one bad address among good ones is enough
    with pytest.raises(FetchError, match="public"):
        fetch("http://news.example/", network=network)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_permitted(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@given(st.integers(0, 2**32 - 1))
def test_a_disguise_makes_no_address_public(number: int) -> None:
    plain = ipaddress.IPv4Address(number)
    for prefix in (0xFFFF << 32, 0x64FF9B << 96):
        assert is_public(ipaddress.IPv6Address(prefix | number)) == is_public(plain)
    assert not is_public(ipaddress.IPv6Address(number))  # IPv4-compatible


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/", "http://0x7f.1/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://0/",
        "http://127.0.0.1./", "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://１２７.０.０.１/",
        "http://localhost/", "https://127.0.0.1/",
    ],
)  # fmt: skip
def test_every_way_to_write_loopback_is_refused(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://news.example/", "http://"),
        ("file:///etc/passwd", "http://"),
        ("javascript:alert(1)", "http://"),
        ("news.example", "http://"),
        ("", "http://"),
        ("http://", "host name"),
        ("http://user:secret@news.example/", "password"),
        ("http://user@news.example/", "password"),
        ("http://news.example:8080/", "port 80 or 443"),
        ("http://news.example:22/", "port 80 or 443"),
        ("http://news.example\x00/", "web address"),
        ("http://[::1/", "web address"),
        ("http://news.example/" + "a" * 3000, "2,000 characters"),
    ],
)
def test_addresses_that_are_refused_without_a_look_up(url: str, says: str) -> None:
    def never(host: str) -> Sequence[str]:
        raise AssertionError(f"looked {host} up")

    with pytest.raises(FetchError, match=says) as error:
        fetch(url, network=Network(resolve=never))
    assert "\n" not in str(error.value) and "secret" not in str(error.value)


def test_an_unknown_host_is_refused() -> None:
    def unknown(host: str) -> Sequence[str]:
        raise socket.gaierror(-2, "Name or service not known")

    def nowhere(host: str) -> Sequence[str]:
        return []

    for resolve in (unknown, nowhere):
        with pytest.raises(FetchError, match=r"no such host: 'news\.example'"):
            fetch("http://news.example/", network=Network(resolve=resolve))


@settings(deadline=None)  # the first look at an address loads an HTTP client
@given(st.text(max_size=40))
def test_any_text_as_an_address_is_refused_in_one_line(url: str) -> None:
    for each in (url, "http://" + url):
        with pytest.raises(FetchError) as error:
            fetch(each, network=Network(resolve=lambda host: ["127.0.0.1"]))
        assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(status: int) -> None:
    def respond(request: BaseHTTPRequestHandler) -> None:
        if request.path == "/":
            reply(b"", status=status, Location="/b")(request)
        else:
            reply(PAGE.encode())(request)

    with serving(respond) as port:
        assert fetch(f"http://news.example:{port}/", network=local()).url == f"http://news.example:{port}/b"


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("http://inner.example/", "public"),
        ("http://127.0.0.2/", "public"),
        ("//127.0.0.2/", "public"),
        ("file:///etc/passwd", "http://"),
        ("http://u:p@news.example/", "password"),
        ("http://2130706433/", "plain address"),
    ],
)
def test_a_redirect_is_checked_again(target: str, says: str) -> None:
    network = local(resolve=lambda host: ["127.0.0.1"] if host == "news.example" else ["127.0.0.2"])
    with (
        serving(reply(b"", status=302, Location=target)) as port,
        pytest.raises(FetchError, match=says),
    ):
        fetch(f"http://news.example:{port}/", network=network)


def test_redirects_come_to_an_end() -> None:
    asked: list[str] = []

    def respond(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.path)
        reply(b"", status=302, Location=request.path + "a")(request)

    with serving(respond) as port, pytest.raises(FetchError, match="at most 5 redirects"):
        fetch(f"http://news.example:{port}/", network=local())
    assert len(asked) == 6


def test_a_name_is_looked_up_once_and_the_connection_goes_where_the_check_was() -> None:
    """A resolver that answers differently the second time (DNS rebinding) gains nothing."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    looked_up: list[str] = []

    def resolve(host: str) -> Sequence[str]:
        looked_up.append(host)
        return next(answers)

    with serving(reply(PAGE.encode())) as port:
        url = f"http://news.example:{port}/"
        assert fetch(url, network=local(resolve=resolve)).data == PAGE.encode()
        assert looked_up == ["news.example"]
        with pytest.raises(FetchError, match=r"leads to 127\.0\.0\.2"):
            fetch(url, network=local(resolve=resolve))


def test_a_redirect_to_the_same_name_is_looked_up_and_checked_again() -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    with (
        serving(reply(b"", status=302, Location="/again")) as port,
        pytest.raises(FetchError, match=r"leads to 127\.0\.0\.2"),
    ):
        fetch(f"http://news.example:{port}/", network=local(resolve=lambda host: next(answers)))


def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    both = local(resolve=lambda host: ["::1", "127.0.0.1"], permits=lambda address: address.is_loopback)
    with serving(reply(PAGE.encode())) as port:  # on 127.0.0.1 alone
        assert fetch(f"http://news.example:{port}/", network=both).data == PAGE.encode()


def test_nothing_listening_is_a_fetch_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(FetchError, match="cannot be read"):
            fetch(f"http://news.example:{taken.getsockname()[1]}/", network=local())


def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(reply(PAGE.encode())) as port:
        assert fetch(f"http://news.example:{port}/", network=local()).data == PAGE.encode()


@pytest.mark.parametrize("length", [True, False])
def test_a_page_that_is_too_large_is_refused(length: bool) -> None:
    with serving(reply(b"a" * 5_001, length=length)) as port, pytest.raises(FetchError, match="at most 5,000 bytes"):
        fetch(f"http://news.example:{port}/", max_bytes=5_000, network=local())


def test_a_page_of_just_the_limit_is_read() -> None:
    with serving(reply(b"a" * 5_000)) as port:
        assert len(fetch(f"http://news.example:{port}/", max_bytes=5_000, network=local()).data) == 5_000


def test_an_endless_page_is_refused_at_the_limit() -> None:
    def respond(request: BaseHTTPRequestHandler) -> None:
        reply(b"", length=False)(request)
        while True:
            request.wfile.write(b"a" * 1000)

    with serving(respond) as port, pytest.raises(FetchError, match="at most 50,000 bytes"):
        fetch(f"http://news.example:{port}/", max_bytes=50_000, network=local())


def test_a_gzip_bomb_is_refused_at_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    with (
        serving(reply(bomb, Content_Encoding="gzip")) as port,
        pytest.raises(FetchError, match="at most 100,000 bytes"),
    ):
        fetch(f"http://news.example:{port}/", max_bytes=100_000, network=local())


@pytest.mark.parametrize("body", [b"no gzip at all", gzip.compress(b"a" * 9_000)[:-9], b""])
def test_broken_gzip_is_refused(body: bytes) -> None:
    with serving(reply(body, Content_Encoding="gzip")) as port, pytest.raises(FetchError, match="gzip"):
        fetch(f"http://news.example:{port}/", network=local())


def test_other_packings_are_refused() -> None:
    with serving(reply(b"x", Content_Encoding="br")) as port, pytest.raises(FetchError, match="'br'"):
        fetch(f"http://news.example:{port}/", network=local())


@pytest.mark.parametrize("kind", ["application/zip", "image/png", "application/json", "text/htmlx", "", None])
def test_other_types_are_refused(kind: str | None) -> None:
    with serving(reply(PAGE.encode(), kind=kind)) as port, pytest.raises(FetchError, match="text/html"):
        fetch(f"http://news.example:{port}/", network=local())


@pytest.mark.parametrize("status", [204, 304, 403, 404, 500])
def test_other_statuses_are_refused(status: int) -> None:
    with serving(reply(b"", status=status)) as port, pytest.raises(FetchError, match=f"status {status}"):
        fetch(f"http://news.example:{port}/", network=local())


def drip(request: BaseHTTPRequestHandler, stop: threading.Event) -> None:
    for _ in range(150):  # three seconds: an end, should the deadline ever fail
        if stop.wait(0.02):
            break
        request.wfile.write(b"a")


@pytest.mark.parametrize("part", ["silence", "header", "body"])
def test_a_page_that_takes_too_long_is_refused(part: str) -> None:
    """Each piece comes in good time; only the whole never ends."""
    stop = threading.Event()

    def respond(request: BaseHTTPRequestHandler) -> None:
        if part == "silence":
            stop.wait(10)
        elif part == "header":
            request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
            drip(request, stop)
        else:
            reply(b"", length=False)(request)
            drip(request, stop)

    try:
        with serving(respond) as port, pytest.raises(FetchError, match=r"within 0\.3 seconds"):
            fetch(f"http://news.example:{port}/", timeout=0.3, network=local())
    finally:
        stop.set()


def test_a_look_up_that_takes_too_long_is_refused() -> None:
    stop = threading.Event()

    def slow(host: str) -> Sequence[str]:
        stop.wait(10)
        return ["127.0.0.1"]

    try:
        with pytest.raises(FetchError, match=r"within 0\.2 seconds"):
            fetch("http://news.example/", timeout=0.2, network=local(resolve=slow))
    finally:
        stop.set()


def test_https_keeps_the_name_for_the_certificate_although_it_connects_to_an_address() -> None:
    authority = trustme.CA()
    server_tls, client_tls = (ssl.SSLContext(p) for p in (ssl.PROTOCOL_TLS_SERVER, ssl.PROTOCOL_TLS_CLIENT))
    authority.issue_cert("news.example").configure_cert(server_tls)
    authority.configure_trust(client_tls)
    names: list[str | None] = []
    server_tls.sni_callback = lambda connection, name, context: names.append(name)
    with serving(reply(PAGE.encode()), tls=server_tls) as port:
        page = fetch(f"https://news.example:{port}/", network=local(tls=client_tls))
        assert page.data == PAGE.encode()
        assert names == ["news.example"]
        with pytest.raises(FetchError, match="cannot be read"):  # a certificate of another name
            fetch(f"https://other.example:{port}/", network=local(tls=client_tls))
        with pytest.raises(FetchError, match="cannot be read"):  # of nobody whom the world trusts
            fetch(f"https://news.example:{port}/", network=local())


def test_what_is_not_http_is_a_fetch_error() -> None:
    def respond(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")

    with serving(respond) as port, pytest.raises(FetchError, match="cannot be read"):
        fetch(f"http://news.example:{port}/", network=local())


def test_the_default_network_takes_public_addresses_and_web_ports_only() -> None:
    assert PUBLIC.permits is is_public
    assert PUBLIC.ports == frozenset((80, 443))


def test_importing_brings_no_http_client() -> None:
    code = "import qa.fetch, sys; print([m for m in ('httpx', 'httpcore', 'trafilatura') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_pdf_is_read_as_one() -> None:
    with serving(reply(PAGE.encode(), kind="application/pdf")) as port, pytest.raises(ArticleError, match="PDF"):
        article_from_url(f"http://news.example:{port}/a.pdf", network=local())
