"""A body's closed room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.files import StoredFile
from councils.models.body import Body
from councils.models.membership import Membership

if TYPE_CHECKING:
    from accounts.models import User


class RoomQuerySet(models.QuerySet["Room"]):
    def visible_to(self, user: User | None) -> RoomQuerySet:
        if user is None or not user.is_authenticated:
            return self.none()
        own = Membership.objects.of(user).acting().values("body")
        served = Body.objects.served_by(user).values("pk")
        return self.filter(Q(body__in=own) | Q(body__in=served))


class Room(models.Model):
    """A body's closed room: a conversation and documents for its members and secretary only."""

    body = models.OneToOneField(Body, on_delete=models.PROTECT, related_name="room")
    thread = models.OneToOneField(
        "comments.Thread", on_delete=models.PROTECT, editable=False, related_name="room"
    )

    objects = RoomQuerySet.as_manager()

    # Nobody follows it: what is written here is told to nobody but those who are replied to.
    feed = None
    feed_id = None

    class Meta:
        verbose_name = _("medlemsrum")
        verbose_name_plural = _("medlemsrum")

    def __str__(self) -> str:
        return str(self.body)

    def get_absolute_url(self) -> str:
        return reverse("councils:room", args=[self.body_id, self.body.slug])

    # --- What an owner offers to the shared apps ------------------------------------------
    def heading(self) -> str:
        return gettext("Medlemsrum: %(body)s") % {"body": self.body.name}

    def is_visible_to(self, user: User | None) -> bool:
        return self.body.is_served_by(user) or self.body.has_acting_member(user)

    def allows(self, user: User | None, verb: str) -> bool:
        return bool(user and user.is_active and user.has_perm(f"councils.{verb}_room", self))

    def role_of(self, user: User | None) -> str:
        return self.body.role_of(user)


class RoomDocument(StoredFile):
    """A working paper in the members' room."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(_("titel"), max_length=200)
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("arbejdspapir")
        verbose_name_plural = _("arbejdspapirer")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.title
