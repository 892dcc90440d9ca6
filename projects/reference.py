"""Reference data: somebody answers every problem. Editable afterwards, never overwritten."""

from city.models import Department
from projects.models import ProblemRoute


def load() -> None:
    """Name the first department for problems without a line of their own, unless one is named."""
    if ProblemRoute.objects.filter(topic=None).exists():
        return
    department = Department.objects.filter(is_active=True).order_by("pk").first()
    if department is not None:
        ProblemRoute.objects.create(department=department)
