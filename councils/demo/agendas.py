"""What the demo's bodies meet about: held, coming, cancelled, public and not."""

from __future__ import annotations

from dataclasses import dataclass

from councils.demo.types import Day
from councils.models import AgendaItem, Vote

Outcome, Choice = AgendaItem.Outcome, Vote.Choice
HALL, CANTEEN, LIBRARY = (
    "Rådhuset, kommunalbestyrelsessalen",
    "Rådhuset, mødelokale 3",
    "Biblioteket",
)


@dataclass(frozen=True)
class DemoItem:
    """An item, and what was decided. `proposed_by` and `supported_by` are codes of accounts."""

    title: str
    summary: str = ""
    is_open: bool = True
    outcome: str = ""
    decision: str = ""
    # Who voted against, by member; everybody else voted for it.
    against: tuple[str, ...] = ()
    has_votes: bool = False
    # The account and its words.
    dissent: tuple[str, str] | None = None
    proposed_by: str = ""
    supported_by: tuple[str, ...] = ()
    declined: str = ""
    # The title of the one document that lies on it.
    document: str = ""


@dataclass(frozen=True)
class DemoMeeting:
    """A meeting. With `minutes` it was held and they were written; `signed_by` is an account."""

    body: str
    day: Day
    hours: tuple[int, int]
    place: str
    items: tuple[DemoItem, ...] = ()
    is_public: bool | None = None
    is_agenda_out: bool = True
    # Proposed for this meeting, and not taken up yet.
    proposals: tuple[DemoItem, ...] = ()
    minutes: str = ""
    is_submitted: bool = False
    signed_by: str = ""
    cancelled: str = ""


COUNCIL_MEETINGS = (
    DemoMeeting(
        "kommunalbestyrelsen", -46, (18, 21), HALL,
        (
            DemoItem(
                "Spørgetid", "Alle kan stille et spørgsmål til kommunalbestyrelsen.",
                outcome=Outcome.NOTED,
                decision="To borgere spurgte om lyset på stien bag Degnehusene. Borgmesteren lovede"
                " et svar på kommunens hjemmeside.",
            ),
            DemoItem(
                "Støjvold langs Roskildevej",
                "Planen har været i høring. Hvidbogen anbefaler to ændringer.",
                outcome=Outcome.CHANGED,
                decision="16 stemmer for og 5 imod. Volden bliver lavere, og stien på toppen tages"
                " ud.",
                has_votes=True,
                against=("engdrag", "regntoende", "maaneskin", "solsikke", "ovenlys"),
                dissent=(
                    "udvalgsformand",
                    ("Grøn Fællesliste ville have bevaret stien og plantet en tæt hæk mod haverne. "
                    "Så kunne man både gå tur og have fred."),
                ),
            ),
            DemoItem(
                "Nye åbningstider i svømmehallen", "Hallen holder åbent til kl. 21 om torsdagen.",
                outcome=Outcome.APPROVED, decision="Vedtaget. Det prøves i et år.",
                has_votes=True,
            ),
            DemoItem(
                "Køb af et areal ved Hersted Industripark", is_open=False,
                outcome=Outcome.APPROVED, decision="Vedtaget som indstillet.",
            ),
        ),
        minutes="Fraværende: Sanne Solsortesang (orlov). Mødt for hende: Arvid Trappesten.\n\n"
        "Mødet sluttede kl. 20.40.",
        is_submitted=True,
        signed_by="borgmester",
    ),
    DemoMeeting(
        "kommunalbestyrelsen", -18, (18, 21), HALL,
        (
            DemoItem("Spørgetid", outcome=Outcome.NOTED, decision="Der var ingen spørgsmål."),
            DemoItem(
                "Flere bænke i Midtbyen", "Ældrerådet har anbefalet bænke for hver 100 meter.",
                outcome=Outcome.APPROVED,
                decision="Vedtaget. De første tolv bænke stilles op til foråret.",
                has_votes=True,
            ),
            DemoItem(
                "Gebyr for lån af haller", "Forslag om et gebyr til foreninger uden børn.",
                outcome=Outcome.POSTPONED,
                decision="Udsat. Idrætsrådet skal spørges først.",
            ),
            DemoItem(
                "En personsag", is_open=False, outcome=Outcome.NOTED,
                decision="Taget til efterretning.",
            ),
        ),
        minutes="Alle var til stede, og Arvid Trappesten sad for Sanne Solsortesang.",
        is_submitted=True,
    ),
    DemoMeeting(
        "kommunalbestyrelsen", 12, (18, 21), HALL,
        (
            DemoItem("Spørgetid", "Alle kan stille et spørgsmål til kommunalbestyrelsen."),
            DemoItem(
                "Takster for haveaffald næste år",
                "Svarene fra høringen bliver samlet i en hvidbog før mødet.",
            ),
            DemoItem(
                "Årsberetning fra Ældrerådet", "Formanden fortæller om rådets arbejde i året.",
            ),
            DemoItem("Salg af en byggegrund", is_open=False),
        ),
    ),
    DemoMeeting("kommunalbestyrelsen", 47, (18, 21), HALL),
)  # fmt: skip

