"""A static server for one test run; `python server.py FOLDER [HOST]` prints its port and serves until killed.

HOST is one of `HOSTS`: a server that knows fewer types of files than it should. The theme navigates instantly only
between the addresses of the sitemap, so this names the pages by the port at hand.
"""

import re
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# What hosts without a type for it give, by suffix; an empty type is a response without one.
HOSTS = {
    "octets": dict.fromkeys((".wasm", ".mjs", ".zip", ".bin"), "application/octet-stream") | {".json": "text/plain"},
    "untyped": dict.fromkeys((".wasm", ".mjs", ".zip", ".bin", ".json"), ""),
}


class Handler(SimpleHTTPRequestHandler):
    """Serves files; the sitemap speaks of this server, whatever address the site was built for."""

    types: dict[str, str] = {}

    def do_GET(self):  # noqa: N802 - the name that the base class calls
        if self.path != "/sitemap.xml":
            return super().do_GET()
        here = f"<loc>http://{self.headers['Host']}/"
        text = re.sub(r"<loc>https?://[^/]*/", here, Path(self.translate_path(self.path)).read_text()).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        return self.wfile.write(text)

    def guess_type(self, path):
        """The type that the host has for a file."""
        return self.types.get(Path(path).suffix, super().guess_type(path))

    def send_header(self, keyword, value):
        """A type that is empty is left out."""
        if value or keyword.lower() != "content-type":
            super().send_header(keyword, value)

    def log_message(self, *_):
        """Stay silent."""


if __name__ == "__main__":
    Handler.types = HOSTS[sys.argv[2]] if len(sys.argv) > 2 else {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=sys.argv[1]))
    print(server.server_port, flush=True)
    server.serve_forever()
