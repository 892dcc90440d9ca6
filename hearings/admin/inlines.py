"""Documents and meetings on the hearing's page; each change leaves a line of history."""

from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import received_at
from hearings.forms.staff import DocumentForm, MeetingForm
from hearings.models import HearingDocument, HearingMeeting
from hearings.services.meetings import add_meeting, change_meeting, remove_meeting
from hearings.services.staff import add_document, note_change, remove_document

# What the form of a meeting says of its event.
OF_EVENT = tuple(MeetingForm.declared_fields)


class OfHearing:
    """Who may change the hearing may change what belongs to it."""

    extra = 1

    def _may(self, request, obj):
        return request.user.has_perm("hearings.change_hearing", obj)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("hearings.view_hearing", obj)

    def has_add_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may(request, obj)


class DocumentInline(OfHearing, admin.StackedInline):
    model = HearingDocument
    form = DocumentForm
    fields = ["title", "stored", "upload", ("note", "position")]
    readonly_fields = ["stored"]

    @admin.display(description=gettext_lazy("på siden nu"))
    def stored(self, document):
        if not document.pk:
            return "–"
        return f"{document.original_name}, {filesizeformat(document.size)}"


class MeetingInline(OfHearing, admin.StackedInline):
    """What belongs to the hearing; sign-up, attendance and cancelling stand on the event's page."""

    model = HearingMeeting
    form = MeetingForm
    classes = ["collapse"]
    fields = [
        "on_its_own",
        ("kind", "title"),
        "starts_at",
        "ends_at",
        ("place", "online_url"),
        "text",
        ("takes_sign_up", "capacity"),
    ]
    readonly_fields = ["on_its_own"]

    def has_delete_permission(self, request, obj=None):
        """What everybody has seen is cancelled, not taken away."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_published)

    @admin.display(description=gettext_lazy("tilmeldte, fremmøde, aflysning"))
    def on_its_own(self, meeting):
        if not meeting.pk:
            return "–"
        url = reverse("admin:events_event_change", args=[meeting.event_id])
        state = _("Aflyst") if meeting.is_cancelled else _("Åbn mødets egen side")
        return format_html('<a href="{}">{}</a>', url, state)


def save_documents(request, hearing, formset, *, assessed=None):
    """Store, rename and remove documents through the services; `assessed` says why, once open."""
    by, at = request.user, received_at(request)
    formset.save(commit=False)
    for document in formset.deleted_objects:
        remove_document(document, assessed=assessed, by=by, at=at)
    for form in formset.forms:
        if form in formset.deleted_forms or not form.has_changed():
            continue
        document = form.instance
        if document.pk is None:
            fields = dict(form.cleaned_data)
            upload = fields.pop("upload")
            kept = {name: fields[name] for name in ("title", "note", "position")}
            add_document(hearing, upload, assessed=assessed, by=by, at=at, **kept)
        else:
            document.save()
            note = _("Dokument rettet: %(title)s") % {"title": document.title}
            note_change(hearing, note=note, by=by, at=at)


def save_meetings(request, hearing, formset):
    """Add, change and remove meetings through the services, with a line for each."""
    by, at = request.user, received_at(request)
    formset.save(commit=False)
    formset.new_objects = []
    for form in formset.forms:
        if form in formset.deleted_forms or not form.has_changed():
            continue
        if form.instance.pk is None:
            made = add_meeting(hearing, by=by, at=at, **_of_event(form))
            formset.new_objects.append(made)
        else:
            changed = {name: form.cleaned_data[name] for name in form.changed_data}
            change_meeting(form.instance, by=by, at=at, **changed)
    for meeting in formset.deleted_objects:
        remove_meeting(meeting, by=by, at=at)


def _of_event(form):
    return {name: form.cleaned_data[name] for name in OF_EVENT}
