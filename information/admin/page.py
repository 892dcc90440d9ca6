from __future__ import annotations

from django.contrib import admin
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import core.converters  # noqa: F401 - <dbint:…> in the addresses below
from core.clock import format_date, format_moment, received_at
from core.editor import allow_editor
from core.workplace import staff_page
from information.admin import language, page_steps, page_texts, page_translations
from information.admin.base import (
    DepartmentFilter,
    EditorAdmin,
    StageFilter,
    history_of,
    permitted,
)
from information.admin.panels import STAGE_LOOKS, about, conflict, page_panel, review_mark
from information.admin.tree import TreeChangeList
from information.forms.pages import NewPageForm, PageForm
from information.models import Page, PageVersion
from information.services.conversations import let_comment
from information.services.pages import change_page, create_page, save_version

DEEPEST_INDENT = 6
TEXT = ["title", "lead", "body"]
RESPONSIBLE = ["department", "topics", "review_on", "takes_comments"]


@admin.register(Page)
class PageAdmin(EditorAdmin):
    """From a draft to what visitors read. Stage and place change by the steps alone."""

    form = PageForm
    # A text is long: what saves it is in sight from its first line to its last (css: .save-bar).
    save_on_top = True
    change_form_template = "admin/information/page/change_form.html"
    change_list_template = "admin/information/page/change_list.html"
    list_display = ["name", "stage_name", "review", "department"]
    list_filter = [StageFilter, DepartmentFilter]
    list_select_related = ["department"]
    list_per_page = 100
    search_fields = ["newest_title", "path"]
    search_help_text = gettext_lazy("Søg i titel og adresse.")
    ordering = ["path", "pk"]
    new_fieldsets = [
        (gettext_lazy("Teksten"), {"fields": TEXT}),
        (
            gettext_lazy("Hvor siden ligger"),
            {
                "fields": ["parent", "slug", "position"],
                "description": gettext_lazy(
                    "Adressen kan ændres senere: den gamle adresse fører altid videre til den nye."
                ),
            },
        ),
        (gettext_lazy("Ansvar og emner"), {"fields": RESPONSIBLE}),
    ]
    fieldsets = [
        (gettext_lazy("Teksten"), {"fields": [*TEXT, "note"]}),
        (gettext_lazy("Ansvar og emner"), {"fields": RESPONSIBLE}),
    ]

    def get_urls(self):
        check = self.admin_site.admin_view(language.check)
        own = [path("sprogtjek/", check, name="information_language_check")]
        pages = [*page_steps.PAGES, *page_texts.PAGES, *page_translations.PAGES]
        for address, name, view in pages:
            wrapped = self.admin_site.admin_view(view)
            own.append(path(f"<dbint:pk>/{address}", wrapped, name=f"information_page_{name}"))
        return own + super().get_urls()

    # --- The list -------------------------------------------------------------------------
    def get_changelist(self, request, **kwargs):
        return TreeChangeList

    def get_queryset(self, request):
        at = received_at(request)
        newest = PageVersion.objects.newest_of()
        public = PageVersion.objects.public_of(OuterRef("pk"), at)
        waiting = PageVersion.objects.filter(page=OuterRef("pk"), public_from__gt=at)
        overtaking = waiting.filter(number__gt=OuterRef("public_number"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                newest_title=newest("title"),
                public_number=Coalesce(Subquery(public.values("number")[:1]), Value(0)),
                public_since=Subquery(public.values("public_from")[:1]),
            )
            .annotate(
                planned_for=Subquery(overtaking.order_by("public_from").values("public_from")[:1])
            )
        )

    @admin.display(description=gettext_lazy("side"))
    def name(self, page):
        """Return the title, set in by its depth; the address below it says the depth too."""
        depth = min(page.path.count("/"), DEEPEST_INDENT)
        return format_html(
            '<span class="tree tree-{}">{}<small class="tree__path">/{}/</small></span>',
            depth,
            page.newest_title,
            page.path,
        )

    @admin.display(description=gettext_lazy("hvor den er"))
    def stage_name(self, page):
        stage = _stage_of(page)
        notes = []
        if stage == Page.Stage.PUBLIC:
            notes.append(_("siden %s") % format_date(page.public_since))
        if stage == Page.Stage.SCHEDULED:
            notes.append(_("til %s") % format_moment(page.planned_for))
        elif page.planned_for and stage == Page.Stage.PUBLIC:
            notes.append(_("planlagt til %s") % format_moment(page.planned_for))
        elif page.public_number and page.last_version_number > page.public_number:
            notes.append(_("ændringer venter"))
        return format_html(
            '<span class="label label--{}">{}</span> {}',
            STAGE_LOOKS[stage],
            stage.label,
            "; ".join(notes),
        )

    @admin.display(description=gettext_lazy("skal ses efter"), ordering="review_on")
    def review(self, page):
        return review_mark(page)

    # --- The form page --------------------------------------------------------------------
    def get_form(self, request, obj=None, change=False, **kwargs):
        form = PageForm if obj else NewPageForm
        made = super().get_form(request, obj, change, **kwargs, form=form)
        if not obj:
            made.places = page_steps.places_for(request)
        return made

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.new_fieldsets

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        return allow_editor(response)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        form = context["adminform"].form
        if obj:
            context |= page_panel(request, obj) | conflict(form)
        context |= language.panel_of_form(form, plain=["lead"], rich=["body"])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        """Show our own history, not Django's log of clicks."""
        page = permitted(Page, request, self.get_object(request, object_id).pk, "view")
        lines = self.get_paginator(request, history_of(page), 50).get_page(request.GET.get("p"))
        context = about(page, _("Historik")) | {"lines": lines}
        return staff_page(request, "admin/information/history.html", context)

    # --- Saving ---------------------------------------------------------------------------
    def save_model(self, request, obj, form, change):
        step = {"by": request.user, "at": received_at(request)}
        texts = {name: form.cleaned_data[name] for name in (*TEXT, "note")}
        if change:
            save_version(obj, **texts, based_on=form.seen, **step)
            change_page(obj, changed=form.changed_columns, **step)
        else:
            create_page(obj, **texts, **step)
        let_comment(obj, is_allowed=form.cleaned_data["takes_comments"], **step)


def _stage_of(page):
    """Return the stage of a row of the list, from its columns."""
    if page.status == Page.Status.WITHDRAWN:
        return Page.Stage.WITHDRAWN
    if page.public_number:
        return Page.Stage.PUBLIC
    return Page.Stage.SCHEDULED if page.planned_for else Page.Stage.DRAFT
