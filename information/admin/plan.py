from __future__ import annotations

from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import received_at
from hearings.models import Hearing
from information.admin.publication import PublicationAdmin
from information.forms.plans import PlanDocumentForm, PlanForm, PlanStepForm
from information.models import Plan, PlanDocument, PlanStep
from information.services.conversations import let_comment
from information.services.publications import (
    add_plan_document,
    note_change,
    remove_plan_document,
)


class OfPlan:
    """Who may change the plan may change what belongs to it."""

    extra = 1

    def _may(self, request, obj):
        return request.user.has_perm("information.change_plan", obj)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("information.view_plan", obj)

    has_add_permission = has_change_permission = has_delete_permission = _may


class PlanDocumentInline(OfPlan, admin.StackedInline):
    model = PlanDocument
    form = PlanDocumentForm
    fields = ["title", "stored", "upload", "position"]
    readonly_fields = ["stored"]

    @admin.display(description=gettext_lazy("på siden nu"))
    def stored(self, document):
        if not document.pk:
            return "–"
        return f"{document.original_name}, {filesizeformat(document.size)}"


class PlanStepInline(OfPlan, admin.StackedInline):
    model = PlanStep
    form = PlanStepForm


@admin.register(Plan)
class PlanAdmin(PublicationAdmin):
    """A plan in the register: days decide its state, the steps its publication."""

    form = PlanForm
    list_display = ["title", "kind", "number", "state_name", *PublicationAdmin.list_display[1:]]
    list_filter = [*PublicationAdmin.list_filter, "kind"]
    search_fields = ["title", "number"]
    search_help_text = gettext_lazy("Søg i titel og nummer.")
    fieldsets = [
        (gettext_lazy("Teksten"), {"fields": ["title", "lead", "body"]}),
        (
            gettext_lazy("Planen"),
            {
                "fields": [
                    "kind", "number", "proposed_on", "adopted_on", "in_force_on", "lapsed_on",
                    "replaced_by",
                ],
                "description": gettext_lazy(
                    "Dagene bestemmer, om planen er et forslag, vedtaget, gælder eller er ophævet."
                ),
            },
        ),
        (gettext_lazy("Hvor og hvad"), {"fields": ["hearings", "areas", "topics"]}),
        (gettext_lazy("Ansvar"), {"fields": ["department", "review_on", "takes_comments"]}),
    ]  # fmt: skip

    def get_inlines(self, request, obj):
        """A new plan is saved as a draft first: then files are not lost by an error."""
        return [PlanDocumentInline, PlanStepInline] if obj else []

    @admin.display(description=gettext_lazy("tilstand"))
    def state_name(self, plan):
        return plan.state(timezone.now()).label

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "replaced_by":
            kwargs["queryset"] = Plan.objects.visible_to(request.user).order_by("-pk")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "hearings":
            kwargs["queryset"] = Hearing.objects.visible_to(None).order_by("-opens_at")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        is_allowed = form.cleaned_data["takes_comments"]
        let_comment(obj, is_allowed=is_allowed, by=request.user, at=received_at(request))

    def save_formset(self, request, form, formset, change):
        save = _save_documents if formset.model is PlanDocument else _save_steps
        save(request, form.instance, formset)


def _save_documents(request, plan, formset):
    """Store, rename and remove documents through the services."""
    step = {"by": request.user, "at": received_at(request)}
    formset.save(commit=False)
    for document in formset.deleted_objects:
        remove_plan_document(document, **step)
    for form in formset.forms:
        if form in formset.deleted_forms or not form.has_changed():
            continue
        document = form.instance
        if document.pk is None:
            fields = {name: form.cleaned_data[name] for name in ("title", "position")}
            add_plan_document(plan, form.cleaned_data["upload"], **step, **fields)
        else:
            document.save()
            note_change(plan, note=_("Dokument rettet: %s") % document.title, **step)


def _save_steps(request, plan, formset):
    """Save steps, with one line for each that was changed."""
    formset.save()
    words = [
        (formset.new_objects, _("Skridt tilføjet: %s")),
        ([each for each, _fields in formset.changed_objects], _("Skridt rettet: %s")),
        (formset.deleted_objects, _("Skridt fjernet: %s")),
    ]
    for rows, sentence in words:
        for row in rows:
            note = sentence % row.title
            note_change(plan, note=note, by=request.user, at=received_at(request))
