"""Pages in a tree, each with its versions: the newest one whose moment has come is public."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, departments_of, has_role
from comments.models import moderates
from core.clock import local_date
from core.languages import Translation
from core.transitions import TransitionNotAllowed, require_status
from councils.speaking import council_role
from notifications.models import Feed

if TYPE_CHECKING:
    from accounts.models import User

# First parts of addresses under /information/ that belong to something else.
RESERVED_SLUGS = frozenset(
    {
        "en", "filer", "hvad-kan-jeg-goere", "nyheder", "ord", "planer", "rettigheder", "side",
        "soeg", "videoer",
    }
)  # fmt: skip
MAX_PATH = 400


class PageQuerySet(models.QuerySet["Page"]):
    """The stages of a page as lists; each has its twin on Page."""

    def public(self, at: datetime | None = None) -> PageQuerySet:
        """Return pages that stand, and have a version whose moment has come."""
        at = at or timezone.now()
        versions = PageVersion.objects.filter(page=OuterRef("pk"), public_from__lte=at)
        return self.filter(status=Page.Status.STANDS).filter(Exists(versions))

    def at_stage(self, stage: str, at: datetime | None = None) -> PageQuerySet:
        """Return the pages whose `stage(at)` this is."""
        at = at or timezone.now()
        stands = self.filter(status=Page.Status.STANDS)
        is_public = Exists(PageVersion.objects.filter(page=OuterRef("pk"), public_from__lte=at))
        is_planned = Exists(PageVersion.objects.filter(page=OuterRef("pk"), public_from__gt=at))
        lists = {
            Page.Stage.DRAFT: stands.filter(~is_public, ~is_planned),
            Page.Stage.SCHEDULED: stands.filter(~is_public, is_planned),
            Page.Stage.PUBLIC: stands.filter(is_public),
            Page.Stage.WITHDRAWN: self.filter(status=Page.Status.WITHDRAWN),
        }
        return lists[Page.Stage(stage)]

    def due_for_review(self, at: datetime | None = None) -> PageQuerySet:
        """Return pages that stand and whose day of review has come."""
        today = local_date(at or timezone.now())
        return self.filter(status=Page.Status.STANDS, review_on__lte=today)

    def below(self, page: Page) -> PageQuerySet:
        """Return every page under a page, at any depth."""
        return self.filter(path__startswith=f"{page.path}/")

    def of_departments_of(self, user: User | None) -> PageQuerySet:
        """Return the pages that a person edits."""
        return self.filter(department__in=departments_of(user, Role.EDITOR))

    def visible_to(self, user: User | None, at: datetime | None = None) -> PageQuerySet:
        """Return what a person may read: public pages. Editors see the rest in the preview."""
        del user
        return self.public(at)

    def with_public_text(self, at: datetime | None = None) -> PageQuerySet:
        """Add `title`, `lead` and `version_pk` of the public version, without the body."""
        public = PageVersion.objects.public_of(OuterRef("pk"), at or timezone.now())
        return self.annotate(
            title=Subquery(public.values("title")[:1]),
            lead=Subquery(public.values("lead")[:1]),
            version_pk=Subquery(public.values("pk")[:1]),
        )


class Page(models.Model):
    """A page of information at a place in the tree (informationsside)."""

    class Status(models.TextChoices):
        """What a person has decided about the whole page; the versions tell the rest."""

        STANDS = "stands", _("står")
        WITHDRAWN = "withdrawn", _("taget ned")

    class Stage(models.TextChoices):
        DRAFT = "draft", _("kladde")
        SCHEDULED = "scheduled", _("planlagt")
        PUBLIC = "public", _("offentlig")
        WITHDRAWN = "withdrawn", _("taget ned")

    # What the portal's own texts call the page; a page that an editor makes has none.
    key = models.SlugField(max_length=60, null=True, unique=True, editable=False)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("ligger under"),
    )
    slug = models.SlugField(_("adressedel"), max_length=60)
    path = models.CharField(_("adresse"), max_length=MAX_PATH, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    status = models.CharField(max_length=20, choices=Status, default=Status.STANDS, editable=False)
    department = models.ForeignKey(
        "city.Department", on_delete=models.PROTECT, verbose_name=_("ansvarlig afdeling")
    )
    topics = models.ManyToManyField("city.Topic", blank=True, verbose_name=_("emner"))
    review_on = models.DateField(
        _("skal ses efter senest"),
        null=True,
        blank=True,
        help_text=_("Når dagen er gået, minder arbejdspladsen om det."),
    )
    last_version_number = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # What readers follow; made with the first save.
    feed = models.OneToOneField(
        "notifications.Feed",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="page",
    )
    # Only where an editor has opened for comments.
    thread = models.OneToOneField(
        "comments.Thread",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="page",
    )

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("side")
        verbose_name_plural = _("sider")
        ordering = ["path", "pk"]
        indexes = [models.Index(fields=["parent", "position"], name="page_by_parent_and_position")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["stands", "withdrawn"]), name="page_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                name="page_is_not_its_own_parent",
                violation_error_message=_("En side kan ikke ligge under sig selv."),
            ),
        ]

    def __str__(self) -> str:
        return f"/{self.path}/"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with a feed that people can follow."""
        if self.feed_id is None and self._state.adding:
            self.feed = Feed.objects.create()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("information:page", args=[self.path])

    # --- What an owner offers to the shared apps ------------------------------------------
    def heading(self) -> str:
        version = self.public_version() or self.newest_version()
        return version.title if version else str(self)

    @classmethod
    def headings_of(cls, pages: Iterable[Page]) -> dict[int, str]:
        """Return the headings of many pages with one question."""
        public = PageVersion.objects.public_of(OuterRef("pk"), timezone.now())
        found = cls.objects.filter(pk__in=[page.pk for page in pages]).annotate(
            public_title=Subquery(public.values("title")[:1]),
            newest_title=PageVersion.objects.newest_of()("title"),
        )
        return {page.pk: page.public_title or page.newest_title or str(page) for page in found}

    def is_visible_to(self, user: User | None, at: datetime | None = None) -> bool:
        return self.is_public(at) or self.is_edited_by(user)

    def allows(self, user: User | None, verb: str) -> bool:
        return bool(user and user.is_active and user.has_perm(f"information.{verb}_page", self))

    def role_of(self, user: User | None) -> str:
        """Return the words under which a person speaks here, "" for a citizen."""
        return str(self.department) if moderates(user, self.department) else council_role(user)

    # --- What the calendar says -----------------------------------------------------------
    def public_version(self, at: datetime | None = None) -> PageVersion | None:
        """Return the newest version whose moment has come."""
        return PageVersion.objects.public_of(self.pk, at or timezone.now()).first()

    def newest_version(self) -> PageVersion | None:
        return self.versions.order_by("-number").first()

    def stage(self, at: datetime | None = None) -> Stage:
        at = at or timezone.now()
        if self.status == self.Status.WITHDRAWN:
            return self.Stage.WITHDRAWN
        if self.public_version(at):
            return self.Stage.PUBLIC
        is_planned = self.versions.filter(public_from__gt=at).exists()
        return self.Stage.SCHEDULED if is_planned else self.Stage.DRAFT

    def is_public(self, at: datetime | None = None) -> bool:
        return self.stage(at) == self.Stage.PUBLIC

    def is_due_for_review(self, at: datetime | None = None) -> bool:
        if self.status == self.Status.WITHDRAWN or self.review_on is None:
            return False
        return self.review_on <= local_date(at or timezone.now())

    def planned_version(self, at: datetime | None = None) -> PageVersion | None:
        """Return the version that takes over next, if one is planned."""
        at = at or timezone.now()
        public = self.public_version(at)
        planned = self.versions.filter(public_from__gt=at)
        if public:
            planned = planned.filter(number__gt=public.number)
        return planned.order_by("public_from", "-number").first()

    def is_edited_by(self, user: User | None) -> bool:
        return has_role(user, Role.EDITOR, department=self.department)

    # --- Steps ----------------------------------------------------------------------------
    def withdraw(self) -> None:
        """Take the page down; its versions stay."""
        require_status(self, self.Status.STANDS)
        self.status = self.Status.WITHDRAWN
        self.save(update_fields=["status"])

    def put_back(self) -> None:
        require_status(self, self.Status.WITHDRAWN)
        self.status = self.Status.STANDS
        self.save(update_fields=["status"])

    def stand_at(self, parent: Page | None, *, slug: str, position: int) -> None:
        """Take a place in the tree; the caller holds the locks and writes the pages below."""
        self.parent, self.slug, self.position = parent, slug, position
        self.path = f"{parent.path}/{slug}" if parent else slug

    def next_version_number(self) -> int:
        """Take the next number. The caller holds the lock on this row."""
        self.last_version_number += 1
        self.save(update_fields=["last_version_number"])
        return self.last_version_number


