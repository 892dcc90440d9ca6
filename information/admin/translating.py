"""What translating a page and translating a right have in common: save beside, and take away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import received_at
from core.languages import name_of
from core.workplace import staff_page
from hearings.exceptions import DanishTextChanged
from hearings.forms.staff import StepForm
from information.admin.base import permitted
from information.models import Page, Right
from information.services import translations as services


def saved(request: HttpRequest, subject: Page | Right, language: str, form: Any) -> bool:
    """Save a form that was posted; False leaves it beside the Danish as it is now."""
    if request.method != "POST" or not form.is_valid():
        return False
    at = received_at(request)
    texts = {name: form.cleaned_data[name] for name in form.names}
    seen = form.cleaned_data["seen"]
    try:
        services.translate(
            subject, language=language, texts=texts, seen=seen, by=request.user, at=at
        )
    except DanishTextChanged as error:
        form.look_again(error, services.digest_of_danish(subject, at))
        return False
    messages.success(
        request, _("Teksten på %(language)s er gemt.") % {"language": name_of(language)}
    )
    return True


def untranslated(
    request: HttpRequest, model: type[Page] | type[Right], pk: int, language: str
) -> HttpResponse:
    """Ask, and take a translation away. Who may translate may do it."""
    subject = permitted(model, request, pk, "change")
    translation = get_object_or_404(subject.translations, language=language)
    back = reverse(f"admin:information_{model._meta.model_name}_translations", args=[pk])
    at = received_at(request)
    if request.method == "POST":
        services.remove_translation(translation, by=request.user, at=at)
        messages.success(request, _("Oversættelsen er fjernet."))
        return redirect(back)
    named = {"name": name_of(language)}
    context = {
        "title": _("Fjern oversættelsen: %(name)s") % named,
        "object": getattr(services.danish_of(subject, at), "title", subject),
        "step": _("Fjern oversættelsen"),
        "is_grave": True,
        "form": StepForm(),
        "consequences": [
            _("Siden på det sprog findes ikke mere, og linket til den forsvinder."),
            _("Teksten kan ikke hentes frem igen. Historikken siger, at den har været der."),
        ],
        "told": 0,
        "cancel_url": back,
    }
    return staff_page(request, "admin/step_confirm.html", context)
