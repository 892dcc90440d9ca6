"""The demo's councils and boards: the elected, the appointed and the mixed."""

from councils.demo.types import DemoBody, DemoGroup, Sits
from councils.models import Body, SeatGroup

Kind, Group, Concern = Body.Kind, SeatGroup.Kind, Body.Concern
# The days from which on those sit whom the demo's open election chooses.
NEXT_TERM_IN = 96


def _sits(*codes: str) -> tuple[Sits, ...]:
    return tuple(Sits(code) for code in codes)


ELDERLY = DemoBody(
    code="aeldreraadet",
    name="Ældrerådet",
    kind=Kind.COUNCIL,
    concern=Concern.ELDERLY,
    lead=(
        "Rådgiver kommunalbestyrelsen i alt, der betyder noget for ældre. Rådet er valgt af alle "
        "borgere over 60 år og skal høres, før der bliver besluttet noget om dem."
    ),
    mandate=(
        "Rådet mødes hver måned. Det kan tage sager op af sig selv, og det svarer på høringer. Du "
        "kan altid ringe til formanden eller til sekretæren."
    ),
    legal_basis="ældreloven §§ 34-37",
    term=(NEXT_TERM_IN - 1461, NEXT_TERM_IN),
    groups=(
        DemoGroup(
            Group.CITIZENS,
            9,
            (
                Sits("islandsmos"),
                Sits("pilehegn"),
                Sits("tidloes", leaves=-150, reason="ønskede at stoppe", successor="bladhang"),
                *_sits("uldgarn", "vaffel", "ribsbusk", "kakkelovn", "agurketid"),
                Sits("taerskel"),
            ),
            substitutes=("bladhang", "frostrose"),
            name="Valgt af borgere over 60 år",
            is_elected=True,
        ),
    ),
    chairs=("islandsmos",),
    department="Sundhed og Omsorg",
    secretary="sekretaer",
    topics=("Omsorg og sundhed",),
    is_mandatory_party=True,
    may_be_commented=True,
)

DISABILITY = DemoBody(
    code="handicapraadet",
    name="Handicaprådet",
    kind=Kind.COUNCIL,
    concern=Concern.DISABILITY,
    lead=(
        "Rådgiver kommunalbestyrelsen om alt, der betyder noget for mennesker med handicap: "
        "boliger, stier, skoler og hjælp i hverdagen."
    ),
    legal_basis="retssikkerhedsloven § 37 a",
    term=(-330, 1130),
    groups=(
        DemoGroup(
            Group.ORGANISATIONS,
            4,
            (
                Sits("teleslynge", nominated_by="Høreforeningen i byen"),
                Sits("rampe", nominated_by="Foreningen for bevægelse"),
                Sits("punktskrift", nominated_by="Foreningen for syn"),
                Sits("skjult", nominated_by="Pårørendeforeningen"),
            ),
            appointed_by="Handicaporganisationerne i byen",
        ),
        DemoGroup(
            Group.POLITICIANS,
            4,
            _sits("jordbaer", "kanalbro", "cykelskur", "tagryg"),
            appointed_by="Kommunalbestyrelsen",
        ),
    ),
    chairs=("teleslynge",),
    department="Sundhed og Omsorg",
    topics=("Omsorg og sundhed",),
    is_mandatory_party=True,
)

YOUTH = DemoBody(
    code="ungeraadet",
    name="Ungerådet",
    kind=Kind.COUNCIL,
    concern=Concern.YOUTH,
    lead="Unge mellem 15 og 25 år, der siger deres mening, før voksne beslutter for dem.",
    mandate="Rådet har en lille pulje til ting, unge finder på, og mødes med pizza hver måned.",
    announced=-400,
    term=(-150, 580),
    groups=(
        DemoGroup(
            Group.CITIZENS,
            7,
            name="Unge mellem 15 og 25 år",
            is_elected=True,
        ),
    ),
    chairs=("avnboeg",),
    department="Børn og Unge",
    topics=("Kultur og fritid",),
    may_be_commented=True,
)

SCHOOL = DemoBody(
    code="skolebestyrelsen",
    name="Skolebestyrelsen ved Kastanjeskolen",
    kind=Kind.BOARD,
    concern=Concern.SCHOOLS,
    lead=(
        "Forældre, medarbejdere og elever, der lægger linjen for skolen: trivsel, forældremøder "
        "og de principper, skolen arbejder efter."
    ),
    legal_basis="folkeskoleloven § 42",
    announced=-400,
    term=(-160, 1300),
    groups=(
        DemoGroup(Group.PARENTS, 7, is_elected=True),
        DemoGroup(Group.STAFF, 2, _sits("tavlekridt", "klippeklister"), appointed_by="Skolen"),
        DemoGroup(Group.PUPILS, 2, _sits("frikvarter", "stikbold"), appointed_by="Elevrådet"),
    ),
    chairs=("madkasse",),
    department="Børn og Unge",
    topics=("Børn og skole",),
    areas=("Herstedøster", "Herstedvester"),
    is_mandatory_party=True,
)

SPORTS = DemoBody(
    code="idraetsraadet",
    name="Idrætsrådet",
    kind=Kind.COUNCIL,
    concern=Concern.SPORTS,
    lead="Idrætsforeningernes fælles stemme. Fordeler tider i hallerne og rådgiver om anlæg.",
    term=(-300, 430),
    groups=(
        DemoGroup(
            Group.ORGANISATIONS,
            6,
            (
                Sits("maalnet", nominated_by="Boldklubben"),
                Sits("badebro", nominated_by="Svømmeklubben"),
                Sits("fjerbold", nominated_by="Badmintonklubben"),
                Sits("orientering", nominated_by="Orienteringsløberne"),
                Sits("skumgummi", nominated_by="Gymnastikforeningen"),
            ),
            appointed_by="Idrætsforeningerne",
        ),
        DemoGroup(Group.POLITICIANS, 2, _sits("pumpe", "maaneskin")),
    ),
    chairs=("maalnet",),
    department="By, Kultur og Miljø",
    topics=("Kultur og fritid",),
)

BOARDS = (ELDERLY, DISABILITY, YOUTH, SCHOOL, SPORTS)
