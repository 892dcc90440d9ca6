"""The demo's seminars: one held two years ago, one in four months."""

from seminars.demo.load import load

__all__ = ["load"]
