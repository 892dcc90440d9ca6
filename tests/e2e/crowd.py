"""A hearing with three hundred responses, the same each time, sent through the portal's services.

    crowd = gather(hearing, clerk=..., account=...)

Who is who is told by the number of the response: the sets below. What each of them asks for is in
`Crowd.wishes`; nothing of it is in the database yet, that is the treatment's work.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pikepdf import Array, Dictionary, Name, String

from accounts.models import User
from core.files import InspectedFile, inspect_upload
from hearings import services
from hearings.models import Hearing, Redaction, Response
from hearings.services import Submission
from tests.core import samples
from tests.e2e.wishes import ORDER, SENTENCES

TOTAL = 300
Kind, Channel, Reason = Response.SenderKind, Response.Channel, Redaction.Reason

LETTERS = [*range(4, 284, 20), 299]
LATE = range(292, 301)
DECLINED = [30, 90, 150, 210, 270, 296]
WITHDRAWN = [17, 77, 137, 197, 257]
UNREAD = [123]
ASIDE = [3, 160, 280]
MASKED = [12, 52, 92, 132, 172, 212, 252, 298]
PROTECTED = {21: "Thyra Dulgtborg", 44: "Ingvar Skjoldhemm", 101: "Rigmor Tavsgaard"}
HIDDEN_HOUSE = "Tavsgaards Beboerforening"
ORGANISATIONS = {
    5: (Kind.ASSOCIATION, "Vejlauget Hyldebo"),
    45: (Kind.ASSOCIATION, "Cyklisterne i Risby"),
    85: (Kind.COMPANY, "Kanalens Bageri ApS"),
    125: (Kind.AUTHORITY, "Vestegnens Museum"),
    165: (Kind.ASSOCIATION, "Kolonihaven Morgenlyst"),
    205: (Kind.COMPANY, "Remisens Cykler ApS"),
}
COUNCIL = (245, "Handicaprådet")
# Several responses from one address: also with other capitals, declined and withdrawn ones.
SHARED = {
    "familien@delt.example": [33, 34, 35],
    "foerst@delt.example": [90, 91],
    "trukket@delt.example": [77, 78],
    "igen@delt.example": [143, 266],
}
CAPITALS = 266
ACCOUNT = [222, 223]

# A number in each place in which one hides, and what is shown of a response that brought it.
CPR_IN_TEXT = 64
CPR_IN_FILES = {110: "020290-2345", 130: "030390-3456", 170: "040490-4567", 190: "050590-5678"}
CPR = {CPR_IN_TEXT: "010190-1234", **CPR_IN_FILES}
OPEN_FILE = (205, "cykelrute.pdf")
NEIGHBOUR = "Hildegard Skjulsted"

_HIDDEN = [
    "Dulm", "Gemt", "Lukt", "Tyst", "Sløret", "Dækket", "Stille", "Lønlig", "Tåget", "Skygge",
    "Mørk", "Dunkel", "Lukket", "Tilhyllet", "Unævnt", "Navnløs", "Fjern", "Fordækt",
]  # fmt: skip
_SHOWN = ["Åben", "Vist", "Kendt", "Klar", "Synlig"]
_PLACES = [
    "bæk", "holm", "toft", "lund", "rup", "sø", "høj", "mose", "strand", "vang", "kær", "ager",
    "bjerg", "dal", "næs", "gård", "hede",
]  # fmt: skip
_FIRST = [
    "Asta", "Birk", "Caja", "Dines", "Ellen", "Folmer", "Gry", "Hjalte", "Inga", "Jeppe", "Kaja",
    "Lauge", "Maren", "Niels", "Oda", "Palle", "Ragna", "Svend", "Tove", "Uffe",
]  # fmt: skip
_BEGIN = ["Kære kommune.", "Tak for mødet.", "Jeg har læst planen.", "Vi er naboer til planen."]
_END = ["Venlig hilsen.", "Tak for jeres tid.", "Jeg håber, I lytter.", "Skriv gerne tilbage."]
_OTHER = "Hvornår kører bussen igen?"


@dataclass
class Crowd:
    """What is known about the responses: who, by which address, and what each of them asks for."""

    hearing: Hearing
    responses: dict[int, Response] = field(default_factory=dict)
    wishes: dict[int, list[str]] = field(default_factory=dict)

    @property
    def counted(self) -> list[int]:
        return [number for number in self.responses if number not in WITHDRAWN]

    @property
    def public(self) -> list[int]:
        hidden = {*DECLINED, *WITHDRAWN, *UNREAD}
        return [number for number in self.responses if number not in hidden]

    @property
    def secrets(self) -> list[str]:
        """Return every word that nobody but staff and its owner may read."""
        names = [
            response.name
            for response in self.responses.values()
            if response.name and response.name != response.public_name
        ]
        unseen = [self.responses[n].name for n in self.responses if n not in self.public]
        numbers = [form for number in CPR.values() for form in (number, number.replace("-", ""))]
        return sorted({*names, *unseen, *numbers, HIDDEN_HOUSE, NEIGHBOUR})

    @property
    def shown_names(self) -> list[str]:
        return sorted({self.responses[n].public_name for n in self.public} - {""})

    def by_address(self, numbers: Iterable[int]) -> dict[str, list[int]]:
        """Return the numbers that each address, in small letters, is to be told about."""
        found: dict[str, list[int]] = {}
        for number in sorted(numbers):
            response = self.responses[number]
            address = response.person.email if response.person else response.email
            if address:
                found.setdefault(address.casefold(), []).append(number)
        return found

    def asking_for(self, *titles: str) -> list[int]:
        return [n for n in self.counted if n not in ASIDE and set(titles) & set(self.wishes[n])]

    def span(self, number: int, title: str) -> tuple[int, int]:
        """Return where a response says a wish."""
        text, sentence = self.responses[number].current_version.text, SENTENCES[title]
        start = text.index(sentence)
        return start, start + len(sentence)


def gather(hearing: Hearing, *, clerk: User, account: User) -> Crowd:
    """Let everybody answer, and read, mask, decline and approve what came."""
    crowd = Crowd(hearing)
    for number in range(1, TOTAL + 1):
        wishes = _wishes_of(number)
        answer = _submission(number, wishes, account)
        at = hearing.opens_at + timedelta(hours=3 * number)
        if number in LETTERS or number in LATE:
            response = _entered(hearing, number, answer, clerk, at)
        else:
            response = _sent(hearing, number, answer, account, at)
        assert response.number == number
        crowd.wishes[number] = wishes
        if number in WITHDRAWN:
            services.withdraw_response(response, at=at + timedelta(hours=1))
        elif number not in UNREAD:
            _read(response, clerk)
        crowd.responses[number] = Response.objects.select_related(
            "hearing", "person", "current_version"
        ).get(pk=response.pk)
    return crowd


# --- What they write --------------------------------------------------------------------------
def _wishes_of(number: int) -> list[str]:
    """Return the titles of what a response asks for, in the order of the white paper."""
    if number in ASIDE:
        return []
    if number in (1, 2):
        return [ORDER[0][1]]
    more = random.Random(number).sample(range(len(ORDER)), number % 2)
    return [ORDER[place][1] for place in sorted({*more, number % len(ORDER)})]


def _text(number: int, wishes: list[str]) -> str:
    chance = random.Random(number)
    said = [SENTENCES[title] for title in wishes] or [_OTHER]
    if number in MASKED:
        said.append(f"Min nabo {NEIGHBOUR} siger det samme.")
    if number == CPR_IN_TEXT:
        said.append(f"Mit nummer er {CPR[number]}.")
    return f"{chance.choice(_BEGIN)}\n\n{' '.join(said)}\n\n{chance.choice(_END)}"


def _name(number: int, *, is_shown: bool) -> str:
    """Return a name that no other response has, and that stands in no text."""
    first, place = _FIRST[number % len(_FIRST)], _PLACES[number % len(_PLACES)]
    families = _SHOWN if is_shown else _HIDDEN
    return f"{first} {families[number // len(_PLACES) % len(families)]}{place}"


def _submission(number: int, wishes: list[str], account: User) -> Submission:
    who = {"name": _name(number, is_shown=number % 6 == 0), "show_name": number % 6 == 0}
    if number in ORGANISATIONS or number == COUNCIL[0]:
        kind, house = ORGANISATIONS.get(number) or (Kind.COUNCIL, COUNCIL[1])
        who |= {"sender_kind": kind, "on_behalf_of": house}
    if number in PROTECTED:
        who |= {"name": PROTECTED[number], "show_name": True, "is_protected": True}
        if number == 101:
            who |= {"sender_kind": Kind.ASSOCIATION, "on_behalf_of": HIDDEN_HOUSE}
    return Submission(
        text=_text(number, wishes), email=_address(number, account), address="Havestien 7", **who
    )


def _address(number: int, account: User) -> str:
    if number in LETTERS:
        return ""
    if number in ACCOUNT:
        return account.email
    shared = next((address for address, numbers in SHARED.items() if number in numbers), "")
    address = shared or f"svarer{number}@borger.example"
    return address.upper() if number == CAPITALS else address


# --- How it comes in --------------------------------------------------------------------------
def _sent(
    hearing: Hearing, number: int, answer: Submission, account: User, at: datetime
) -> Response:
    person = account if number in ACCOUNT else None
    draft = services.keep_draft(
        hearing, key=UUID(int=number), fields={}, files=_files(number), person=person, at=at
    )
    return services.submit_draft(draft, answer=answer, person=person, language="da", at=at)


def _entered(
    hearing: Hearing, number: int, answer: Submission, clerk: User, at: datetime
) -> Response:
    is_late = number in LATE
    received = hearing.closes_at + timedelta(hours=number - LATE[0]) if is_late else at
    channel = Channel.LETTER if number in LETTERS else Channel.EMAIL
    return services.register_response(
        hearing, answer=answer, channel=channel, received_at=received, by=clerk, at=received
    )


def _read(response: Response, clerk: User) -> None:
    """Let staff read what came: mask what is somebody else's, then decline or approve."""
    at = timezone.now()
    version = response.current_version
    hidden = [
        (version.text.index(words), version.text.index(words) + len(words), reason)
        for words, reason in ((NEIGHBOUR, Reason.PERSONAL), (CPR[CPR_IN_TEXT], Reason.CPR))
        if words in version.text
    ]
    if hidden:
        services.redact_response(response, version=version, passages=hidden, by=clerk, at=at)
    if response.number in DECLINED:
        services.decline_response(response, reason="Det angår andre.", by=clerk, at=at)
    else:
        services.approve_response(response, version=version, by=clerk, at=at)


