"""Projects for search engines: only what the page shows everybody, no person's name."""

from core.pictures import picture_path
from core.structured_data import Thing, absolute, authority, line, moment, thing
from projects.models import Project


def of_project(project: Project) -> Thing:
    """Return a project as schema.org knows one; of a draft, nothing."""
    if not project.is_published:
        return {}
    return thing(
        "Project",
        name=line(project.title),
        description=line(project.lead),
        url=absolute(project.get_absolute_url()),
        image=absolute(picture_path("project", project.pk)),
        foundingDate=project.started_on.isoformat(),
        dissolutionDate=moment(project.closed_at)[:10],
        parentOrganization=authority(),
    )