COMMITTEE_MEETINGS = (
    DemoMeeting(
        "miljoe-by", -25, (16, 18), CANTEEN,
        (
            DemoItem(
                "Flere bænke i Midtbyen", "En anbefaling fra Ældrerådet.",
                outcome=Outcome.RECOMMENDED, decision="Udvalget anbefaler forslaget.",
                has_votes=True,
            ),
            DemoItem(
                "Lys på stien bag Degnehusene", outcome=Outcome.SENT_BACK,
                decision="Forvaltningen skal regne på lamper, der kun lyser, når nogen kommer.",
            ),
        ),
        is_public=True,
        minutes="Alle var til stede.",
        is_submitted=True,
        signed_by="udvalgsformand",
    ),
    DemoMeeting(
        "miljoe-by", 20, (16, 18), CANTEEN,
        (
            DemoItem(
                "Helhedsplan for Kongsholmparken",
                "Planen har været i høring. Udvalget beslutter, når det har læst hvidbogen.",
            ),
            DemoItem("Snerydning på cykelstier", "Hvor der ryddes først, og hvornår."),
        ),
        is_public=True,
    ),
    DemoMeeting("oekonomi", -32, (8, 10), CANTEEN, (
        DemoItem(
            "Budgetopfølgning", outcome=Outcome.NOTED, decision="Taget til efterretning.",
        ),
    )),
    DemoMeeting("boern-skole", 15, (16, 18), CANTEEN, (
        DemoItem("Nye skoledistrikter", "Udvalget får en status på høringen."),
    )),
)  # fmt: skip

COUNCILS_MEETINGS = (
    DemoMeeting(
        "aeldreraadet", -33, (10, 12), LIBRARY,
        (
            DemoItem(
                "Udtalelse om botilbuddet ved Skallerne", outcome=Outcome.APPROVED,
                decision="Rådet sender udtalelsen, som den er skrevet.",
            ),
            DemoItem(
                "Bænke i Midtbyen", outcome=Outcome.APPROVED,
                decision="Rådet anbefaler en bænk for hver 100 meter.",
            ),
        ),
        minutes="Afbud fra Knud Kakkelovn. Kaffen var god.",
        is_submitted=True,
        signed_by="aeldreformand",
    ),
    DemoMeeting(
        "aeldreraadet", 8, (10, 12), LIBRARY,
        (
            DemoItem("Valget til rådet", "Hvem stiller op, og hvordan får flere lyst?"),
            DemoItem("Mad til hjemmeboende", "Køkkenchefen kommer og fortæller."),
        ),
        is_public=True,
        proposals=(
            DemoItem(
                "Toiletter ved stationen",
                "Der er lukket efter kl. 18. Kan vi gøre noget ved det?",
                proposed_by="preben",
                supported_by=("aeldreformand",),
            ),
        ),
    ),
    DemoMeeting(
        "ungeraadet", -20, (17, 19), "Klubben",
        (
            DemoItem(
                "Lys på basketbanen", outcome=Outcome.APPROVED,
                decision="Rådet anbefaler lys til kl. 22.",
            ),
        ),
        is_public=True,
        minutes="Syv var der. Pizzaen slap op.",
    ),
    DemoMeeting("skolebestyrelsen", 9, (19, 21), "Skolens bibliotek", (
        DemoItem("Udtalelse om nye skoledistrikter"),
    )),
    DemoMeeting(
        "idraetsraadet", 5, (19, 21), "Hallens mødelokale",
        (DemoItem("Fordeling af haltider"),),
        cancelled="Der er for mange afbud. Mødet bliver holdt efter nytår.",
    ),
)  # fmt: skip

