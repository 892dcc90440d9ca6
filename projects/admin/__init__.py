"""The workplace of who runs projects: the project, its steps, and what was done."""

from projects.admin.project import ProjectAdmin

__all__ = ["ProjectAdmin"]
