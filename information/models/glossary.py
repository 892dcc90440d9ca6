from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.danish import sort_key


class GlossaryTerm(models.Model):
    """A word of the administration, said so that everybody understands it (ordforklaring)."""

    term = models.CharField(_("ord"), max_length=80, unique=True)
    slug = models.SlugField(_("adressedel"), max_length=80, unique=True)
    forms = models.TextField(
        _("bøjninger"),
        blank=True,
        help_text=_("Én på hver linje: de former, som ordet har i en tekst."),
    )
    explanation = models.TextField(_("forklaring"), max_length=500)
    page = models.ForeignKey(
        "information.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="terms",
        verbose_name=_("læs mere på"),
    )
    is_active = models.BooleanField(_("i brug"), default=True)
    sort_key = models.CharField(max_length=160, editable=False, db_index=True)

    class Meta:
        verbose_name = _("ordforklaring")
        verbose_name_plural = _("ordforklaringer")
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.term

    def get_absolute_url(self) -> str:
        return f"{reverse('information:glossary')}#{self.slug}"

    @property
    def spellings(self) -> list[str]:
        """Return the word and its forms, as they stand in running text."""
        return [self.term, *(form.strip() for form in self.forms.splitlines() if form.strip())]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the sort key following the word."""
        self.sort_key = sort_key(self.term)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_key"}
        super().save(*args, **kwargs)
