"""The municipal council and its committees. The words are the demo's own."""

from datetime import date

from councils.demo.types import DemoBody, DemoGroup, Sits
from councils.models import Body, SeatGroup

Kind, Group = Body.Kind, SeatGroup.Kind
TERM = (date(2026, 1, 1), date(2030, 1, 1))


def _sits(*codes: str) -> tuple[Sits, ...]:
    return tuple(Sits(code) for code in codes)


COUNCIL = DemoBody(
    code="kommunalbestyrelsen",
    name="Kommunalbestyrelsen",
    kind=Kind.MUNICIPAL_COUNCIL,
    lead=(
        "De 21 folkevalgte, som har det sidste ord. De vedtager budgettet, planerne og de "
        "politikker, som resten af kommunen arbejder efter."
    ),
    mandate=(
        "Kommunalbestyrelsen mødes en gang om måneden. Møderne er åbne for alle. Nogle sager "
        "handler om enkelte mennesker eller om køb og salg. De bliver behandlet bag lukkede døre, "
        "men du kan altid se titlen."
    ),
    legal_basis="styrelsesloven § 5",
    term=TERM,
    groups=(
        DemoGroup(
            Group.POLITICIANS,
            21,
            (
                Sits("kaede", "Borgmester"),
                Sits("lampe", "1. viceborgmester"),
                Sits("solsikke", "2. viceborgmester"),
                *_sits("havelaage", "kanalbro", "iskagle", "tagryg", "mursejler", "lygte"),
                *_sits("engdrag", "vindfloej", "regntoende", "fyrretop", "ovenlys", "brosten"),
                *_sits("cykelskur", "jordbaer", "maaneskin", "noeddehaek"),
                Sits("egekrat", leaves=-130, reason="flyttet fra kommunen", successor="pumpe"),
                Sits("solsort"),
            ),
            substitutes=("trappesten", "doerklokke", "gadelygte"),
            is_elected=True,
        ),
    ),
    chairs=("kaede",),
    publishes_votes=True,
    absence=("solsort", "trappesten", -40, "barselsorlov"),
)

ECONOMY = DemoBody(
    code="oekonomi",
    name="Økonomiudvalget",
    kind=Kind.STANDING_COMMITTEE,
    parent="kommunalbestyrelsen",
    lead=(
        "Holder øje med kommunens penge og siger sin mening om alle sager, der koster noget, før "
        "kommunalbestyrelsen beslutter."
    ),
    legal_basis="styrelsesloven § 18",
    term=TERM,
    groups=(
        DemoGroup(
            Group.POLITICIANS,
            7,
            _sits("kaede", "lampe", "havelaage", "tagryg", "engdrag", "vindfloej", "fyrretop"),
        ),
    ),
    chairs=("kaede",),
    topics=("Økonomi og service",),
)

PLANNING = DemoBody(
    code="miljoe-by",
    name="Miljø- og Byudvalget",
    kind=Kind.STANDING_COMMITTEE,
    parent="kommunalbestyrelsen",
    lead=(
        "Arbejder med planer, veje, stier, parker og klima. Udvalget beslutter det meste selv og "
        "anbefaler resten til kommunalbestyrelsen."
    ),
    mandate=(
        "Udvalget mødes den tredje uge i hver måned. Når en høring er slut, læser udvalget "
        "hvidbogen, før det beslutter."
    ),
    legal_basis="styrelsesloven § 17, stk. 1",
    term=TERM,
    groups=(
        DemoGroup(
            Group.POLITICIANS,
            7,
            _sits("solsikke", "lampe", "iskagle", "mursejler", "regntoende", "brosten", "ovenlys"),
        ),
    ),
    chairs=("solsikke",),
    department="By, Kultur og Miljø",
    topics=("Byplan og byggeri", "Klima og grønne områder", "Trafik og stier"),
    publishes_votes=True,
)

SCHOOLS = DemoBody(
    code="boern-skole",
    name="Børne- og Skoleudvalget",
    kind=Kind.STANDING_COMMITTEE,
    parent="kommunalbestyrelsen",
    lead="Arbejder med dagtilbud, skoler, klubber og hjælp til børn og unge, der har brug for den.",
    legal_basis="styrelsesloven § 17, stk. 1",
    term=TERM,
    groups=(
        DemoGroup(
            Group.POLITICIANS,
            7,
            _sits("lygte", "kanalbro", "cykelskur", "jordbaer", "maaneskin", "noeddehaek", "pumpe"),
        ),
    ),
    chairs=("lygte",),
    department="Børn og Unge",
    topics=("Børn og skole",),
)

YARDS = DemoBody(
    code="gaardrum",
    name="Udvalget om grønne gårdrum",
    kind=Kind.SECTION_17_4,
    parent="kommunalbestyrelsen",
    lead=(
        "Seks borgere, seks politikere og tre fra forvaltningen finder ud af, hvad byens fælles "
        "gårdrum skal kunne, når der kommer mere regn og flere varme dage."
    ),
    mandate=(
        "Udvalget skal give kommunalbestyrelsen højst ti anbefalinger til, hvordan fælles gårdrum "
        "kan tage imod regnvand, give skygge og være rare at være i.\n\n"
        "Borgerne er fundet ved et åbent opslag. Alle medlemmer kan foreslå punkter til "
        "dagsordenen, og formandskabet går på skift fra møde til møde."
    ),
    legal_basis="styrelsesloven § 17, stk. 4",
    announced=-330,
    term=(-250, 320),
    groups=(
        DemoGroup(
            Group.CITIZENS,
            6,
            appointed_by="Kommunalbestyrelsen, efter åbent opslag",
        ),
        DemoGroup(
            Group.POLITICIANS,
            6,
            _sits("lampe", "mursejler", "solsikke", "regntoende", "brosten", "tagryg"),
        ),
        DemoGroup(
            Group.ADMINISTRATION,
            3,
            _sits("linealsen", "flipover", "planteplan"),
        ),
    ),
    chairs=("lampe", "udsigt", "mosekrog", "mursejler"),
    secretary="sekretaer",
    department="By, Kultur og Miljø",
    topics=("Klima og grønne områder",),
    areas=("Galgebakken", "Hyldespjældet", "Albertslund Syd"),
    uneven_reason=(
        "Blandt borgerne er der fire mænd og to kvinder. Kun fire af ansøgerne var kvinder, og en "
        "af dem trak sig, før der blev valgt."
    ),
    may_be_commented=True,
)

POLITICS = (COUNCIL, ECONOMY, PLANNING, SCHOOLS, YARDS)
