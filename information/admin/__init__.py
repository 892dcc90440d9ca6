"""The workplace of editors."""

from information.admin.media import AttachmentAdmin
from information.admin.video import VideoAdmin

__all__ = ["AttachmentAdmin", "VideoAdmin"]
