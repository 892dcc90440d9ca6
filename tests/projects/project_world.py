"""A project with something of each kind behind every address of its pages."""

from dataclasses import dataclass
from typing import Any

from projects.models import Project
from tests.projects.factories import (
    LessonFactory,
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
    "projects:ics", "projects:updates", "projects:update", "projects:picture", "projects:document",
}  # fmt: skip
# Who runs the project, and its team.
TEAM = {"projects:write_update", "projects:mend_update"}
STEPS = {
    "publish", "close", "reopen", "lesson_add", "lesson", "implementation_add", "question_add",
    "question", "question_reword", "phase", "milestone", "document_add", "document_remove",
}  # fmt: skip


@dataclass
class ProjectWorld:
    """One of each, open to everybody; what stands below the project by the name of its page."""

    project: Project
    numbers: dict[str, int]

    def values_for(self, name: str) -> dict[str, Any]:
        word = name.partition(":")[2].removeprefix("projects_project_")
        number = self.numbers.get(word.partition("_")[0], 0)
        if word in self.numbers:
            number = self.numbers[word]
        key = self.project.pk
        return {"pk": key, "object_id": key, "slug": self.project.slug, "number": number}


def make_project() -> ProjectWorld:
    project = ProjectFactory()
    picture = UpdatePictureFactory(update__project=project)
    PhaseFactory(project=project)
    numbers = {
        "milestone": MilestoneFactory(project=project).pk,
        "lesson": LessonFactory(project=project).pk,
        "question": QuestionChangeFactory(question__project=project).question_id,
        "update": picture.update_id,
        "mend_update": picture.update_id,
        "picture": picture.pk,
        "document": ProjectDocumentFactory(project=project).pk,
    }
    return ProjectWorld(project, numbers)
