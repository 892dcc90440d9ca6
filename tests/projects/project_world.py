"""A project with something of each kind behind every address of its pages."""

from dataclasses import dataclass
from typing import Any

from projects.models import Project
from tests.projects.factories import (
    MilestoneFactory,
    PhaseFactory,
    ProjectDocumentFactory,
    ProjectFactory,
    QuestionChangeFactory,
    UpdatePictureFactory,
)

PUBLIC = {
    "projects:projects", "projects:list", "projects:feed", "projects:lessons",
    "projects:project", "projects:project_feed", "projects:course", "projects:question",
    "projects:updates", "projects:update", "projects:picture", "projects:document",
}  # fmt: skip
# Who runs the project, and its team.
TEAM = {"projects:write_update", "projects:mend_update"}


@dataclass
class ProjectWorld:
    """One of each, open to everybody; what stands below the project by the name of its page."""

    project: Project
    numbers: dict[str, int]

    def values_for(self, name: str) -> dict[str, Any]:
        number = self.numbers.get(name.partition(":")[2], 0)
        return {"pk": self.project.pk, "slug": self.project.slug, "number": number}


def make_project() -> ProjectWorld:
    project = ProjectFactory()
    picture = UpdatePictureFactory(update__project=project)
    PhaseFactory(project=project)
    MilestoneFactory(project=project)
    numbers = {
        "question": QuestionChangeFactory(question__project=project).question_id,
        "update": picture.update_id,
        "mend_update": picture.update_id,
        "picture": picture.pk,
        "document": ProjectDocumentFactory(project=project).pk,
    }
    return ProjectWorld(project, numbers)
