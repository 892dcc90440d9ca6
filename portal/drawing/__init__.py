"""The pictures beside links, drawn by rule: the same words give the same bytes."""

from portal.drawing.card import draw

__all__ = ["draw"]
