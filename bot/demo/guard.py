"""Runs a program for as long as whoever started this is alive, then clears away: nothing is left behind.

It stands alone, with nothing but Python itself, so that it starts in an instant: `python guard.py REMOVE PROGRAM ...`.
Its standard input comes from whoever started it and ends with them, however they end. REMOVE is the folder or file that
is deleted then; "" for none. It ends with the program's exit code where that ends first.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

PATIENCE = 15.0  # seconds for the program to end by itself once it is told to; the bot takes ten at most


def main() -> int:
    remove, *command = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this
    running = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - our own command, word by word
    threading.Thread(target=_end_with_input, args=(running,), daemon=True).start()
    code = running.wait()
    if _ending.is_set() and remove:
        _clear_away(Path(remove))
    return code


_ending = threading.Event()


def _end_with_input(running: "subprocess.Popen[bytes]") -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    _ending.set()
    running.terminate()
    try:
        running.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        running.kill()


def _clear_away(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
