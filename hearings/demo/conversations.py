"""What people of the demo say to each other. All invented; one conversation is long."""

from hearings.demo.said import DemoConversation, Said

# Codes of accounts/demo.py.
NEIGHBOUR, COMMUTER, FATHER, GARDENER = "villads", "yrsa", "fatih", "gerda"
CYCLIST, PENSIONER, STUDENT, NEWCOMER, STRANGER = "cajus", "preben", "selma", "nynne", "osvald"
CITIZEN, PROTECTED = "borger", "beskyttet"
CASE_WORKER, MODERATOR, MANAGER = "sagsbehandler", "moderator", "leder"
# Chairs the committee.
CHAIR = "udvalgsformand"

_SKALLERNE = (
    Said(
        STUDENT,
        "Findes der en liste over, hvilke træer bygherren regner med at fælde? Jeg kan ikke se "
        "det på kortet.",
        26,
        19,
        mark="trees",
        asks=True,
        supports=(CITIZEN, GARDENER, PENSIONER, CYCLIST),
        replies=(
            Said(
                CASE_WORKER,
                "Ja. Vi har fået registreret alle træer, der er tykkere end 30 cm i stammen. "
                "Registreringen ligger nu som bilag i miljørapporten, side 31 til 34.",
                25,
                10,
                is_official=True,
            ),
            Said(STUDENT, "Tak. Så venter jeg med mit svar, til jeg har set den.", 25, 11),
            Said(
                GARDENER,
                "Jeg har gået en tur med listen i hånden. Nummer 14 og 15 er de gamle poppeller.",
                24,
                16,
                supports=(CITIZEN,),
            ),
            Said(PENSIONER, "Nummer 22 er væltet i stormen, så den tæller ikke mere.", 23, 9),
            Said(COMMUTER, "Der mangler vist rønnen ved stoppestedet?", 23, 21),
        ),
    ),
    Said(
        COMMUTER,
        "Stien langs grunden er min vej til stationen klokken halv seks om morgenen. Den er "
        "bælgmørk fra oktober. Lys i knæhøjde ville være nok.",
        25,
        6,
        mark="light",
        supports=(CITIZEN, CYCLIST, FATHER, NEIGHBOUR, PENSIONER, STUDENT),
        replies=(
            Said(
                CITIZEN,
                "Enig. De høje lamper på den anden side lyser ind i soveværelserne.",
                25,
                18,
                supports=(COMMUTER, NEIGHBOUR),
            ),
            Said(CYCLIST, "Og så skal løvet fejes væk. Der er glat som sæbe.", 24, 7),
            Said(
                CHAIR,
                "Jeg cykler der selv. Lys i knæhøjde står ikke i forslaget endnu, men det kan nås: "
                "udvalget læser denne samtale, før vi behandler planen. Skriv det gerne som "
                "høringssvar også, så får I svar på hvert punkt.",
                22,
                20,
                is_of_elected=True,
                supports=(COMMUTER, CITIZEN),
            ),
        ),
    ),
    Said(
        PROTECTED,
        "Min bror skal måske bo her. Kan han gå alene til butikkerne, uden at skulle over "
        "Roskildevej?",
        24,
        13,
        asks=True,
        supports=(STUDENT, FATHER),
        replies=(
            Said(
                CASE_WORKER,
                "Ja. Stien går under vejen ved stationen, og der er ingen trin på hele turen. Vi "
                "har målt den til 650 meter.",
                21,
                14,
                is_official=True,
            ),
            Said(PROTECTED, "Det er dejligt at vide. Så tør jeg godt.", 21, 17),
        ),
    ),
    Said(
        NEIGHBOUR,
        "Hvor skal håndværkerne holde, mens der bliver bygget? Sidste gang stod der varevogne på "
        "fortovet i et år.",
        23,
        20,
        asks=True,
        supports=(CITIZEN, COMMUTER),
    ),
    Said(
        GARDENER,
        "Kunne beboerne få højbede ved indgangen? Jeg vil gerne hjælpe til de første to år.",
        22,
        10,
        supports=(CITIZEN, STUDENT, PENSIONER, FATHER, NEWCOMER),
        replies=(
            Said(
                FATHER, "Vores børnehave vil gerne være med. Vi har for mange gulerodsfrø.", 22, 15
            ),
            Said(NEWCOMER, "Jeg kan komme om lørdagen.", 20, 12),
        ),
    ),
    Said(
        PENSIONER,
        "56 boliger lyder af meget. Det gamle tilbud havde 24.",
        22,
        17,
        replies=(
            Said(STUDENT, "Det står i rapporten, at to små tilbud flytter sammen.", 22, 18),
            Said(PENSIONER, "Det havde jeg ikke set. Tak.", 22, 19),
        ),
    ),
    Said(
        CYCLIST,
        "Gør cykelparkeringen ved indgangen overdækket. Personalet cykler, hvis cyklen er tør, "
        "når de skal hjem.",
        21,
        8,
        supports=(COMMUTER, FATHER),
        edited=(
            "Gør cykelparkeringen ved indgangen overdækket, og lav plads til ladcykler. Personalet "
            "cykler, hvis cyklen er tør, når de skal hjem."
        ),
    ),
    Said(
        NEWCOMER,
        "Se de billige solceller her: det kan I lige så godt købe alle sammen.",
        20,
        3,
        hidden=(
            "advert",
            "Reklame hører ikke til i samtalen. Du er velkommen til at skrive om forslaget.",
        ),
    ),
    Said(
        FATHER,
        "Legepladsen bag hækken bliver brugt af hele kvarteret. Bliver den stående?",
        20,
        16,
        asks=True,
        supports=(CITIZEN, GARDENER, NEWCOMER, STUDENT),
        replies=(
            Said(
                CASE_WORKER,
                "Legepladsen ligger uden for planens område og bliver ikke rørt. Der kommer "
                "en låge "
                "i hækken, så beboerne kan komme til den.",
                19,
                9,
                is_official=True,
            ),
        ),
    ),
    Said(
        CITIZEN,
        "Jeg har boet her siden 1981. Dengang var der får på marken. Jeg siger det bare.",
        19,
        19,
        supports=(PENSIONER, GARDENER),
    ),
    Said(
        COMMUTER,
        "Kan bussen få en tavle med minutter ved stoppestedet?",
        18,
        7,
        asks=True,
        needs_no_answer=True,
        no_answer_note="Det er busselskabets. Vi har sendt det videre.",
    ),
    Said(
        PENSIONER,
        "Jeg skrev noget her, som jeg har fortrudt.",
        18,
        21,
        is_deleted=True,
        replies=(
            Said(
                GARDENER,
                "Vi er alle sammen sure en gang imellem, Preben.",
                18,
                22,
                supports=(CITIZEN,),
            ),
        ),
    ),
    Said(
        NEIGHBOUR,
        "Naboen i nummer 8 er imod, men han har jo også selv bygget carport uden at spørge.",
        17,
        20,
        hidden=(
            "personal",
            "Du skriver om en nabo, som kan genkendes. Skriv gerne igen uden nummeret.",
        ),
        objection="Alle på vejen kan jo se carporten. Det er ikke en hemmelighed.",
    ),
    Said(
        STUDENT,
        "Hvem har tegnet facaderne? De ligner kontorer.",
        16,
        14,
        supports=(PENSIONER,),
        replies=(
            Said(CITIZEN, "Jeg synes, de er pæne. Der er træ på.", 16, 18),
            Said(STUDENT, "Smag og behag.", 16, 18),
            Said(PENSIONER, "Træ bliver gråt.", 15, 9),
            Said(GARDENER, "Gråt er også en farve.", 15, 10, supports=(CITIZEN, STUDENT, FATHER)),
        ),
    ),
    Said(
        GARDENER,
        "Der yngler stære i hullerne i den sydligste poppel. Det bør stå i miljørapporten.",
        15,
        8,
        supports=(CITIZEN, STUDENT, CYCLIST),
    ),
    Said(
        FATHER,
        "Er der tænkt på, at børn skal krydse indkørslen på vej til skole?",
        14,
        7,
        asks=True,
        supports=(NEIGHBOUR, COMMUTER),
    ),
    Said(
        NEIGHBOUR,
        "Kommunen har gjort det elendigt før, og det vil den gøre igen.",
        13,
        22,
        hidden=("hate", "Teksten er hård mod medarbejderne."),
        objection="Jeg skælder ud på kommunen, ikke på nogen bestemt. Det må man.",
        restored=(
            "Du har ret. At være vred på kommunen er ikke en grund til at skjule en kommentar."
        ),
    ),
    Said(
        CYCLIST,
        "Regnvandet løber ned ad stien, når det skyller. En rende på tværs ville hjælpe.",
        12,
        17,
        supports=(COMMUTER, GARDENER),
    ),
    Said(
        NEWCOMER,
        "Hvornår var det, man kunne komme ud og se grunden?",
        11,
        10,
        replies=(Said(CITIZEN, "Det står under “Kom og tal om det” længere oppe.", 11, 11),),
    ),
    Said(
        PENSIONER,
        "Bænke! Der er 400 meter uden en eneste bænk.",
        10,
        15,
        supports=(CITIZEN, GARDENER, PROTECTED, STUDENT, NEWCOMER, FATHER, COMMUTER),
    ),
    Said(
        STUDENT,
        "Bliver der en fælles café, som vi andre også må bruge?",
        9,
        13,
        supports=(FATHER, NEWCOMER),
    ),
    Said(
        COMMUTER,
        "Varelevering kl. 5 om morgenen hos det gamle tilbud vækkede hele vejen.",
        8,
        6,
        reported=("off_topic", "Det handler om et andet sted."),
    ),
    Said(
        GARDENER,
        "Plant noget, der kan spises. Slåen og hyld passer sig selv.",
        6,
        9,
        supports=(CITIZEN,),
    ),
    Said(FATHER, "Kan man få forslaget læst højt et sted? Min mor ser dårligt.", 4, 20, asks=True),
    Said(
        CITIZEN,
        "Tak for svarene herinde. Man bliver klogere.",
        2,
        18,
        supports=(STUDENT, PENSIONER),
    ),
    Said(
        STRANGER,
        "Hej. Jeg er lige flyttet hertil. Må man også sige noget, hvis man ikke bor lige ved "
        "siden af?",
        1,
        9,
        is_held=True,
    ),
)

