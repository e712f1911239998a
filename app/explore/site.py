"""The site of the live page: the page, its files, and one address for each question; behind the gate."""

from __future__ import annotations

import asyncio
import json
import secrets
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import QUESTIONS, TITLE, Explorer, TooManyNodesError
from claimgraph.app.explore.gate import MOST_BYTES, Gate, Pass
from claimgraph.app.explore.lanes import Lanes
from claimgraph.graph.errors import ClaimgraphError, StoreError
from claimgraph.graph.printable import message
from claimgraph.graph.render.html import live_files, live_policy, render_live_page

if TYPE_CHECKING:
    from starlette.types import ASGIApp

# Seconds between two tries to end what nobody waits for.
BETWEEN_STOPS = 0.2
_MEDIA = {"js": "text/javascript", "css": "text/css"}


def build_site(explorer: Explorer, key: Pass, port: int) -> ASGIApp:
    """The whole site, ready to be served on a port of the loopback address.

    Parameters:
        key: the pass that lets one browser in.
    """
    # Whoever stole the cookie may read this page, so it names nothing of the user; the scripts ask for the title.
    page = render_live_page(TITLE)
    files = live_files()
    lanes = Lanes()

    async def show_page(request: Request) -> Response:
        return HTMLResponse(render_live_page(TITLE, key.secret) if request.scope["entered"] else page)

    async def show_file(request: Request) -> Response:
        path = request.path_params["path"]
        if path not in files:
            return PlainTextResponse("There is no such file.\n", 404)
        return Response(files[path], media_type=_MEDIA[path.rpartition(".")[2]])

    async def answer(request: Request) -> Response:
        question = request.path_params["question"]
        if question not in QUESTIONS:
            return _problem(404, f"there is no question {question!r}")
        try:
            body = await _body(request)
        except ClientDisconnect:
            return _left_before()
        if body is None:
            return _problem(413, f"at most {MOST_BYTES:,} bytes can be sent")
        try:
            asked = Asked.of(json.loads(body, parse_constant=_no_number))
        except (ValueError, RecursionError):
            return _problem(400, "this is no JSON")
        except ClaimgraphError as error:
            return _problem(400, str(error))
        return await _while_there(request, explorer, lanes, question, asked)

    site = Starlette(
        routes=[
            Route("/", show_page),
            Route("/page/{path:path}", show_file),
            Route("/api/{question}", answer, methods=["POST"]),
        ]
    )
    site.router.redirect_slashes = False
    return Gate(site, key, port, live_policy())


async def _while_there(request: Request, explorer: Explorer, lanes: Lanes, question: str, asked: Asked) -> Response:
    """The answer to a question; as soon as nobody waits for it any more it does not begin, or ends in the store."""
    mark, abandoned = secrets.token_hex(8), Event()
    begun = asyncio.Event()

    async def find() -> Response:
        async with lanes.of(question):
            begun.set()
            return await run_in_threadpool(_answered, explorer.marked(mark, abandoned), question, asked)

    told = asyncio.ensure_future(find())
    left = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({told, left}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        left.cancel()
        if not told.done():
            abandoned.set()
        if not begun.is_set():
            told.cancel()
    if not begun.is_set():
        return _left_before()
    while not told.done():
        # An answer may take several reads, so the next one is ended too.
        async with lanes.stopping:
            with suppress(StoreError):
                await run_in_threadpool(explorer.store.stop, mark)
        await asyncio.wait({told}, timeout=BETWEEN_STOPS)
    return told.result()


def _left_before() -> Response:
    """What is answered where nobody is left to read it."""
    return _problem(503, "nobody waited for the answer")


async def _left(request: Request) -> None:
    """Wait until the page has gone away, or stopped waiting for its answer."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _answered(explorer: Explorer, question: str, asked: Asked) -> Response:
    try:
        return _Json(explorer.answer(question, asked))
    except StoreError as error:
        return _problem(503, str(error))
    except TooManyNodesError as error:
        return _problem(400, str(error), strongest=error.strongest)
    except ClaimgraphError as error:
        return _problem(400, str(error))


class _Json(JSONResponse):
    """JSON in which lone halves of letters, which UTF-8 cannot hold, stand as escapes."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, separators=(",", ":")).encode("ascii")


def _no_number(word: str) -> None:
    """Refuse NaN and Infinity, which Python's reader of JSON takes though they are none, and no page can read."""
    raise ValueError(word)


def _problem(status: int, line: str, **more: int) -> Response:
    return _Json({"problem": message(line), **more}, status)


async def _body(request: Request) -> bytes | None:
    """The body of a request; None as soon as it is too large, whatever its header promised."""
    received = bytearray()
    async for part in request.stream():
        received += part
        if len(received) > MOST_BYTES:
            return None
    return bytes(received)
