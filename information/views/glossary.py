"""All the words on one page."""

from itertools import groupby

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.clock import received_at
from information.models import GlossaryTerm, Page
from information.structured_data import of_glossary
from information.views.fetching import public_view


@public_view
def glossary(request: HttpRequest) -> HttpResponse:
    at = received_at(request)
    pages = Prefetch("page", Page.objects.public(at).with_public_text(at))
    terms = list(GlossaryTerm.objects.filter(is_active=True).prefetch_related(pages))
    letters = [
        {"letter": letter, "anchor": anchor_of(letter), "terms": list(group)}
        for letter, group in groupby(terms, key=letter_of)
    ]
    context = {"letters": letters, "structured": of_glossary(terms)}
    return render(request, "information/glossary.html", context)


def letter_of(term: GlossaryTerm) -> str:
    """Return the letter under which Danes look for a word; aa is å, and a sign has no letter."""
    word = term.term.upper()
    first = "Å" if word.startswith("AA") else word[:1]
    return first if first.isalpha() else "#"


def anchor_of(letter: str) -> str:
    names = {"Æ": "ae", "Ø": "oe", "Å": "aa", "#": "tegn"}
    return f"bogstav-{names.get(letter, letter.lower())}"
