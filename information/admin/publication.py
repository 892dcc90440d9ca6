"""What news, plans, guides, rights and films have in common: a draft, a moment, a way back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.clock import format_moment, received_at
from core.editor import allow_editor
from core.workplace import posted, staff_page
from hearings.forms.staff import StepForm
from information.admin import language
from information.admin.base import (
    RECENT_LINES,
    DepartmentFilter,
    EditorAdmin,
    StageFilter,
    history_of,
    permitted,
)
from information.admin.page_steps import twice_that_night
from information.admin.panels import STAGE_LOOKS, button, review_mark
from information.forms.moments import LATER, PublishForm, ReviewForm
from information.models import Publication, Video
from information.services import publications as services

Stage = Publication.Stage
Kind = type[Publication]


class PublicationAdmin(EditorAdmin):
    """From a draft to what visitors read. Stage changes by the steps alone."""

    # A text is long: what saves it is in sight from its first line to its last (css: .save-bar).
    save_on_top = True
    change_form_template = "admin/information/publication/change_form.html"
    list_display = ["title", "stage_name", "since", "review", "department"]
    list_filter = [StageFilter, DepartmentFilter]
    list_select_related = ["department"]
    search_fields = ["title"]
    search_help_text = gettext_lazy("Søg i titlen.")
    ordering = ["-changed_at", "-pk"]
    # Fields whose language the panel reads.
    plain_texts: tuple[str, ...] = ("lead",)
    rich_texts: tuple[str, ...] = ("body",)

    def get_urls(self):
        own = [
            path(
                f"<dbint:pk>/{address}/",
                self.admin_site.admin_view(view),
                {"model": self.model},
                name=f"information_{self.opts.model_name}_{name}",
            )
            for address, name, view in STEPS
        ]
        return own + super().get_urls()

    @admin.display(description=gettext_lazy("hvor den er"))
    def stage_name(self, text):
        stage = text.stage(timezone.now())
        return format_html(
            '<span class="label label--{}">{}</span>', STAGE_LOOKS[stage], stage.label
        )

    @admin.display(description=gettext_lazy("offentlig fra"), ordering="public_from")
    def since(self, text):
        return format_moment(text.public_from) if text.public_from else "–"

    @admin.display(description=gettext_lazy("skal ses efter"), ordering="review_on")
    def review(self, text):
        return review_mark(text)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        return allow_editor(response)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        form = context["adminform"].form
        if obj:
            context |= panel(request, obj) | {"newer": getattr(form, "newer", None)}
        if self.plain_texts[0] in form.fields:
            context |= language.panel_of_form(form, plain=self.plain_texts, rich=self.rich_texts)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        """Show our own history, not Django's log of clicks."""
        text = permitted(self.model, request, self.get_object(request, object_id).pk, "view")
        lines = self.get_paginator(request, history_of(text), 50).get_page(request.GET.get("p"))
        context = {"title": _("Historik"), "subject": text, "lines": lines, "back_url": _back(text)}
        return staff_page(request, "admin/information/history.html", context)

    def save_model(self, request, obj, form, change):
        step = {"by": request.user, "at": received_at(request)}
        if not change:
            services.create(obj, **step)
            return
        services.change(obj, changed=form.changed_columns, **step)


def panel(request: HttpRequest, text: Publication) -> dict[str, Any]:
    """Return where a text is, and the steps that a person can take."""
    at = received_at(request)
    stage = text.stage(at)
    return {
        "text": text,
        "kind_name": text._meta.verbose_name,
        "stage": stage,
        "stage_look": STAGE_LOOKS[stage],
        "is_public": text.is_public(at),
        "is_due": text.is_due_for_review(at),
        "steps": _steps(request, text, stage),
        "missing": text.missing() if stage != Stage.PUBLIC else [],
        "lines": history_of(text)[:RECENT_LINES],
        "history_url": _url("history", text),
    }


