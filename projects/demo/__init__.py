"""The demo: problems in every state, projects in three phases, focus years. All invented."""

from projects.demo.load import load

__all__ = ["load"]
