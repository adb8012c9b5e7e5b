"""`steward manifest`: what an administrator pastes into api.slack.com to make the app."""

from __future__ import annotations

from importlib.resources import files

import typer


def manifest() -> None:
    """Print the app manifest for Slack: api.slack.com/apps, Create New App, From a manifest."""
    typer.echo(files("handlers").joinpath("manifest.json").read_text(encoding="utf-8"), nl=False)
