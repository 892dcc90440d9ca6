"""The workplace of who runs seminars: the whole of one on a page, and each step as a page."""

from seminars.admin.seminar import SeminarAdmin

__all__ = ["SeminarAdmin"]
