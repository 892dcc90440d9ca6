"""Documents and meetings on the hearing's page; each change leaves a line of history."""

from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import received_at
from hearings.forms.staff import DocumentForm, MeetingForm
from hearings.models import HearingDocument, HearingMeeting
from hearings.services.staff import add_document, note_change, remove_document


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
    model = HearingMeeting
    form = MeetingForm
    classes = ["collapse"]


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
    """Save meetings, with one line for each that was changed."""
    formset.save()
    words = [
        (formset.new_objects, _("Møde tilføjet: %(title)s")),
        ([meeting for meeting, _fields in formset.changed_objects], _("Møde rettet: %(title)s")),
        (formset.deleted_objects, _("Møde fjernet: %(title)s")),
    ]
    for meetings, sentence in words:
        for meeting in meetings:
            note_change(
                hearing,
                note=sentence % {"title": meeting.title},
                by=request.user,
                at=received_at(request),
            )
