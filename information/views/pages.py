"""Pages of the tree, in Danish and in other languages."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from core.access import person_of
from core.caching import keep_until
from core.clock import received_at
from core.translated_words import words_in
from information.body import render_body
from information.models import Page, PageVersion
from information.pages import moved_page, page_at, page_context, translation_context
from information.views.fetching import moved_to, public_view


@public_view
def page(request: HttpRequest, path: str) -> HttpResponseBase:
    found = _found(request, path)
    if found is None:
        return _led_on(request, "page", path)
    context = page_context(
        found, _version(request, found), at=received_at(request), person=person_of(request)
    )
    return render(request, "information/page_detail.html", context)


@public_view
def page_translation(request: HttpRequest, path: str, language: str) -> HttpResponseBase:
    found = _found(request, path)
    if found is None:
        return _led_on(request, "page_translation", path, language)
    translation = get_object_or_404(found.translations, language=language)
    translation.page = found
    at, person = received_at(request), person_of(request)
    context = translation_context(translation, _version(request, found), at=at, person=person)
    context |= {"body": render_body(translation.body, at=at), "words": words_in(language)}
    return render(request, "information/page_translation.html", context)


def _found(request: HttpRequest, path: str) -> Page | None:
    found = page_at(path, at=received_at(request), person=person_of(request))
    if found is not None:
        keep_until(request, found.next_change)  # type: ignore[attr-defined]
    return found


def _version(request: HttpRequest, page: Page) -> PageVersion:
    version = page.public_version(received_at(request))
    if version is None:  # taken back between two questions
        raise Http404
    return version


def _led_on(request: HttpRequest, name: str, path: str, *rest: str) -> HttpResponse:
    """Lead on to where the page stands now, else 404."""
    moved = moved_page(path, at=received_at(request), person=person_of(request))
    if moved is None:
        raise Http404
    return moved_to(request, name, moved.path, *rest)
