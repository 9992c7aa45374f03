"""`python -m builder.runtime.kernel` compiles sim/fast/kernel.c for the browser, with the compiler of the lock.

It prints the SHA-256 and writes it into the lock; with `--check` it writes nothing and refuses a compiled file that is
not that of its source. `make kernel` installs the compiler; nobody else needs it, for the
compiled file stands beside its source.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from builder.base.paths import ROOT
from builder.runtime.lock import LOCK_FILE
from sim.fast.kernel import COMPILED, SIGNATURES

SOURCE = ROOT / "sim/fast/kernel.c"
ZIG = (sys.executable, "-m", "ziglang")
COMPILE = (
    "cc",
    "-c",
    "-target",
    "wasm32-emscripten",
    "-fPIC",
    "-O3",
    "-msimd128",
    "-ffreestanding",
    "-Wall",
    "-Werror",
)
LINK = ("wasm-ld", "-shared", "--experimental-pic", "--no-entry", "--strip-all")


def compiled(source: Path = SOURCE) -> bytes:
    """Return the side module made from the source; raise CalledProcessError when the compiler refuses."""
    with tempfile.TemporaryDirectory() as folder:
        made, linked = f"{folder}/kernel.o", Path(folder, "kernel.wasm")
        exports = [f"--export={name}" for name in SIGNATURES]
        subprocess.run([*ZIG, *COMPILE, source, "-o", made], check=True)
        subprocess.run([*ZIG, *LINK, *exports, made, "-o", linked], check=True)
        return linked.read_bytes()


def main(arguments: list[str]) -> None:
    """Compile, and write file and lock, or compare."""
    data = compiled()
    if "--check" in arguments:
        if data != COMPILED.read_bytes():
            sys.exit(f"{COMPILED.name} is not what {SOURCE.name} compiles to: run make kernel")
        return
    COMPILED.write_bytes(data)
    lock = json.loads(LOCK_FILE.read_text("utf-8"))
    lock["kernel"]["sha256"] = hashlib.sha256(data).hexdigest()
    LOCK_FILE.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(data)} bytes, SHA-256 {lock['kernel']['sha256']}")


if __name__ == "__main__":
    main(sys.argv[1:])