_SKALLERNE_SUMMARY = (
    "Samtalen handler mest om lys på stien ({light}), træerne ({trees}) og hvor der bliver "
    "holdt, mens der "
    "bygges. Flere tilbyder at hjælpe med højbede. Vi har svaret på, hvilke træer der er "
    "registreret, og at legepladsen bliver stående. Vi mangler at svare på parkering i byggetiden."
)

_PARK = (
    Said(
        CYCLIST,
        "Lad stien gå uden om søen. Så kan den bruges, når det er vådt.",
        40,
        9,
        mark="path",
        supports=(CITIZEN, GARDENER),
    ),
    Said(
        CITIZEN,
        "Og sæt affaldsspande op ved bålpladsen.",
        38,
        17,
        mark="bins",
        supports=(FATHER, STUDENT, PENSIONER),
    ),
    Said(
        STUDENT,
        "Må man slå telt op?",
        30,
        12,
        asks=True,
        replies=(
            Said(
                CASE_WORKER,
                "Ja, én nat ad gangen ved bålpladsen. Det bliver skrevet på skiltet.",
                29,
                9,
                is_official=True,
            ),
        ),
    ),
)
_PARK_SUMMARY = (
    "De fleste vil have stien lagt tørt, uden om søen ({path}), og orden ved bålpladsen "
    "({bins}). Det er "
    "taget med, hvor pointerne bliver besvaret."
)
_PARK_CLOSED = "Fristen er gået. Tak for samtalen. Vi svarer i hvidbogen."

CONVERSATIONS = {
    talk.hearing: talk
    for talk in (
        DemoConversation("skallerne", _SKALLERNE, _SKALLERNE_SUMMARY, summary_days=5),
        DemoConversation("kongsholm", _PARK, _PARK_SUMMARY, summary_days=11, closed=_PARK_CLOSED),
    )
}
