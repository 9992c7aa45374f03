"""A static server as a good host sets it up: brotli made beforehand, cached for ever.

`python -m benchmarks._server FOLDER` prints its port on one line, then one line of bytes a request.
"""

import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Handler(SimpleHTTPRequestHandler):
    """Serves name.br in place of name where there is one."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):  # noqa: N802 - the name that the base class calls
        path = Path(self.translate_path(self.path))
        packed = path.with_name(path.name + ".br")
        body = (packed if packed.is_file() else path).read_bytes() if path.is_file() else None
        if body is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        if packed.is_file():
            self.send_header("Content-Encoding", "br")
        self.end_headers()
        self.wfile.write(body)
        print(len(body), flush=True)

    def log_message(self, *_):
        """Stay silent: standard output carries the byte counts."""


class Server(ThreadingHTTPServer):
    """Says nothing of a browser that hangs up, as Lighthouse does when it has seen enough."""

    def handle_error(self, request, client_address):
        """Report every other error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def main():
    """Serve one folder on a free port of this machine until killed."""
    server = Server(("127.0.0.1", 0), lambda *a: Handler(*a, directory=sys.argv[1]))
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
