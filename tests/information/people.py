"""Who works with texts of information, and one text of each kind to work with."""

from typing import Any
from uuid import uuid4

from accounts.roles import Role
from city.models import Department
from information.models import Feedback
from tests.accounts.factories import UserFactory
from tests.information.factories import (
    AttachmentFactory,
    GlossaryTermFactory,
    GuideFactory,
    NewsFactory,
    PlanFactory,
    RightFactory,
    VideoFactory,
    make_page,
)


def an_editor(department=None, **fields):
    return UserFactory(
        role=Role.EDITOR, department=department, **{"full_name": "Rikke Redaktørsen", **fields}
    )


def make_written(department: Department) -> dict[str, Any]:
    """Return a text of each kind by the name of its model."""
    page = make_page(department=department)
    opinion = Feedback.objects.create(
        page=page, version=page.newest_version(), is_useful=True, text="Godt", key=uuid4()
    )
    factories = {"news": NewsFactory, "plan": PlanFactory, "guide": GuideFactory}
    factories |= {"right": RightFactory, "video": VideoFactory, "attachment": AttachmentFactory}
    return {
        "page": page,
        "feedback": opinion,
        "glossaryterm": GlossaryTermFactory(),
        **{name: factory(department=department) for name, factory in factories.items()},
    }
