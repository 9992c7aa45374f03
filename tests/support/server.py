"""The static server of tests and benchmarks: in a thread of this process with `served`, or as one of its own.

`python server.py FOLDER` prints its port and serves until killed. With `--as-host` it serves as a good host does,
brotli made beforehand and cached for ever, and prints one line of bytes a request; with `--octets` or `--untyped` it
knows fewer types of files than it should, as many hosts do (`HOSTS`).
"""

import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

# What hosts without a type for it give, by suffix; an empty type is a response without one.
HOSTS = {
    "octets": dict.fromkeys((".wasm", ".mjs", ".zip", ".bin"), "application/octet-stream") | {".json": "text/plain"},
    "untyped": dict.fromkeys((".wasm", ".mjs", ".zip", ".bin", ".json"), ""),
}


class Handler(SimpleHTTPRequestHandler):
    """Serves files without a log; the sitemap speaks of this server, whatever address the site was built for.

    The theme navigates instantly only between the addresses of the sitemap.
    """

    types: dict[str, str] = {}

    def do_GET(self) -> None:  # noqa: N802 - the name that the base class calls
        sitemap = Path(self.translate_path(self.path))
        if self.path != "/sitemap.xml" or not sitemap.is_file():
            return super().do_GET()
        here = f"<loc>http://{self.headers['Host']}/"
        text = re.sub(r"<loc>https?://[^/]*/", here, sitemap.read_text("utf-8")).encode()
        return self.answer(text, {"Content-Type": "application/xml"})

    def guess_type(self, path: Any) -> str:
        """The type that the host has for a file."""
        return self.types.get(Path(path).suffix, super().guess_type(path))

    def send_header(self, keyword: str, value: str) -> None:
        """A type that is empty is left out."""
        if value or keyword.lower() != "content-type":
            super().send_header(keyword, value)

    def answer(self, body: bytes, headers: dict[str, str]) -> None:
        """Send a whole answer."""
        self.send_response(200)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Stay silent: standard output carries the port and, as a host, the byte counts."""


class Host(Handler):
    """Serves name.br in place of name where there is one, to be kept for ever, and prints how many bytes it sent."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 - the name that the base class calls
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return self.send_error(404)
        packed = path.with_name(path.name + ".br")
        encoding = {"Content-Encoding": "br"} if packed.is_file() else {}
        body = (packed if packed.is_file() else path).read_bytes()
        kept = {"Content-Type": self.guess_type(path), "Cache-Control": "public, max-age=31536000, immutable"}
        self.answer(body, kept | encoding)
        return print(f"{len(body)}\n", end="", flush=True)  # in one piece: other threads print too


class Server(ThreadingHTTPServer):
    """Says nothing of a browser that hangs up, as Lighthouse does when it has seen enough."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report every other error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def server_of(folder: Path | str, handler: type[Handler] = Handler) -> Server:
    """Return a server of the folder on a free port of this machine, which does not serve yet."""
    return Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))


@contextmanager
def served(folder: Path | str, handler: type[Handler] = Handler) -> Iterator[str]:
    """The address, with a slash at its end, at which a thread serves the folder while the block lasts."""
    with server_of(folder, handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


if __name__ == "__main__":
    options, site = sys.argv[1:-1], sys.argv[-1]
    Handler.types = next((HOSTS[option[2:]] for option in options if option[2:] in HOSTS), {})
    running = server_of(site, Host if "--as-host" in options else Handler)
    print(running.server_port, flush=True)
    running.serve_forever()