# --- What they attach -------------------------------------------------------------------------
def _files(number: int) -> list[InspectedFile]:
    content = _HIDING_PLACES[number](CPR[number]) if number in CPR_IN_FILES else b""
    name = f"bilag-{number}.{'docx' if content.startswith(b'PK') else 'pdf'}"
    if number == OPEN_FILE[0]:
        name, content = OPEN_FILE[1], samples.pdf("Her er ruten.")
    return [inspect_upload(SimpleUploadedFile(name, content))] if content else []


def _text_box(number: str) -> bytes:
    box = f"<w:txbxContent>{samples.paragraph(number)}</w:txbxContent>"
    shape = f"<w:p><w:r><w:pict><v:textbox xmlns:v='v'>{box}</v:textbox></w:pict></w:r></w:p>"
    return samples.docx(samples.paragraph("Se min tegning.") + shape)


def _footnote(number: str) -> bytes:
    note = samples.word_part(f"<w:footnote>{samples.paragraph(number)}</w:footnote>", "footnotes")
    return samples.docx(samples.paragraph("Se noten."), word__footnotes_xml=note)


def _annotation(number: str) -> bytes:
    return samples.with_annotation(Contents=String(f"Mit nummer er {number}"))


def _form_field(number: str) -> bytes:
    document: pikepdf.Pdf = samples.pdf_document("Udfyldt skema")
    box = document.make_indirect(
        Dictionary(FT=Name.Tx, T=String("nummer"), V=String(number.replace("-", "")))
    )
    document.Root.AcroForm = Dictionary(Fields=Array([box]))
    return samples.saved(document)


_HIDING_PLACES = {110: _text_box, 130: _footnote, 170: _annotation, 190: _form_field}
