"""The programme on the seminar's page; each change goes through the services."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import received_at
from seminars.forms.staff import DayForm, SessionForm, SpeakerForm
from seminars.models import SeminarDay, Session, Speaker, Track
from seminars.services import programme
from seminars.services.speakers import set_portrait


class OfSeminar:
    """Who may change the seminar may change what belongs to it."""

    extra = 0

    def _may(self, request, obj):
        return request.user.has_perm("seminars.change_seminar", obj)

    def has_view_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_add_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may(request, obj)


class NotOncePublic(OfSeminar):
    """What everybody has seen is cancelled, not taken away."""

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_published)


class DayInline(NotOncePublic, admin.StackedInline):
    """When and where; who comes, and cancelling one day, stand on the event's page.

    There is always room for one more day, until all of them are over.
    """

    model = SeminarDay
    form = DayForm
    fields = ["on_its_own", "starts_at", "ends_at", ("place", "capacity")]
    readonly_fields = ["on_its_own"]
    max_num = 5

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj and obj.is_held() else 1

    @admin.display(description=gettext_lazy("tilmeldte og fremmøde"))
    def on_its_own(self, day):
        return _link_to_event(day, _("Åbn dagens egen side"))


class TrackInline(OfSeminar, admin.TabularInline):
    model = Track
    fields = ["title", "text", "position"]
    extra = 1


class SpeakerInline(OfSeminar, admin.StackedInline):
    model = Speaker
    form = SpeakerForm
    classes = ["collapse"]
    extra = 1
    fields = [
        ("name", "title"),
        "text",
        "portrait",
        ("portrait_alt", "portrait_credit", "position"),
    ]


class SessionInline(NotOncePublic, admin.StackedInline):
    model = Session
    form = SessionForm
    extra = 2
    fields = [
        "on_its_own",
        ("kind", "title"),
        ("day", "track"),
        "starts_at",
        "ends_at",
        ("place", "capacity"),
        "text",
        "speakers",
        "takes_questions",
    ]
    readonly_fields = ["on_its_own"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("event").order_by("event__starts_at")

    def get_formset(self, request, obj=None, **kwargs):
        kwargs["form"] = type("SessionForm", (SessionForm,), {"seminar": obj})
        return super().get_formset(request, obj, **kwargs)

    @admin.display(description=gettext_lazy("aflysning, væg, deltagere"))
    def on_its_own(self, session):
        return _link_to_event(session, _("Åbn sessionens egen side"))


def save_formset(request: Any, seminar: Any, formset: Any) -> None:
    """Save what was changed of one part of the programme."""
    savers = {
        SeminarDay: _save_days,
        Session: _save_sessions,
        Speaker: _save_speakers,
        Track: _save_plainly,
    }
    savers[formset.model](request, seminar, formset)


def _save_days(request, seminar, formset):
    step = {"by": request.user, "at": received_at(request)}
    for form in _changed(formset):
        fields = {name: form.cleaned_data[name] for name in DayForm.OF_EVENT}
        if form.instance.pk is None:
            formset.new_objects.append(programme.add_day(seminar, **fields, **step))
        else:
            programme.change_day(form.instance, **_of_changed(form, fields), **step)
    for day in formset.deleted_objects:
        programme.remove_day(day, **step)


def _save_sessions(request, _seminar, formset):
    step = {"by": request.user, "at": received_at(request)}
    for form in _changed(formset):
        written = form.cleaned_data
        fields = {name: written[name] for name in SessionForm.OF_EVENT}
        own = {name: written[name] for name in ("kind", "track", "takes_questions", "day")}
        if form.instance.pk is None:
            day = own.pop("day")
            made = programme.add_session(day, speakers=written["speakers"], **own, **fields, **step)
            formset.new_objects.append(made)
        else:
            own = _of_changed(form, own)
            programme.change_session(
                Session.objects.get(pk=form.instance.pk),
                speakers=written["speakers"] if "speakers" in form.changed_data else None,
                own=own,
                **_of_changed(form, fields),
                **step,
            )
    for session in formset.deleted_objects:
        programme.remove_session(session, **step)


def _save_speakers(request, _seminar, formset):
    _save_plainly(request, _seminar, formset)
    for form in formset.forms:
        upload = getattr(form, "cleaned_data", {}).get("portrait")
        if upload and form not in formset.deleted_forms:
            told = {name: form.cleaned_data[f"portrait_{name}"] for name in ("alt", "credit")}
            set_portrait(form.instance, upload, at=received_at(request), **told)


def _save_plainly(_request, _seminar, formset):
    for row in formset.save(commit=False):
        row.save()
    for row in formset.deleted_objects:
        row.delete()


def _changed(formset):
    formset.save(commit=False)
    formset.new_objects, formset.changed_objects = [], []
    return [
        form for form in formset.forms if form.has_changed() and form not in formset.deleted_forms
    ]


def _of_changed(form, fields):
    return {name: value for name, value in fields.items() if name in form.changed_data}


def _link_to_event(row, text):
    if not row.pk:
        return "–"
    url = reverse("admin:events_event_change", args=[row.event_id])
    return format_html('<a href="{}">{}</a>', url, _("Aflyst") if row.event.is_cancelled else text)
