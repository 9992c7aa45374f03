"""A static server for one test run; `python server.py FOLDER` prints its port and serves until killed.

The theme navigates instantly only between the addresses of the sitemap, so this names the pages by the port at hand.
"""

import re
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Handler(SimpleHTTPRequestHandler):
    """Serves files; the sitemap speaks of this server, whatever address the site was built for."""

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

    def log_message(self, *_):
        """Stay silent."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=sys.argv[1]))
    print(server.server_port, flush=True)
    server.serve_forever()
