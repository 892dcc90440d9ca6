from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import core.converters  # noqa: F401 - <dbint:…> and <language:…> in the addresses below
from accounts.roles import Role, departments_of
from core.clock import format_date, received_at
from core.editor import allow_editor
from core.workplace import DepartmentAdmin, staff_page
from hearings.admin import entering, steps, translating
from hearings.admin.base import history_for, permitted_hearing, reads_answers
from hearings.admin.counts import counts_of
from hearings.admin.filters import DepartmentFilter, KindFilter, StageFilter
from hearings.admin.inlines import DocumentInline, MeetingInline, save_documents, save_meetings
from hearings.chain import lacks_prehearing_changes
from hearings.forms.staff import MATERIAL_FIELDS, HearingForm
from hearings.material import is_asked_for
from hearings.models import Hearing, HearingDocument, Response
from hearings.parties import takes_statements
from hearings.party_suggestions import warning_of
from hearings.periods import judge_period
from hearings.services.hearings import create_hearing
from hearings.services.material import is_to_be_heard_again, tell_of_changes
from hearings.services.meetings import keep_meetings_with
from hearings.services.staff import change_hearing
from projects.models import Project

PERIOD = ["opens_at", "last_day"]
RECENT_LINES = 8
# Form fields that stand for another column.
COLUMNS = {"last_day": "closes_at"}
MATERIAL = (
    gettext_lazy("Når teksten eller dokumenterne ændres efter åbningen"),
    {
        "fields": list(MATERIAL_FIELDS),
        "description": gettext_lazy(
            "Retter du det, alle læser, eller lægger du dokumenter op eller ned, så står det på "
            "høringens side med forskellen. De, der har svaret eller følger høringen, får en mail."
        ),
    },
)


