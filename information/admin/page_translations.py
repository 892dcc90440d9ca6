"""A page in other languages, written beside the Danish."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.clock import received_at
from core.editor import allow_editor
from core.languages import digest_of, languages, name_of
from core.workplace import posted, staff_page
from information.admin.base import permitted
from information.admin.panels import about
from information.admin.translating import saved, untranslated
from information.body import render_body
from information.forms.pages import LanguageForm, PageTranslationForm
from information.models import Page, PageVersion
from information.services.translations import danish_of


@require_http_methods(["GET", "POST"])
def translations(request: HttpRequest, pk: int) -> HttpResponse:
    """List the languages, and lead on to a new one."""
    page = permitted(Page, request, pk, "view")
    form = LanguageForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        return redirect("admin:information_page_translate", page.pk, form.cleaned_data["language"])
    original = _original(request, page)
    texts = original.translated_texts()
    rows = [
        (each, each.is_outdated(texts), _address(page, each.language))
        for each in page.translations.all()
    ]
    context = about(page, _("Oversættelser")) | {
        "rows": rows,
        "form": form,
        "may_change": request.user.has_perm("information.change_page", page),
    }
    return staff_page(request, "admin/information/translations.html", context)


@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    if language not in languages():
        raise Http404
    page = permitted(Page, request, pk, "change")
    shown = _original(request, page)
    found = page.translations.filter(language=language).first()
    form = PageTranslationForm(
        *posted(request),
        instance=found,
        language=language,
        shown=shown,
        shown_digest=digest_of(shown.translated_texts()),
    )
    if saved(request, page, language, form):
        return redirect("admin:information_page_translations", page.pk)
    shown = _original(request, page)
    title = _("Oversættelse til %(language)s") % {"language": name_of(language)}
    context = about(page, title) | {
        "form": form,
        "danish": danish(shown),
        "translation": found,
        "is_outdated": bool(found and found.is_outdated(shown.translated_texts())),
        "cancel_url": reverse("admin:information_page_translations", args=[page.pk]),
        "remove_url": reverse("admin:information_page_untranslate", args=[page.pk, language]),
    }
    return allow_editor(staff_page(request, "admin/information/translate.html", context))


@require_http_methods(["GET", "POST"])
def untranslate(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    return untranslated(request, Page, pk, language)


def danish(shown: PageVersion) -> SafeString:
    """Return the Danish text as it stands beside the translation."""
    body = render_body(shown.body, top_heading=3)
    return format_html("<p><b>{}</b></p><p>{}</p>{}", shown.title, shown.lead, body)


def _address(page: Page, language: str) -> str:
    return reverse("admin:information_page_translate", args=[page.pk, language])


def _original(request: HttpRequest, page: Page) -> PageVersion:
    """Return the Danish text to translate: what visitors read, else the newest."""
    shown = danish_of(page, received_at(request))
    if not isinstance(shown, PageVersion):
        raise Http404
    return shown


# Address under the page, name, view.
PAGES = [
    ("oversaettelser/", "translations", translations),
    ("oversaettelser/<language:language>/", "translate", translate),
    ("oversaettelser/<language:language>/fjern/", "untranslate", untranslate),
]
