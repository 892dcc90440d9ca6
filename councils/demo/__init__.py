"""The demo: bodies with who sits in them, their meetings, and how one gets a seat. All invented."""

from councils.demo.load import load

__all__ = ["load"]
