"""A project with something of each kind behind every address of its pages."""

from dataclasses import dataclass
from typing import Any

from projects.models import Project
from tests.projects.factories import ProjectFactory

PUBLIC = {"projects:projects", "projects:list", "projects:project"}


@dataclass
class ProjectWorld:
    """One of each, open to everybody."""

    project: Project

    def values_for(self, name: str) -> dict[str, Any]:  # noqa: ARG002 (the same for all)
        return {"pk": self.project.pk, "slug": self.project.slug}


def make_project() -> ProjectWorld:
    return ProjectWorld(ProjectFactory())