class PageVersionQuerySet(models.QuerySet["PageVersion"]):
    def public_of(self, page: int | OuterRef, at: datetime) -> PageVersionQuerySet:
        """Return the versions of a page whose moment has come, the one that counts first."""
        return self.filter(page=page, public_from__lte=at).order_by("-number")

    def newest_of(self, page: OuterRef | None = None) -> Callable[[str], Subquery]:
        """Return what annotates a list of pages with a column of each page's newest version."""
        newest = self.filter(page=page or OuterRef("pk")).order_by("-number")
        return lambda column: Subquery(newest.values(column)[:1])


class PageVersion(models.Model):
    """What a page said, in one wording. Written once; only its moment is decided later."""

    page = models.ForeignKey(
        Page, on_delete=models.PROTECT, related_name="versions", verbose_name=_("side")
    )
    number = models.PositiveIntegerField(_("udgave"), editable=False)
    title = models.CharField(_("titel"), max_length=120)
    lead = models.TextField(
        _("indledning"), max_length=500, help_text=_("To-tre sætninger, der siger det vigtigste.")
    )
    body = models.TextField(_("tekst"), blank=True)
    note = models.CharField(
        _("hvad er ændret"), max_length=200, blank=True, help_text=_("Kun for medarbejdere.")
    )
    created_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("af"),
    )
    public_from = models.DateTimeField(_("offentlig fra"), null=True, editable=False)
    attachments = models.ManyToManyField(
        "information.Attachment", editable=False, related_name="page_versions"
    )

    objects = PageVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("udgave")
        verbose_name_plural = _("udgaver")
        ordering = ["-number", "-pk"]
        indexes = [
            models.Index(fields=["page", "public_from"], name="page_version_by_its_moment"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="page_version_has_one_number")
        ]

    def __str__(self) -> str:
        return self.title

    def is_public(self, at: datetime | None = None) -> bool:
        """Tell whether its moment has come; a newer one may have taken over since."""
        return self.public_from is not None and self.public_from <= (at or timezone.now())

    def publish(self, *, public_from: datetime, at: datetime) -> None:
        """Decide the moment from which it is public; a moment that lies ahead can be moved."""
        if self.is_public(at):
            raise TransitionNotAllowed(_("Udgaven er offentlig i forvejen."))
        self.public_from = public_from
        self.save(update_fields=["public_from"])

    def cancel_plan(self, *, at: datetime) -> None:
        """Let a version that was planned be a draft again."""
        if self.public_from is None or self.is_public(at):
            raise TransitionNotAllowed(_("Udgaven er ikke planlagt."))
        self.public_from = None
        self.save(update_fields=["public_from"])

    def translated_texts(self) -> list[str]:
        return [self.title, self.lead, self.body]


class OldAddress(models.Model):
    """Where a page stood before it was moved: who asks there is led on."""

    path = models.CharField(_("gammel adresse"), max_length=MAX_PATH, unique=True)
    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="old_addresses", verbose_name=_("side")
    )
    moved_at = models.DateTimeField(_("flyttet"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("gammel adresse")
        verbose_name_plural = _("gamle adresser")
        ordering = ["path", "pk"]

    def __str__(self) -> str:
        return self.path


class PageTranslation(Translation):
    """A page in another language; the notice "older than the Danish" is computed."""

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="translations", verbose_name=_("side")
    )
    title = models.CharField(_("titel"), max_length=160)
    lead = models.TextField(_("indledning"), max_length=700)
    body = models.TextField(_("tekst"), blank=True)

    class Meta:
        verbose_name = _("oversættelse")
        verbose_name_plural = _("oversættelser")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "language"],
                name="page_has_one_translation_per_language",
                violation_error_message=_("Siden findes allerede på det sprog."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
