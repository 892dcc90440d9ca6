"""Kort fortalt in another language, laid out in the direction of that language."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.clock import received_at
from core.translated_words import words_in
from hearings import facts, translated
from hearings.models import Hearing
from hearings.views.reading.fetching import hearing_page


@hearing_page("translation", "areas", "documents", "translations")
def translation(request: HttpRequest, hearing: Hearing, language: str) -> HttpResponse:
    rows = translated.translations_of(hearing)
    found = next((row for row in rows if row.language == language), None)
    if found is None:
        raise Http404
    at, words = received_at(request), words_in(language)
    context = {
        "hearing": hearing,
        "stage": facts.calendar_stage(hearing, at),
        "translation": found,
        "words": words,
        "number": words.hearing.format(number=hearing.number),
        "is_outdated": found.is_outdated(hearing.translated_texts()),
        "deadline": translated.deadline_in(words, hearing, at=at),
        "brief": translated.brief_in(words, found),
        "documents": facts.documents_of(hearing),
        "form_url": translated.form_address(found),
        "form_is_foreign": language not in dict(settings.LANGUAGES),
        "others": [row for row in rows if row != found],
        "alternates": translated.alternates_of(hearing),
    }
    return render(request, "hearings/hearing_translation.html", context)
