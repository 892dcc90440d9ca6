"""The town: its areas, the topics it discusses, the departments that answer."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.danish import sort_key


class Named(models.Model):
    """What areas, topics and departments share: a name, a slug, and an order by Danish rules."""

    name = models.CharField(_("navn"), max_length=120, unique=True)
    slug = models.SlugField(_("adressedel"), max_length=120, unique=True)
    # Databases order å before æ by code point; the key is stored so that both order as Danes do.
    sort_key = models.CharField(max_length=240, editable=False, db_index=True)
    is_active = models.BooleanField(
        _("i brug"),
        default=True,
        help_text=_("Tag fluebenet væk i stedet for at slette, når gamle sager peger hertil."),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the sort key following the name."""
        self.sort_key = sort_key(self.name)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_key"}
        super().save(*args, **kwargs)


class Area(Named):
    """A part of the town that people know by name (bydel)."""

    is_provisional = models.BooleanField(
        _("foreløbig"),
        default=False,
        help_text=_("Navnet er ikke bekræftet af kommunen."),
    )

    class Meta:
        verbose_name = _("bydel")
        verbose_name_plural = _("bydele")
        ordering = ["sort_key", "pk"]


class Topic(Named):
    """A subject that people follow (emne)."""

    class Meta:
        verbose_name = _("emne")
        verbose_name_plural = _("emner")
        ordering = ["sort_key", "pk"]


class Department(Named):
    """A part of the administration that is responsible for cases (forvaltning, afdeling)."""

    email = models.EmailField(_("mailadresse"), blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("afdeling")
        verbose_name_plural = _("afdelinger")
        ordering = ["sort_key", "pk"]