def _steps(request: HttpRequest, text: Publication, stage: Stage) -> list[dict]:
    name = text._meta.model_name
    found = [button(_("Forhåndsvis"), text.get_absolute_url())] if stage != Stage.PUBLIC else []
    may_publish = request.user.has_perm(f"information.publish_{name}", text)
    if may_publish and stage != Stage.PUBLIC:
        publish = _url("publish", text)
        found.insert(0, button(_("Offentliggør"), publish, is_main=True))
        found.append(button(_("Planlæg"), f"{publish}?hvornaar=senere"))
    if request.user.has_perm(f"information.change_{name}", text):
        found.append(button(_("Set efter"), _url("review", text)))
        if hasattr(text, "translations"):
            found.append(button(_("Oversættelser"), _url("translations", text)))
    may_withdraw = request.user.has_perm(f"information.withdraw_{name}", text)
    if may_withdraw and stage in (Stage.PUBLIC, Stage.SCHEDULED):
        label = _("Tag ned") if stage == Stage.PUBLIC else _("Aflys planlægningen")
        found.append(button(label, _url("withdraw", text), is_grave=True))
    return found


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int, model: Kind) -> HttpResponse:
    text = permitted(model, request, pk, "publish")
    initial = {"when": LATER} if request.GET.get("hvornaar") == "senere" else None
    form = PublishForm(*posted(request), initial=initial)
    missing = text.missing()
    if request.method == "POST" and form.is_valid() and not missing:
        try:
            text = services.publish(
                text, public_from=form.cleaned_data["public_from"], **_step(request)
            )
        except ValidationError as error:
            form.add_error("day", error)
        else:
            return _done(request, text, _published(request, text, form))
    consequences = [
        _("Alle kan læse teksten på %(address)s.") % {"address": text.get_absolute_url()},
        _("Skal det ske senere, vælger du dag og klokkeslæt. Så sker det af sig selv."),
        _("Teksten kan rettes bagefter. Hver rettelse står i historikken."),
    ]
    return _page(request, text, _("Offentliggør"), form, consequences, warnings=missing)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int, model: Kind) -> HttpResponse:
    text = permitted(model, request, pk, "withdraw")
    if request.method == "POST":
        services.withdraw(text, **_step(request))
        return _done(request, text, _("Teksten er taget ned."))
    if text.stage(received_at(request)) == Stage.SCHEDULED:
        consequences = [_("Teksten bliver ikke offentlig af sig selv. Den kan planlægges igen.")]
        return _page(request, text, _("Aflys planlægningen"), StepForm(), consequences)
    consequences = [
        _("Ingen kan læse teksten mere, fra det øjeblik du trykker."),
        _("Den bliver gemt, og du kan offentliggøre den igen."),
    ]
    if isinstance(text, Video):
        consequences.append(_("I tekster, der viser den, bliver linket stående uden afspiller."))
    return _page(request, text, _("Tag ned"), StepForm(), consequences, is_grave=True)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int, model: Kind) -> HttpResponse:
    text = permitted(model, request, pk, "change")
    form = ReviewForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        services.mark_reviewed(text, review_on=form.cleaned_data["review_on"], **_step(request))
        return _done(request, text, _("Teksten er set efter."))
    consequences = [
        _("I historikken står, at du har set teksten efter i dag."),
        _("Arbejdspladsen minder om den igen, når den nye dag er gået."),
    ]
    return _page(request, text, _("Set efter"), form, consequences)


def _published(request: HttpRequest, text: Publication, form: PublishForm) -> str:
    if text.stage(received_at(request)) == Stage.PUBLIC:
        return _("»%(title)s« er offentlig nu.") % {"title": text}
    moment = format_moment(text.public_from)
    sentence = _("»%(title)s« bliver offentlig %(moment)s.") % {"title": text, "moment": moment}
    return f"{sentence} {twice_that_night(form)}".strip()


def _page(
    request: HttpRequest,
    text: Publication,
    label: str,
    form: Any,
    consequences: list[str],
    **more: Any,
) -> HttpResponse:
    context = {
        "title": label,
        "object": text,
        "step": label,
        "form": form,
        "consequences": consequences,
        "cancel_url": _back(text),
        **more,
    }
    return staff_page(request, "admin/step_confirm.html", context)


def _done(request: HttpRequest, text: Publication, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(_back(text))


def _step(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": received_at(request)}


def _back(text: Publication) -> str:
    return _url("change", text)


def _url(step: str, text: Publication) -> str:
    return reverse(f"admin:information_{text._meta.model_name}_{step}", args=[text.pk])


# Address under the text, name, view.
STEPS = [
    ("offentliggoer", "publish", publish),
    ("tag-ned", "withdraw", withdraw),
    ("set-efter", "review", review),
]
