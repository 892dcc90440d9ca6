"""Rights, duties and possibilities."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.models import User
from core.access import person_of
from core.caching import keep_until
from core.clock import local_date, received_at
from information.models import Guide, Right
from information.models.publication import PublicationQuerySet
from information.moments import end_of_today, next_public_moment
from information.pages import alternates_of, canonical_path
from information.rights import ANCHORS, by_kind, languages_of, validity
from information.structured_data import of_right
from information.texts import joined, stage_notice
from information.views.fetching import numbered, public_view
from information.words import right_words_in


@public_view
def rights(request: HttpRequest) -> HttpResponse:
    at = received_at(request)
    found = Right.objects.public(at).order_by("title", "pk")
    keep_until(request, end_of_today(at), next_public_moment(Right.objects, at))
    return render(request, "information/right_list.html", {"groups": by_kind(found)})


def _rows(_at: datetime, _person: User | None) -> PublicationQuerySet:
    return Right.objects.select_related("department").prefetch_related("topics", "translations")


@numbered("right", _rows)
def right(request: HttpRequest, row: Right) -> HttpResponse:
    at = received_at(request)
    keep_until(request, end_of_today(at))
    languages = languages_of(row)
    context = {
        "right": row,
        "anchor": ANCHORS[Right.Kind(row.kind)],
        "valid": validity(row.valid_from, row.valid_until),
        "topics": joined(row.topics.all()),
        "guides": Guide.objects.visible_to(person_of(request), at).filter(rights=row),
        "languages": languages,
        "alternates": alternates_of(languages),
        "structured": of_right(row, at),
        "changed_on": local_date(row.changed_at),
        "notice": stage_notice(row, at),
    }
    return render(request, "information/right_detail.html", context)


@numbered("right_translation", _rows)
def right_translation(request: HttpRequest, row: Right, language: str) -> HttpResponse:
    keep_until(request, end_of_today(received_at(request)))
    translation = get_object_or_404(row.translations, language=language)
    words, right_words = right_words_in(language)
    languages = languages_of(row)
    context = {
        "right": row,
        "translation": translation,
        "is_outdated": translation.is_outdated(row.translated_texts()),
        "languages": languages,
        "alternates": alternates_of(languages),
        "original_path": row.get_absolute_url(),
        "canonical_path": canonical_path("right_translation", row.pk, row.slug, language),
        "words": words,
        "right_words": right_words,
    }
    return render(request, "information/right_translation.html", context)
