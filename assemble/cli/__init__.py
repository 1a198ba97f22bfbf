"""The commands: the only modules that print. They decide nothing about content."""

from assemble.cli.main import main

__all__ = ["main"]
