"""The command `cliffwalk`: build the course, serve it, print a scene, make what experiments are missing."""

import argparse
import os
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from builder.base import paths


def main(arguments: list[str] | None = None) -> None:
    """Run one subcommand; without arguments given, those of the command line."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the matrices are small: threads would wait for each other
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    options, rest = _parser().parse_known_args(arguments)
    options.run(options, rest)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cliffwalk", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    build = commands.add_parser("build", help="write the static site")
    build.set_defaults(run=_build)
    serve = commands.add_parser("serve", help="build, then serve at 127.0.0.1 what readers get")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(run=_serve)
    for command in (build, serve):
        command.add_argument(
            "--to", type=Path, default=paths.ROOT / "site", metavar="FOLDER", help="where the site goes"
        )
    scene = commands.add_parser("scene", add_help=False, help="as python -m widgets: NAME key=value … prints a scene")
    scene.set_defaults(run=_scene)
    experiments = commands.add_parser(
        "experiments", add_help=False, help="as python -m experiments: make what is missing"
    )
    experiments.set_defaults(run=_experiments)
    return parser


def _build(options: argparse.Namespace, rest: list[str]) -> None:
    _nothing_more(rest)
    from mkdocs.__main__ import cli

    file = str(paths.ROOT / "mkdocs.yml")
    cli(["build", "--quiet", "--config-file", file, "--site-dir", str(options.to.resolve())], standalone_mode=False)


def _serve(options: argparse.Namespace, rest: list[str]) -> None:
    _build(options, rest)
    handler = partial(SimpleHTTPRequestHandler, directory=str(options.to))
    with ThreadingHTTPServer(("127.0.0.1", options.port), handler) as server:
        print(f"Cliffwalk is at http://127.0.0.1:{server.server_port}/  (Ctrl+C stops it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


def _scene(options: argparse.Namespace, rest: list[str]) -> None:
    from widgets.__main__ import run

    run(rest)


def _experiments(options: argparse.Namespace, rest: list[str]) -> None:
    from experiments.campaign.command import main as make

    make(rest)


def _nothing_more(rest: list[str]) -> None:
    if rest:
        sys.exit(f"cliffwalk: unknown argument {rest[0]!r}")


if __name__ == "__main__":
    main()
