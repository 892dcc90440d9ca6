"""Who did what, when: one append-only table per app, from this abstract line."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class HistoryIsFinal(Exception):
    """History is written once; nobody changes or removes a line."""


class HistoryQuerySet(models.QuerySet):
    """Lines are added and read; the whole-table ways of changing them are shut too.

    The two changes there may be are for people who are to be forgotten (GDPR art. 17).
    """

    def update(self, **_kwargs: Any) -> NoReturn:
        raise HistoryIsFinal

    def delete(self) -> NoReturn:
        raise HistoryIsFinal

    def forget_people(self, people: Any) -> int:
        """Cut the lines loose from people who are to be forgotten."""
        return models.QuerySet.update(self.filter(by__in=people), by=None, by_name="")

    def forget_words(self) -> int:
        """Empty what was remarked to people who are to be forgotten; that it was done stays."""
        return models.QuerySet.update(self.exclude(note=""), note="")


class HistoryLine(models.Model):
    """One step that somebody took. `by_name` stays when the account is gone."""

    at = models.DateTimeField(_("tidspunkt"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("af"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    by_name = models.CharField(_("navn"), max_length=200, blank=True)
    action = models.CharField(_("handling"), max_length=60)
    note = models.TextField(_("bemærkning"), blank=True)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]
        get_latest_by = "at"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise HistoryIsFinal
        if self.by and not self.by_name:
            self.by_name = str(self.by)[:200]
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise HistoryIsFinal
