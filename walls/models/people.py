"""Who has dots left: the database refuses more than each is given."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from walls.models.note import Note
from walls.models.wall import Wall


class WallPerson(models.Model):
    """A person at a wall, with a budget of dots (deltager ved en væg)."""

    wall = models.ForeignKey(Wall, on_delete=models.PROTECT, related_name="people")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="walls"
    )
    budget = models.PositiveSmallIntegerField()
    used = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("deltager ved en væg")
        verbose_name_plural = _("deltagere ved en væg")
        ordering = ["wall", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["wall", "user"], name="person_is_at_a_wall_once"),
            models.CheckConstraint(
                condition=Q(used__lte=F("budget")), name="nobody_gives_more_dots_than_they_have"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.wall}"

    @property
    def left(self) -> int:
        return self.budget - self.used

    def use(self, dots: int) -> None:
        """Spend dots (or, below 0, get them back). The database adds, and refuses one too many."""
        WallPerson.objects.filter(pk=self.pk).update(used=F("used") + dots)
        self.refresh_from_db(fields=["used"])


class Dot(models.Model):
    """So many dots of one person on one note (prikker)."""

    person = models.ForeignKey(WallPerson, on_delete=models.CASCADE, related_name="dots")
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="dots")
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("prikker")
        verbose_name_plural = _("prikker")
        ordering = ["note", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "note"], name="dots_of_a_person_on_a_note_are_one_row"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count}"
