"""Bodies for search engines. The name of a member only where the page shows it; here, none."""

from core.pictures import picture_path
from core.structured_data import Thing, absolute, authority, line, thing
from councils.models import Body


def of_body(body: Body) -> Thing:
    """Return a body as an organisation below the municipality; of a hidden one, nothing."""
    if not body.is_published:
        return {}
    parent = body.parent if body.parent and body.parent.is_published else None
    return thing(
        "GovernmentOrganization",
        name=line(body.name),
        description=line(body.lead),
        url=absolute(body.get_absolute_url()),
        image=absolute(picture_path("body", body.pk)),
        foundingDate=body.begins_on.isoformat() if body.begins_on else "",
        dissolutionDate=body.ended_on.isoformat() if body.ended_on else "",
        email=body.contact_email,
        telephone=body.contact_phone,
        parentOrganization=_parent(parent) if parent else authority(),
    )


def _parent(body: Body) -> Thing:
    return thing(
        "GovernmentOrganization", name=line(body.name), url=absolute(body.get_absolute_url())
    )
