"""The demo: hearings in every state with answers of every kind, in invented people's words."""

from hearings.demo.load import load

__all__ = ["load"]
