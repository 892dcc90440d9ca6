"""The demo's answers: of every kind, through every channel, in every state. All invented."""

from hearings.demo.half_treated import PARK_ANSWERS
from hearings.demo.linked_proposals import LINKED_ANSWERS
from hearings.demo.more_answers import MORE
from hearings.demo.types import DemoAnswer
from hearings.models import Response

Kind, Channel = Response.SenderKind, Response.Channel

SKALLERNE = [
    DemoAnswer(
        hearing="skallerne",
        day=-32,
        hour=9,
        name="Asta Æblegren",
        person="borger",
        email="borger@demo.example",
        area="Galgebakken",
        show_name=True,
        text=(
            "Lad poppelrækken stå. Den er det første, man ser om morgenen, og den tager vinden "
            "fra haverne.\n\nJeg synes, det er godt, at der kommer et botilbud her. Der er kort "
            "til bussen og til butikkerne."
        ),
        edits=(
            (
                "Lad poppelrækken stå. Den er det første, man ser om morgenen, og den tager vinden "
                "fra haverne.\n\nJeg synes, det er godt, at der kommer et botilbud her. Der er "
                "kort til bussen og til butikkerne.\n\nTilføjet: Kan stien få lave lamper i stedet "
                "for høje? De høje lyser ind i soveværelserne."
            ),
        ),
    ),
    DemoAnswer(
        hearing="skallerne",
        day=-31,
        hour=20,
        name="Villads Vindheks",
        email="villads@post.example",
        area="Albertslund Syd",
        text=(
            "Der er for få parkeringspladser. Personalet kommer i bil, når de møder klokken seks, "
            "og så holder de på vores vej. Læg pladserne mod syd, så naboerne ikke får lygterne "
            "ind ad vinduet."
        ),
    ),
    DemoAnswer(
        hearing="skallerne",
        day=-29,
        hour=11,
        name="Rosa Regnfang",
        kind=Kind.COUNCIL,
        on_behalf_of="Handicaprådet",
        email="raad@post.example",
        text=(
            "Handicaprådet er glad for forslaget. Vi beder om tre ting: stier uden trin og med "
            "fast bund hele vejen til stoppestedet, bænke med armlæn for hver hundrede meter, og "
            "at beboerne bliver spurgt, før haverne bliver tegnet.\n\nRådet vil gerne gå en tur "
            "på grunden sammen med bygherren."
        ),
        files=(
            (
                "Handicapraadets-udtalelse.pdf",
                (
                    "Handicaprådets udtalelse om lokalplan 9.9.",
                    (
                        "Rådet beder om stier uden trin, bænke med armlæn og om, at beboerne "
                        "bliver hørt om haverne."
                    ),
                ),
            ),
        ),
    ),
    DemoAnswer(
        hearing="skallerne",
        day=-28,
        hour=14,
        name="Valde Kålhave",
        channel=Channel.LETTER,
        address="Opdigtet Vej 7",
        area="Albertslund Syd",
        text=(
            "Jeg har boet her siden husene blev bygget. Dengang var der ingen træer, nu er der "
            "skov. Pas på den. Byg gerne, men byg imellem træerne og ikke i stedet for dem."
        ),
        files=(("Brev-fra-Kaalhave.pdf", ("Skannet brev, renskrevet i demoen.",)),),
    ),
    DemoAnswer(
        hearing="skallerne",
        day=-25,
        hour=16,
        name="Birk Bænkesen",
        person="beskyttet",
        email="beskyttet@demo.example",
        area="Hyldespjældet",
        show_name=True,
        is_protected=True,
        text=(
            "Min bror skal måske bo der. For ham betyder det mest, at der er stille, og at han "
            "kan gå en rundtur uden at krydse en vej. Kan stien gå hele vejen rundt?"
        ),
    ),
    DemoAnswer(
        hearing="skallerne",
        day=-22,
        hour=10,
        name="Gerda Gyngestol",
        channel=Channel.PHONE,
        area="Galgebakken",
        text=(
            "Ringede og sagde: Der er mørkt på stien i dag. Hun tør ikke gå der efter klokken "
            "fire om vinteren. Hun ønsker lys og en bænk halvvejs."
        ),
    ),
    DemoAnswer(
        hearing="skallerne",
        day=-20,
        hour=12,
        name="Poul Plankeværk",
        kind=Kind.ASSOCIATION,
        on_behalf_of="Grundejerforeningen Fem Hække",
        email="femhaekke@post.example",
        text=(
            "Vi er 84 husstande. På vores møde var de fleste for forslaget, hvis tre betingelser "
            "er opfyldt: husene holdes i to etager mod os, al kørsel sker fra syd, og der bliver "
            "plantet, før der bliver bygget."
        ),
    ),
    DemoAnswer(
        hearing="skallerne",
        day=-18,
        hour=19,
        name="Nanna Nattergal",
        email="nanna@post.example",
        area="Albertslund Syd",
        show_name=True,
        text=(
            "Min nabo Holger Hegnspæl i nummer 12 har en sygdom, der gør, at han ikke tåler støj. "
            "Kan byggeriet holde fri i weekenden?"
        ),
        masks=(("Holger Hegnspæl i nummer 12 har en sygdom, der gør, at han", "sensitive"),),
    ),
    DemoAnswer(
        hearing="skallerne",
        day=-14,
        hour=15,
        name="Ib Isterning",
        email="ib@post.example",
        state="declined",
        decline_reason=(
            "Svaret handler om en navngiven medarbejder og ikke om planen. Det er lagt på sagen "
            "og tæller med, men det bliver ikke vist på siden. Du kan gøre indsigelse."
        ),
        text="Jeg vil klage over den medarbejder, jeg talte med i telefonen. Han var uvenlig.",
    ),
    DemoAnswer(
        hearing="skallerne",
        day=-12,
        hour=21,
        name="Yasmin Ymerby",
        email="yasmin@post.example",
        area="Hyldespjældet",
        show_name=True,
        state="withdrawn",
        text="Jeg er imod. Jeg skriver igen, når jeg har læst det hele.",
    ),
    DemoAnswer(
        hearing="skallerne",
        day=-6,
        hour=17,
        name="Fire deltagere ved åbent hus",
        channel=Channel.MEETING,
        text=(
            "Sagt ved åbent hus: Kan bygningen mod vejen få træ på facaden i stedet for plader? "
            "Kan der komme et fælles bord ude ved stien, hvor naboer og beboere kan mødes?"
        ),
    ),
    DemoAnswer(
        hearing="skallerne",
        day=-5,
        hour=13,
        name="Mette Mursejler",
        kind=Kind.COMPANY,
        on_behalf_of="Tagrender og Sønner",
        email="kontor@tagrender.example",
        text=(
            "Vi kører i området hver dag. Giv plads til, at en lastbil kan vende uden at bakke ud "
            "på vejen. Det koster seks meter og kan spare et barn."
        ),
    ),
    DemoAnswer(
        hearing="skallerne",
        day=-1,
        hour=8,
        name="Torben Tordensky",
        channel=Channel.ASSISTED,
        area="Albertslund Vest",
        state="unread",
        text=(
            "Skrevet sammen med personalet på biblioteket: Jeg vil gerne have, at der kommer et "
            "orangeri, hvor alle kan komme ind. Så har vi noget sammen."
        ),
    ),
    DemoAnswer(
        hearing="skallerne",
        day=0,
        hour=6,
        name="Olga Oktober",
        email="olga@post.example",
        area="Galgebakken",
        state="unread",
        is_confirmed=False,
        text=(
            "Hvad sker der med regnvandet? Vores kælder stod under vand sidste år. Jeg lægger en "
            "beskrivelse ved."
        ),
        files=(("Regnvand.pdf", ("Sådan stod vandet i kælderen i november.",)),),
    ),
    DemoAnswer(
        hearing="skallerne",
        day=0,
        hour=7,
        name="Asta Æblegren",
        email="borger@demo.example",
        area="Galgebakken",
        state="unread",
        is_confirmed=False,
        text="Jeg glemte at logge ind, men jeg vil også sige: Hvor skal affaldet stå?",
    ),
]


ANSWERS = [*SKALLERNE, *MORE, *LINKED_ANSWERS, *PARK_ANSWERS]
