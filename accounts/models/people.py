"""People: one account for citizens and staff, and the rights of staff per department."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.history import HistoryLine
from core.text import name_key
from core.transitions import TransitionNotAllowed


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def unconfirmed(self) -> "UserQuerySet":
        """Return accounts that nobody has ever proved to own."""
        return self.filter(last_login=None, is_staff=False, is_superuser=False).exclude(
            emailaddress__verified=True
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Return the address in small letters, as the log-in and the confirmations store it."""
        return (email or "").strip().lower()


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account: citizen, council member or staff (konto)."""

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Kvinde")
        MAN = "man", _("Mand")
        OTHER = "other", _("Andet")

    class Language(models.TextChoices):
        DANISH = "da", _("Dansk")
        ENGLISH = "en", _("Engelsk")

    email = models.EmailField(_("mailadresse"), max_length=254)
    full_name = models.CharField(_("fulde navn"), max_length=120, blank=True)
    public_name = models.CharField(
        _("offentligt navn"),
        max_length=60,
        help_text=_("Det navn, andre ser, når du skriver på portalen."),
    )
    # Two spellings of one name must not stand for two people.
    public_name_key = models.CharField(max_length=120, editable=False, default="", blank=True)
    area = models.ForeignKey(
        "city.Area", on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("bydel")
    )
    birth_year = models.PositiveSmallIntegerField(_("fødselsår"), null=True, blank=True)
    gender = models.CharField(_("køn"), max_length=10, choices=Gender, blank=True)
    protected = models.BooleanField(
        _("navne- og adressebeskyttelse"),
        default=False,
        help_text=_("Dit navn vises aldrig for andre end kommunens medarbejdere."),
    )
    language = models.CharField(
        _("sprog i mails"), max_length=2, choices=Language, default=Language.DANISH
    )
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_staff = models.BooleanField(
        _("medarbejder"),
        default=False,
        help_text=_("Må logge ind i administrationen, når totrinsbekræftelse er slået til."),
    )
    date_joined = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)
    # Counted up to end every session of the person at once.
    session_generation = models.PositiveIntegerField(default=0, editable=False)
    forgotten_at = models.DateTimeField(_("anonymiseret"), null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["public_name"]

    class Meta:
        verbose_name = _("konto")
        verbose_name_plural = _("konti")
        ordering = ["email", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="email_belongs_to_one_account",
                violation_error_message=_("Der findes allerede en konto med den mailadresse."),
            ),
            models.UniqueConstraint(
                fields=["public_name_key"],
                condition=~Q(public_name_key=""),
                name="public_name_belongs_to_one_account",
                violation_error_message=_("Navnet er allerede i brug. Vælg et andet."),
            ),
            models.CheckConstraint(
                condition=Q(gender__in=["", "woman", "man", "other"]),
                name="account_gender_is_known_or_unsaid",
            ),
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__gte=1900, birth_year__lte=2100),
                name="account_birth_year_is_possible",
                violation_error_message=_("Skriv et årstal med fire cifre, fx 1984."),
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(is_active=False, is_staff=False),
                name="forgotten_account_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the key following the public name."""
        self.public_name_key = name_key(self.public_name)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "public_name_key"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.email = type(self).objects.normalize_email(self.email)
        self.public_name_key = name_key(self.public_name)

    @property
    def display_name(self) -> str:
        """The name that others see: neutral for protected people and for closed accounts."""
        if self.forgotten_at:
            return gettext("Slettet konto")
        if self.protected or not self.public_name:
            return gettext("Borger")
        return self.public_name

    def get_full_name(self) -> str:
        return self.full_name or self.public_name

    def get_short_name(self) -> str:
        return self.public_name or self.full_name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        password_hash = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        return f"{password_hash}{self.session_generation or ''}"

    def end_sessions(self) -> None:
        """Log the person out everywhere."""
        self.session_generation = F("session_generation") + 1
        self.save(update_fields=["session_generation"])
        self.refresh_from_db(fields=["session_generation"])

    def reopen(self) -> None:
        """Open a closed account again; one that was anonymised has nobody behind it."""
        if self.forgotten_at:
            raise TransitionNotAllowed(gettext("Kontoen er anonymiseret og kan ikke åbnes igen."))
        self.is_active = True
        self.save(update_fields=["is_active"])

    def close(self) -> None:
        """Close the account: its sessions are dead at their next request."""
        self.is_active = False
        self.save(update_fields=["is_active"])

    def anonymise(self, *, at: datetime) -> None:
        """Remove everything that tells who the person was; the row stays for what points at it."""
        self.email = f"slettet-{self.pk}@konto.invalid"
        self.full_name = self.public_name = self.gender = ""
        self.area = self.birth_year = None
        self.is_active = self.is_staff = self.is_superuser = False
        self.protected = True
        self.forgotten_at = at
        self.set_unusable_password()
        self.save()


class DepartmentRole(models.Model):
    """A role that a member of staff has in one department (rolle i en afdeling)."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="department_roles", verbose_name=_("konto")
    )
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, related_name="+", verbose_name=_("rolle")
    )
    department = models.ForeignKey(
        "city.Department",
        on_delete=models.CASCADE,
        related_name="staff_roles",
        verbose_name=_("afdeling"),
    )

    class Meta:
        verbose_name = _("rolle i en afdeling")
        verbose_name_plural = _("roller i afdelinger")
        ordering = ["department", "group", "user", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "group", "department"],
                name="person_has_a_role_in_a_department_once",
                violation_error_message=_("Personen har allerede rollen i den afdeling."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.group}, {self.department}"


class AccountEvent(HistoryLine):
    """One line of an account's history: what happened to its keys and rights. Only added to."""

    class Action(models.TextChoices):
        SIGNED_UP = "signed_up", _("oprettet")
        LOGGED_IN = "logged_in", _("logget ind")
        PASSWORD_CHANGED = "password_changed", _("adgangskode ændret")
        PASSWORD_RESET = "password_reset", _("adgangskode nulstillet")
        EMAIL_CONFIRMED = "email_confirmed", _("mailadresse bekræftet")
        EMAIL_CHANGED = "email_changed", _("mailadresse skiftet")
        FACTOR_ADDED = "factor_added", _("totrinsbekræftelse slået til")
        FACTOR_REMOVED = "factor_removed", _("totrinsbekræftelse slået fra")
        FACTOR_RESET = "factor_reset", _("nødkoder fornyet")
        SETTINGS_CHANGED = "settings_changed", _("indstillinger ændret")
        ROLES_CHANGED = "roles_changed", _("roller ændret")
        CLOSED = "closed", _("lukket")
        REOPENED = "reopened", _("åbnet igen")
        FORGOTTEN = "forgotten", _("anonymiseret")
        ORGANISATION_PROPOSED = "organisation_proposed", _("foreslog en organisation")
        ORGANISATION_ASKED = "organisation_asked", _("spurgte om at handle for en organisation")
        ORGANISATION_APPROVED = "organisation_approved", _("må handle for en organisation")
        ORGANISATION_DECLINED = (
            "organisation_declined",
            _("fik nej til at handle for en organisation"),
        )
        ORGANISATION_ENDED = (
            "organisation_ended",
            _("må ikke længere handle for en organisation"),
        )
        ORGANISATION_LEFT = "organisation_left", _("gik ud af en organisation")

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="history", verbose_name=_("konto")
    )
    action = models.CharField(_("handling"), max_length=30, choices=Action)

    class Meta:
        verbose_name = _("linje i kontoens historik")
        verbose_name_plural = _("kontoens historik")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "-at"], name="account_event_by_user")]
