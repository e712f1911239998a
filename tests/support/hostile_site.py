"""A web site on 127.0.0.1 that answers in every way that a real or a hostile one may."""

from __future__ import annotations

import contextlib
import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCE = (
    "Norland sold forty lathes to Veridia last year, officials said on Friday, in a deal that nobody had announced."
)
PAGE = f"<!DOCTYPE html><html><head><title>Lathes</title></head><body><article><p>{SENTENCE}</p></article></body>"


FEED = b"""{"text": "One.", "url": "https://wire.example/one", "outlet": "The Wire"}
{"text": "Two."}"""
POSING_IDS = ("https://wire.example/a", "//wire.example/a", "wire.example/a", "HTTPS:wire.example", "file:///etc/a")
"""Ids by which a row might pass for another page."""
IDS = "".join(json.dumps({"text": SENTENCE, "id": id}) + "\n" for id in (*POSING_IDS, "2024/05/lathes")).encode()
MANY_ROWS = "".join(f'{{"text": "a{number}"}}\n' for number in range(100_000)).encode()
ENDLESS = {  # what stands first, and what comes again and again
    "/headers": (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"),
    "/processing": (b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
    "/continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "/chunk-size": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
    "/trailers": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: ", b"a"),
    "/many-headers": (b"HTTP/1.1 200 OK\r\n", b"X-More: a\r\n"),
    "/chunks": (b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    "/many-trailers": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X-More: a\r\n"),
    "/status-line": (b"HTTP/1.1 200 ", b"O"),
}
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
_SENTENCE = b"\r\n" + SENTENCE.encode()
READ = {  # what is sent as it stands, and is an article all the same
    "/long-type": b'HTTP/1.1 200 OK\r\nContent-Type: text/plain; a="' + b";" * 60_000 + b"\r\n" + _SENTENCE,
    "/cookies-of-digits": _OK
    + b"Set-Cookie: a=b; expires=Mon, 01-Jan-%s 00:00:00 GMT\r\n" % (b"9" * 5_000)
    + b"Set-Cookie2: a=b; Max-Age=%s; Version=1\r\n" % (b"9" * 5_000)
    + _SENTENCE,
    "/cookie-of-an-age": _OK + b"Set-Cookie: a=b; max-age=%s\r\n" % (b"9" * 309) + _SENTENCE,
}
_CHUNKED = _OK + b"Transfer-Encoding: chunked\r\n\r\n"
RAW = {  # what is sent as it stands, before the connection is closed
    "/nothing": b"",
    "/noise": bytes(range(256)) * 4,
    "/no-status": b"HTTP/1.1\r\n\r\n",
    "/strange-status": b"HTTP/1.1 99999 OK\r\n\r\n",
    "/old": b"hello",
    "/long-reason": b"HTTP/1.1 404 " + b"no " * 2_000 + b"\r\n\r\n",
    "/reason-with-marks": b"HTTP/1.1 404 \x1b[2J\xe2\x80\xae\r\n\r\n",
    "/long-header": _OK + b"X-Long: " + b"a" * 50_000_000,
    "/headers-without-end": _OK + b"X-More: a\r\n" * 100_000,
    "/header-without-name": _OK + b": a\r\n\r\na",
    "/header-with-zeros": _OK + b"X: \0\r\n\r\na",
    "/two-lengths": _OK + b"Content-Length: 1\r\nContent-Length: 5\r\n\r\nabcde",
    "/length-below-zero": _OK + b"Content-Length: -1\r\n\r\na",
    "/length-of-twenty-digits": _OK + b"Content-Length: 99999999999999999999\r\n\r\na",
    "/length-in-words": _OK + b"Content-Length: many\r\n\r\na",
    "/half-a-chunk": _CHUNKED + b"5\r\nab",
    "/chunk-below-zero": _CHUNKED + b"-5\r\nabcde\r\n0\r\n\r\n",
    "/chunk-in-words": _CHUNKED + b"many\r\nabcde\r\n0\r\n\r\n",
    "/huge-chunk": _CHUNKED + b"ffffffffffffffff\r\nabcde",
    "/chunk-with-a-long-remark": _CHUNKED + b"1;" + b"a" * 1_000_000 + b"\r\na\r\n0\r\n\r\n",
    "/switches": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nabc",
    "/no-content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "/not-modified": b"HTTP/1.1 304 Not Modified\r\n\r\n",
    "/partial": b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-0/9\r\n\r\na",
    "/asks-for-a-login": b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=x\r\n\r\n",
    "/unknown-packing": _OK + b"Content-Encoding: br\r\n\r\nabc",
    "/six-packings": _OK + b"Content-Encoding: " + b"gzip, " * 6 + b"gzip\r\n\r\nabc",
    "/strange-charset": b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=punycode\r\n\r\nabc",
    "/charset-of-digits": b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset*" + b"9" * 5_000 + b"=x\r\n\r\nabc",
    "/redirect-without-address": b"HTTP/1.1 302 Found\r\n\r\n",
    "/redirect-to-a-script": b"HTTP/1.1 302 Found\r\nLocation: javascript:alert(1)\r\n\r\n",
    "/redirect-to-nonsense": b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n",
    "/redirect-to-a-far-port": b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:99999/\r\n\r\n",
    "/redirect-to-a-broken-name": b"HTTP/1.1 302 Found\r\nLocation: http://xn--a/\r\n\r\n",
    "/redirect-to-a-long-name": b"HTTP/1.1 302 Found\r\nLocation: http://" + b"a" * 70 + b"/\r\n\r\n",
    "/redirect-to-marks": "HTTP/1.1 302 Found\r\nLocation: http://\u202e/\r\n\r\n".encode(),
    "/redirect-to-a-long-address": b"HTTP/1.1 302 Found\r\nLocation: /" + b"a" * 60_000 + b"\r\n\r\n",
}
REFUSED = (
    "/bomb",
    "/bomb-in-a-bomb",
    "/no-gzip",
    "/half-gzip",
    "/more-gzip",
    "/broken",
    "/photo",
    "/loop",
    "/elsewhere",
    "/404",
    "/500",
)
"""Paths that end with an answer that is no article; so do `RAW` and, at the deadline, `WAITING`."""
WAITING = ("/silent", "/drip", *ENDLESS)
"""Paths whose answer never ends."""


class Site(BaseHTTPRequestHandler):
    """A small web site with one page for each thing that a real one may do."""

    agents: list[str]
    release: threading.Event

    def do_GET(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        path = self.path.partition("?")[0]
        answers: dict[str, tuple[bytes, str, *tuple[tuple[str, str], ...]]] = {
            "/page": (PAGE.encode(), "text/html; charset=utf-8"),
            "/koi8.html": (PAGE.replace("Norland", "Норланд").encode("koi8-r"), "text/html; charset=koi8-r"),
            "/plain": (SENTENCE.encode(), "text/plain"),
            "/rows.jsonl": (b'{"text": "One."}\n{"text": "Two."}\n', "application/octet-stream"),
            "/feed.jsonl": (FEED, "application/octet-stream"),
            "/ids.jsonl": (IDS, "application/octet-stream"),
            "/many-rows.jsonl.gz": (gzip.compress(MANY_ROWS), "application/octet-stream"),
            "/rows.csv.gz": (gzip.compress(b"text\nOne.\n"), "application/gzip"),
            "/photo": (b"\x89PNG", "image/png"),
            "/bomb": (gzip.compress(b"a" * 3_000_000), "text/plain", ("Content-Encoding", "gzip")),
            "/bomb-in-a-bomb": (gzip.compress(gzip.compress(b"a")), "text/plain", ("Content-Encoding", "gzip, gzip")),
            "/no-gzip": (b"plain", "text/plain", ("Content-Encoding", "gzip")),
            "/more-gzip": (gzip.compress(b"One.") * 2, "text/plain", ("Content-Encoding", "gzip")),
            "/half-gzip": (gzip.compress(b"a" * 1000)[:-9], "text/plain", ("Content-Encoding", "gzip")),
            "/broken": (b"short", "text/plain", ("Content-Length", "500")),
        }
        redirects = {"/hop": "/page", "/loop": "/loop", "/elsewhere": "file:///etc/hostname"}
        redirects |= {"/hop-to-rows": "/rows.jsonl", "/other-hop-to-rows": "/rows.jsonl"}
        if path in answers:
            self.answer(*answers[path])
        elif path in redirects:
            self.redirect(redirects[path])
        elif path == "/silent":
            self.release.wait(30)
        elif path == "/drip":
            self.drip()
        elif path in ENDLESS:
            self.repeat(*ENDLESS[path])
        elif path in RAW | READ:
            self.wfile.write((RAW | READ)[path])
        else:
            self.send_error(int(path[1:]) if path[1:].isdigit() else 404)

    def answer(self, body: bytes, media_type: str, *headers: tuple[str, str]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def drip(self) -> None:
        """Answers for ever, a byte at a time, always in time for the next read."""
        self.answer(b"a", "text/plain")
        with contextlib.suppress(OSError):
            while not self.release.wait(0.05):
                self.wfile.write(b"a")

    def repeat(self, start: bytes, again: bytes) -> None:
        """Answers for ever before the body, or after it, always in time for the next read."""
        with contextlib.suppress(OSError):
            self.wfile.write(start)
            while not self.release.wait(0.05):
                self.wfile.write(again)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def opened() -> Iterator[str]:
    """The address of the site, while it is open."""
    Site.agents, Site.release = [], threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        Site.release.set()
        server.shutdown()
        thread.join()
        server.server_close()
