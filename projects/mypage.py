"""What Min side shows of projects. Pulled by the portal."""

from projects.mypage_giving import given_by

__all__ = ["given_by"]