@admin.register(Hearing)
class HearingAdmin(DepartmentAdmin):
    """From an empty draft to the decision. Status and dates change by the steps alone."""

    form = HearingForm
    change_form_template = "admin/hearings/hearing/change_form.html"
    list_display = ["title", "stage_name", "opens", "last", "unread", "department", "case_number"]
    list_filter = [StageFilter, DepartmentFilter, KindFilter]
    list_select_related = ["department"]
    list_per_page = 50
    search_fields = ["title", "formal_title", "case_number"]
    search_help_text = gettext_lazy("Søg i titel og sagsnummer.")
    ordering = ["-opens_at", "-pk"]
    view_on_site = False
    radio_fields = {"publication_rule": admin.VERTICAL}
    fieldsets = [
        (
            gettext_lazy("1. Høringen"),
            {"fields": ["title", "formal_title", "kinds", "lead"]},
        ),
        (
            gettext_lazy("2. Perioden"),
            {
                "fields": PERIOD,
                "description": gettext_lazy(
                    "Høringstypen bestemmer den korteste lovlige periode. Når du gemmer, står det "
                    "øverst på siden, om perioden er lang nok."
                ),
            },
        ),
        (
            gettext_lazy("3. Kort fortalt"),
            {
                "fields": [
                    "brief_what",
                    "brief_why",
                    "brief_who",
                    "brief_influence",
                    "brief_decided",
                    "brief_next",
                ],
                "description": gettext_lazy(
                    "Seks korte svar, som de fleste læser i stedet for hele teksten. Skriv, som "
                    "du ville sige det til en nabo."
                ),
            },
        ),
        (gettext_lazy("4. Hele teksten"), {"fields": ["body"]}),
        (
            gettext_lazy("5. Hvem beslutter"),
            {
                "fields": [
                    "deciding_body",
                    "sent_on",
                    "remark",
                    "expected_decision",
                    "third_party",
                ]
            },
        ),
        (
            gettext_lazy("Projektet og tidligere høring om samme sag"),
            {
                "fields": ["project", "follows", "prehearing_changes"],
                "description": gettext_lazy(
                    "Kommer forslaget efter en før-høring, så skriv, hvad den ændrede. Det er "
                    "det, de, der svarede dengang, vil vide."
                ),
            },
        ),
        (gettext_lazy("6. Hvor og hvad"), {"fields": ["areas", "topics"]}),
        (
            gettext_lazy("7. Svarene"),
            {
                "fields": [
                    "publication_rule",
                    "white_paper_due_on",
                    "needs_second_reader",
                    "delete_personal_data_on",
                ]
            },
        ),
        (
            gettext_lazy("8. Sag og kontakt"),
            {
                "fields": [
                    "case_number",
                    "department",
                    "contact_name",
                    "contact_phone",
                    "contact_email",
                ]
            },
        ),
    ]

    def get_urls(self):
        pages = [
            ("offentliggoer", "publish", steps.publish),
            ("forlaeng", "extend", steps.extend),
            ("traek-tilbage", "withdraw", steps.withdraw),
            ("beslutning", "decide", steps.decide),
            ("ny-hoering", "hear_again", steps.hear_again),
            ("indfoer-svar", "enter", entering.enter),
            ("oversaet", "languages", translating.choose),
            ("oversaet/<language:language>", "translate", translating.translate),
            ("oversaet/<language:language>/fjern", "untranslate", translating.untranslate),
        ]
        own = [
            path(
                f"<dbint:pk>/{address}/",
                self.admin_site.admin_view(view),
                name=f"hearings_hearing_{name}",
            )
            for address, name, view in pages
        ]
        return own + super().get_urls()

    # --- What is shown --------------------------------------------------------------------
    def get_queryset(self, request):
        mine = Hearing.objects.of_departments_of(request.user)
        waiting = Count("responses", filter=Q(responses__status=Response.Status.RECEIVED))
        return mine.annotate(unread_count=waiting).order_by(*self.ordering)

    def get_readonly_fields(self, request, obj=None):
        if obj is None or not obj.is_published:
            return []
        sealed = [*PERIOD, "publication_rule", "kinds"]
        return [*sealed, "white_paper_due_on"] if obj.white_paper_due_on else sealed

    def get_inlines(self, request, obj):
        """A new hearing is saved as a draft first: then files are not lost by an error."""
        return [DocumentInline, MeetingInline] if obj else []

    def get_changeform_initial_data(self, request):
        departments = list(departments_of(request.user, Role.CASE_WORKER)[:2])
        initial: dict[str, Any] = {"deciding_body": _("Kommunalbestyrelsen")}
        if len(departments) == 1:
            initial |= {
                "department": departments[0],
                "contact_phone": departments[0].phone,
                "contact_email": departments[0].email,
            }
        return initial | super().get_changeform_initial_data(request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "department":
            kwargs["queryset"] = departments_of(request.user, Role.CASE_WORKER)
        if db_field.name == "follows":
            kwargs["queryset"] = Hearing.objects.of_departments_of(request.user).published()
        if db_field.name == "project":
            kwargs["queryset"] = Project.objects.published()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """After publishing, the period says how it can still be moved; once open, why is asked."""
        if obj is None or not obj.is_published:
            return self.fieldsets
        sealed = gettext_lazy(
            "Datoerne ligger fast. Fristen kan kun forlænges, med knappen øverst."
        )
        shown = [
            (name, {**options, "description": sealed} if options["fields"] == PERIOD else options)
            for name, options in self.fieldsets
        ]
        may_change = request.user.has_perm("hearings.change_hearing", obj)
        return [*shown, MATERIAL] if may_change and is_asked_for(obj, timezone.now()) else shown

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A choice is a choice: no pencils and plus signs beside it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            field.widget = widget.widget
        return field

    @admin.display(description=gettext_lazy("sidste dag at svare"))
    def last_day(self, hearing):
        return format_date(hearing.last_day)

    @admin.display(description=gettext_lazy("hvor den er"))
    def stage_name(self, hearing):
        return hearing.stage(timezone.now()).label

    @admin.display(description=gettext_lazy("åbner"), ordering="opens_at")
    def opens(self, hearing):
        return format_date(hearing.opens_at)

    @admin.display(description=gettext_lazy("sidste dag"), ordering="closes_at")
    def last(self, hearing):
        return format_date(hearing.last_day)

    @admin.display(description=gettext_lazy("skal læses"), ordering="unread_count")
    def unread(self, hearing):
        return hearing.unread_count or "–"

    # --- The form page --------------------------------------------------------------------
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        return allow_editor(response)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["show_save_and_add_another"] = False
        if obj:
            context |= self._panel(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _panel(self, request: HttpRequest, hearing: Hearing) -> dict[str, Any]:
        """Return what stands above the form: where it is, the period, the steps, the history."""
        at = received_at(request)
        stage = hearing.stage(at)
        user = request.user
        return {
            "hearing": hearing,
            "stage": stage,
            "verdict": judge_period(
                hearing.kinds.all(), opens_at=hearing.opens_at, closes_at=hearing.closes_at, at=at
            )
            if stage == Hearing.Stage.DRAFT
            else None,
            "steps": [
                {
                    "label": step.label,
                    "url": reverse(step.url_name, args=[hearing.pk]),
                    "is_main": step.is_main,
                    "is_grave": step.is_grave,
                }
                for step in steps.possible(hearing, at)
                if user.has_perm(f"hearings.{step.permission}", hearing)
            ],
            "may_enter": stage in entering.TAKES_ANSWERS
            and user.has_perm("hearings.register_response", hearing),
            "may_hear_again": is_to_be_heard_again(hearing)
            and user.has_perm("hearings.add_hearing", hearing),
            "lacks_prehearing_changes": lacks_prehearing_changes(hearing),
            "may_see_desk": user.has_perm("hearings.view_desk_hearing", hearing),
            "may_see_white_paper": user.has_perm("hearings.view_desk_hearing", hearing),
            "may_follow": hearing.is_published
            and user.has_perm("hearings.plan_changes_hearing", hearing),
            "may_ask": user.has_perm("hearings.ask_parties_hearing", hearing),
            "party_warnings": warning_of(hearing, at) if takes_statements(hearing) else [],
            "history_url": reverse("admin:hearings_hearing_history", args=[hearing.pk]),
            "extensions": hearing.extensions.all(),
            "translations": translating.translations_for_panel(hearing),
            "may_translate": user.has_perm(f"hearings.{translating.PERMISSION}", hearing),
            "counts": counts_of(hearing),
            "lines": history_for(user, hearing)[:RECENT_LINES],
            "reads_answers": reads_answers(user, hearing),
        }

    def history_view(self, request, object_id, extra_context=None):
        """Show our own history, not Django's log of clicks."""
        hearing = self.get_object(request, object_id)
        permitted_hearing(request, hearing.pk, "view_hearing")
        found = history_for(request.user, hearing)
        lines = self.get_paginator(request, found, 50).get_page(request.GET.get("p"))
        context = {"title": _("Historik"), "hearing": hearing, "lines": lines, "opts": self.opts}
        return staff_page(request, "admin/hearings/hearing/history.html", context)

    # --- Saving ---------------------------------------------------------------------------
    def save_model(self, request, obj, form, change):
        if not change:
            create_hearing(obj, by=request.user)
            return
        changed = [
            COLUMNS.get(name, name) for name in form.changed_data if name not in MATERIAL_FIELDS
        ]
        change_hearing(
            obj,
            changed=changed,
            assessed=form.assessed(),
            by=request.user,
            at=received_at(request),
        )

    def save_formset(self, request, form, formset, change):
        if formset.model is HearingDocument:
            save_documents(request, form.instance, formset, assessed=form.assessed())
        else:
            save_meetings(request, form.instance, formset)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        hearing = form.instance
        keep_meetings_with(hearing)
        if change and tell_of_changes(hearing, by=request.user, at=received_at(request)):
            messages.info(
                request,
                _("Ændringerne står på høringens side, og de, der følger den, får en mail."),
            )
        stays_here = not change or "_continue" in request.POST
        if hearing.is_published or stays_here:
            return  # the page itself says what stands against the period
        verdict = judge_period(
            hearing.kinds.all(),
            opens_at=hearing.opens_at,
            closes_at=hearing.closes_at,
            at=received_at(request),
        )
        for sentence in [*verdict.errors, *verdict.warnings]:
            messages.warning(request, sentence)

    def response_add(self, request, obj, post_url_continue=None) -> HttpResponse:
        """Stay on the draft: documents and the steps are next."""
        request.POST = request.POST.copy()
        request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)
