"""Kort fortalt in other languages: choose one, translate beside the Danish, take one away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.clock import received_at
from core.languages import languages
from core.workplace import posted, staff_page
from hearings.admin.base import permitted_hearing
from hearings.forms.staff import StepForm
from hearings.forms.translation import LanguageForm, TranslationForm, name_in_both
from hearings.models import Hearing, HearingTranslation
from hearings.services.translations import remove_translation, translate_hearing

# Who may change the hearing may translate it, and also when it is published.
PERMISSION = "change_hearing"


def translations_for_panel(hearing: Hearing) -> list[dict[str, Any]]:
    """Return a hearing's translations with where they lead, for its panel: one question."""
    danish = hearing.translated_texts()
    return [
        {
            "name": name_in_both(row.language),
            "at": row.translated_at,
            "is_outdated": row.is_outdated(danish),
            "url": _address("translate", hearing, row.language),
            "public_url": row.get_absolute_url(),
        }
        for row in hearing.translations.all()
    ]


@require_safe
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the language; the answer stands in the address."""
    hearing = permitted_hearing(request, pk, PERMISSION)
    form = LanguageForm(request.GET or None, hearing=hearing)
    if form.is_valid():
        return redirect(_address("translate", hearing, form.cleaned_data["sprog"]))
    context = {**_frame(hearing, _("Oversæt kort fortalt")), "form": form}
    return staff_page(request, "admin/hearings/hearing/choose_language.html", context)


@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    hearing = permitted_hearing(request, pk, PERMISSION)
    if language not in languages():
        raise Http404
    known = hearing.translations.filter(language=language).first()
    form = _form(request, hearing, language, known)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, hearing, language, form)
        except ValidationError as error:
            form = _form_again(request, hearing, language, error)
        else:
            messages.success(request, _("Oversættelsen er gemt."))
            return redirect("admin:hearings_hearing_change", hearing.pk)
    context = {
        **_frame(hearing, _("Kort fortalt: %(name)s") % {"name": name_in_both(language)}),
        "form": form,
        "translation": known,
        "is_outdated": bool(known and known.is_outdated(hearing.translated_texts())),
        "remove_url": _address("untranslate", hearing, language),
    }
    return staff_page(request, "admin/hearings/hearing/translate.html", context)


@require_http_methods(["GET", "POST"])
def untranslate(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    hearing = permitted_hearing(request, pk, PERMISSION)
    translation = get_object_or_404(hearing.translations, language=language)
    if request.method == "POST":
        remove_translation(translation, by=request.user, at=received_at(request))
        messages.success(request, _("Oversættelsen er fjernet."))
        return redirect("admin:hearings_hearing_change", hearing.pk)
    context = {
        **_frame(hearing, _("Fjern oversættelsen: %(name)s") % {"name": name_in_both(language)}),
        "step": _("Fjern oversættelsen"),
        "is_grave": True,
        "form": StepForm(),
        "consequences": [
            _("Siden på det sprog findes ikke mere, og linket til den forsvinder."),
            _("Teksten kan ikke hentes frem igen. Historikken siger, at den har været der."),
        ],
        "told": 0,
    }
    return staff_page(request, "admin/step_confirm.html", context)


def _form(
    request: HttpRequest, hearing: Hearing, language: str, known: HearingTranslation | None
) -> TranslationForm:
    return TranslationForm(*posted(request), hearing=hearing, language=language, instance=known)


def _form_again(
    request: HttpRequest, hearing: Hearing, language: str, error: ValidationError
) -> TranslationForm:
    """Return what was written beside the Danish as it is now, for another look."""
    hearing.refresh_from_db()
    written = request.POST.copy()
    form = TranslationForm(written, hearing=hearing, language=language)
    written["seen"] = form.initial["seen"]
    form.add_error(None, error)
    return form


def _save(request: HttpRequest, hearing: Hearing, language: str, form: TranslationForm) -> None:
    translate_hearing(
        hearing,
        language=language,
        texts=form.cleaned_data,
        seen=form.cleaned_data["seen"],
        by=request.user,
        at=received_at(request),
    )


def _address(name: str, hearing: Hearing, language: str) -> str:
    return reverse(f"admin:hearings_hearing_{name}", args=[hearing.pk, language])


def _frame(hearing: Hearing, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "hearing": hearing,
        "object": hearing,
        "cancel_url": reverse("admin:hearings_hearing_change", args=[hearing.pk]),
    }