YARD_MEETINGS = (
    DemoMeeting(
        "gaardrum", -190, (19, 21), "Beboerhuset",
        (
            DemoItem(
                "Hvad er et godt gårdrum?", "Vi går rundt om bordet.",
                outcome=Outcome.NOTED,
                decision="Skygge, siddepladser og et sted til regnvandet blev nævnt af flest.",
            ),
            DemoItem(
                "Sådan arbejder vi", outcome=Outcome.APPROVED,
                decision="Formandskabet går på skift fra møde til møde.",
            ),
        ),
        is_public=True,
        minutes="Alle 15 var til stede. Vi begyndte med en gåtur i gården.",
        is_submitted=True,
        signed_by="byraad",
    ),
    DemoMeeting(
        "gaardrum", -62, (19, 21), "Beboerhuset",
        (
            DemoItem(
                "Regnvand: hvad kan en gård tage imod?", outcome=Outcome.APPROVED,
                decision="Vi anbefaler tre forsøg med regnbede.",
                dissent=(
                    "gaardmand",
                    "Jeg ville have haft fem forsøg. Tre er for få til at lære noget af.",
                ),
            ),
            DemoItem(
                "Må man spise æblerne?", outcome=Outcome.APPROVED,
                decision="Ja. Vi anbefaler, at der står et skilt.",
            ),
        ),
        is_public=True,
        minutes="13 var til stede. Referatet er sendt rundt og venter på underskrift.",
        is_submitted=True,
    ),
    DemoMeeting(
        "gaardrum", 11, (19, 21), "Beboerhuset",
        (
            DemoItem(
                "Skygge på varme dage", "Træer, sejl eller pergola? Vi ser på tre gårde.",
                document="Skygge: tre gårde",
            ),
            DemoItem("Hvem passer det?", "Gårdlaug, boligselskab eller kommune."),
        ),
        is_public=True,
    ),
    DemoMeeting(
        "gaardrum", 68, (19, 21), "Beboerhuset",
        is_public=True,
        is_agenda_out=False,
        proposals=(
            DemoItem(
                "Cykler, barnevogne og ladcykler",
                "De fylder det halve af vores gård. Kan de stå et andet sted?",
                proposed_by="udvalgsborger",
                supported_by=("gaardmand", "byraad"),
            ),
            DemoItem(
                "Høns", "Må man have høns i gården, hvis naboerne siger ja?",
                proposed_by="gaardmand",
                supported_by=("udvalgsborger",),
            ),
            DemoItem(
                "Parkering foran porten",
                "Biler holder foran porten, så skraldebilen ikke kan komme ind.",
                proposed_by="gaardmand",
                declined="Det handler om vejen og ikke om gården. Forslaget er sendt til Miljø- og "
                "Byudvalget.",
            ),
        ),
    ),
)  # fmt: skip

MEETINGS = (*COUNCIL_MEETINGS, *COMMITTEE_MEETINGS, *COUNCILS_MEETINGS, *YARD_MEETINGS)
