"""What is still missing before a hearing's white paper can be approved and published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearings.hidden_names import full_names_of, hidden_names_of, names_in
from hearings.models import Answer, Hearing, Mention, Point, WhitePaper
from hearings.published import answers_in_white_paper, shown_text
from hearings.white_paper.frozen import own_words

LISTED = 5


@dataclass(frozen=True)
class Lack:
    """Something that is missing: what, where it is mended, and how many there are of it."""

    text: str
    url: str
    count: int


def is_complete(hearing: Hearing) -> bool:
    return not lacks_of(hearing)


def lacks_of(hearing: Hearing) -> list[Lack]:
    """Return what is missing, in the order in which it is mended; at most 15 questions at any size.

    Every counted response has a point or is outside the subject; every point that somebody says
    has an answer with remark and outcome, read by a second reader where the hearing wants it;
    the white paper under way has its summary; and nobody is named in it who is not to be, nor in
    the published text of who is protected.
    """
    paper = hearing.white_papers.exclude(status=WhitePaper.Status.PUBLISHED).first()
    return [
        *_untreated(hearing),
        *_answers(hearing),
        *(_own_texts(hearing, paper) if paper else ()),
        *_named(hearing, paper),
        *_signed(hearing),
    ]


def desk_address(hearing: Hearing, part: str = "", **query: str | int) -> str:
    """Return the address of the desk or of a page of it."""
    path = f"{reverse('hearings:short', args=[hearing.number])}behandling/{part}"
    return f"{path}?{urlencode(query)}" if query else path


def _untreated(hearing: Hearing) -> Iterator[Lack]:
    numbers = list(
        hearing.responses.counted().untreated().order_by("number").values_list("number", flat=True)
    )
    if numbers:
        text = ngettext(
            "%(n)d svar har hverken en pointe eller er sat uden for emnet: nr. %(which)s.",
            "%(n)d svar har hverken en pointe eller er sat uden for emnet: nr. %(which)s.",
            len(numbers),
        ) % {"n": len(numbers), "which": _listed(map(str, numbers))}
        yield Lack(text, desk_address(hearing, vis="ubehandlet"), len(numbers))


def _answers(hearing: Hearing) -> Iterator[Lack]:
    """Each point without an answer, and each shown answer that nobody else has read.

    A theme's answer stands over its points also when each of them has one of its own.
    """
    unread: dict[int, Answer] = {}
    for point in _said_points(hearing):
        answer = point.effective_answer
        if answer is None or not answer.is_ready:
            yield Lack(
                _("Pointen »%(point)s« mangler bemærkning eller udfald.") % {"point": point},
                f"{desk_address(hearing, 'temaer/')}#p{point.number}",
                1,
            )
        if hearing.needs_second_reader:
            shown = (answer, getattr(point.theme, "answer", None))
            unread |= {row.pk: row for row in shown if row and row.is_ready and not row.read_at}
    if unread:
        text = ngettext(
            "%(n)d svar fra forvaltningen er ikke læst af en anden.",
            "%(n)d svar fra forvaltningen er ikke læst af en anden.",
            len(unread),
        ) % {"n": len(unread)}
        yield Lack(text, desk_address(hearing, "temaer/", vis="ulaest"), len(unread))


def _said_points(hearing: Hearing) -> list[Point]:
    said = Mention.objects.standing().filter(point=OuterRef("pk"))
    points = hearing.points.filter(Exists(said)).select_related("answer", "theme__answer")
    return list(points.order_by("theme__position", "theme", "position", "number"))


def _own_texts(hearing: Hearing, paper: WhitePaper) -> Iterator[Lack]:
    url = desk_address(hearing, "hvidbog/")
    if not paper.summary.strip():
        yield Lack(_("Hvidbogens sammenfatning er ikke skrevet."), url, 1)
    if paper.version > 1 and not paper.new_in_version.strip():
        yield Lack(_("Skriv, hvad der er nyt i denne version af hvidbogen."), url, 1)


# --- Names that are not to be read ------------------------------------------------------------
def _named(hearing: Hearing, paper: WhitePaper | None) -> Iterator[Lack]:
    names = hidden_names_of(hearing)
    if not names:
        return
    content = _words_to_come(hearing, paper)
    for text, where, url in _own_words(hearing, content):
        if found := names_in(text, names):
            told = _("%(where)s nævner et navn, der ikke må vises: %(names)s.")
            yield Lack(told % {"where": where, "names": _listed(sorted(found))}, url, len(found))


def _words_to_come(hearing: Hearing, paper: WhitePaper | None) -> dict[str, Any]:
    """Return the words that will be published: once approved, the approved ones."""
    if paper and paper.content is not None:
        return {**paper.content, "asked": paper.content["facts"]["asked"]}
    return own_words(hearing, paper or WhitePaper(hearing=hearing, version=1))


def _signed(hearing: Hearing) -> Iterator[Lack]:
    """Who is protected may have signed all the same: what is to be published must not show it."""
    guarded = answers_in_white_paper(hearing).filter(is_protected=True, forgotten_at=None)
    for response in guarded:
        if names_in(shown_text(response), full_names_of(response)):
            told = _("Svar nr. %(number)d viser et beskyttet navn i teksten. Maskér det.")
            url = desk_address(hearing, svar=response.number)
            yield Lack(told % {"number": response.number}, url, 1)


def _own_words(hearing: Hearing, content: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Return each text of the administration with what it is called and where it is changed."""
    paper, themes = desk_address(hearing, "hvidbog/"), desk_address(hearing, "temaer/")
    yield content["summary"], _("Sammenfatningen"), paper
    yield content["new_in_version"], _("»Nyt i denne version«"), paper
    yield "\n".join(content["asked"]), _("»Hvem blev spurgt«"), paper
    if debate := content.get("debate"):
        desk = reverse("comments:desk_thread", args=[debate["thread"]])
        yield debate["summary"], _("»Fra debatten«"), desk
    for theme in content["themes"]:
        where = _("Temaet »%(theme)s«") % {"theme": theme["title"]}
        yield _words([theme["title"]], theme["answer"]), where, themes
        for point in theme["points"]:
            where = _("Pointen P%(number)d") % {"number": point["number"]}
            url = f"{themes}#p{point['number']}"
            yield _words([point["title"]], point["answer"]), where, url
    for row in content["out_of_scope"]:
        where = _("Begrundelsen ved svar nr. %(number)d") % {"number": row["number"]}
        yield row["reason"], where, desk_address(hearing, svar=row["number"])


def _words(texts: list[str], answer: dict[str, Any] | None) -> str:
    """Join with what no name goes across."""
    words = [str(value) for key, value in (answer or {}).items() if key not in ("id", "outcome")]
    return "\n0\n".join([*texts, *words])


def _listed(words: Iterable[str]) -> str:
    """Return the first few: 3, 7, 12, 15, 16 og 9 til."""
    listed = list(words)
    first, rest = ", ".join(listed[:LISTED]), len(listed) - LISTED
    return _("%(first)s og %(n)d til") % {"first": first, "n": rest} if rest > 0 else first
