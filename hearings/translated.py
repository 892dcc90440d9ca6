"""A hearing in another language than Danish: the links to it, and what its page says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override

from core.clock import local_date
from core.languages import ORIGINAL, portal_language
from core.translated_words import Words
from hearings.facts import calendar_stage, lines_of
from hearings.models import Hearing, HearingTranslation

FIRST = "en"  # the language that most newcomers share stands first
Stage = Hearing.Stage


def translations_of(hearing: Hearing) -> list[HearingTranslation]:
    """Return a hearing's translations in the order of their links."""
    return sorted(
        hearing.translations.all(), key=lambda row: (row.language != FIRST, row.language_name)
    )


def own_translation(hearing: Hearing) -> HearingTranslation | None:
    """Return the translation into the language that the page is in, such as English on /en/."""
    language = get_language()
    return next((row for row in hearing.translations.all() if row.language == language), None)


def translated_paths(hearing: Hearing) -> list[tuple[str, str]]:
    """Return (language, path) in the languages that the portal itself does not speak."""
    own = dict(settings.LANGUAGES)
    with override(ORIGINAL):
        return [
            (row.language, row.get_absolute_url())
            for row in translations_of(hearing)
            if row.language not in own
        ]


def danish_path(translation: HearingTranslation) -> str:
    """Return the one address of a translation: the one in the Danish frame."""
    with override(ORIGINAL):
        return translation.get_absolute_url()


@dataclass(frozen=True)
class Deadline:
    """The deadline in the words of a language: a number or an icon, a title, a sentence."""

    title: str
    text: str
    count: str = ""
    unit: str = ""
    icon: str = ""


def deadline_in(words: Words, hearing: Hearing, *, at: datetime) -> Deadline:
    """Return how long is left, with the date, as people say it in the language of the words."""
    stage = calendar_stage(hearing, at)
    first, last = local_date(hearing.opens_at), hearing.last_day
    if stage == Stage.OPEN:
        days = (last - local_date(at)).days
        title = words.days_left if days else words.last_day
        return _counted(words, days, title, words.until.format(date=words.spoken(last)))
    if stage == Stage.COMING:
        days = (first - local_date(at)).days
        title = words.days_to_opening if days else words.opens_today
        text = words.opens.format(first=words.spoken(first), last=words.spoken(last))
        return _counted(words, days, title, text)
    titles = {Stage.DECIDED: words.settled, Stage.WITHDRAWN: words.withdrawn}
    return Deadline(
        title=titles.get(stage, words.closed),
        text=words.was.format(date=words.spoken(last)),
        icon="check" if stage in (Stage.ANSWERED, Stage.DECIDED) else "lock",
    )


def _counted(words: Words, days: int, title: str, text: str) -> Deadline:
    if not days:
        return Deadline(title, text, count=words.today)
    return Deadline(title, text, count=str(days), unit=words.day_word(days))


def brief_in(words: Words, translation: HearingTranslation) -> dict[str, Any]:
    """Return Kort fortalt with the labels in the language of the words; empty parts are out."""
    rows = [
        (words.what, translation.brief_what),
        (words.why, translation.brief_why),
        (words.who, translation.brief_who),
        (words.afterwards, translation.brief_next),
    ]
    lists = [
        ("yes", "forum", words.influence, lines_of(translation.brief_influence)),
        ("no", "lock", words.decided, lines_of(translation.brief_decided)),
    ]
    return {
        "rows": [row for row in rows if row[1]],
        "lists": [row for row in lists if row[3]],
    }


def form_address(translation: HearingTranslation) -> str:
    """Return where one answers: in the reader's language, where the portal speaks it."""
    hearing = translation.hearing
    with override(portal_language(translation.language)):
        return reverse("hearings:write", args=[hearing.number, hearing.slug])
