"""The demo's hearings. Lokalplan 9.9 carries the facts of the real case; all else is invented."""

from dataclasses import replace
from datetime import date

from events.models import Event
from hearings.demo.linked_proposals import LINKED
from hearings.demo.more_proposals import MORE
from hearings.demo.types import DemoDocument, DemoHearing, DemoMeeting

PLAN_FOR_ALL = (
    "Forslaget har ligget hos kommunalbestyrelsen, som har sendt det i høring. Det betyder, at "
    "enhver kan sige sin mening om det, før der bliver besluttet noget endeligt."
)

_PLAN = DemoDocument(
    "Forslag til lokalplan 9.9",
    "Det korte står på de første sider",
    (
        (
            "Lokalplan 9.9 gør det muligt at bygge et botilbud ved Skallerne. Planen siger, hvor "
            "der må bygges, hvor højt, hvordan bygningerne må se ud, og hvad der skal være grønt."
        ),
        (
            "Dette er et eksempel til demoen. Det er skrevet til portalen og er ikke kommunens "
            "plan. Den rigtige plan findes på kommunens hjemmeside."
        ),
        (
            "Bebyggelsen skal lægge sig efter terrænet og efter de træer, der kan bevares. Stier "
            "skal være åbne for alle og lyse nok til, at man tør bruge dem om aftenen."
        ),
        PLAN_FOR_ALL,
    ),
)
_AMENDMENT = DemoDocument(
    "Forslag til kommuneplantillæg 8",
    "",
    (
        (
            "En lokalplan skal passe med kommuneplanen. Derfor følger der et tillæg med, som "
            "ændrer rammerne for området, så der må være et botilbud."
        ),
        "Dette er et eksempel til demoen.",
    ),
)
_REPORT = DemoDocument(
    "Miljørapport",
    "Resumé uden fagord forrest",
    (
        (
            "Rapporten ser på, hvad planen betyder for natur, trafik, støj, regnvand og landskab, "
            "og hvad der kan gøres for at mindske det, der er dårligt."
        ),
        (
            "De største spørgsmål er træerne og regnvandet. Rapporten foreslår at bevare mest "
            "muligt af beplantningen og at samle regnvandet i lave grønne render."
        ),
        "Dette er et eksempel til demoen.",
    ),
)

SKALLERNE = DemoHearing(
    code="skallerne",
    title="Lokalplan 9.9: botilbud ved Skallerne",
    formal_title=(
        "Forslag til lokalplan 9.9 - Botilbud Skallerne 1 og forslag til kommuneplantillæg 8"
    ),
    kinds=("lokalplan", "kommuneplantillaeg"),
    lead=(
        "Ved Skallerne skal der bygges et botilbud til mennesker, der har brug for støtte i "
        "hverdagen. Du kan især påvirke beplantning, stier og parkering."
    ),
    what=(
        "To planforslag og en miljørapport, der hører sammen: en lokalplan for området ved "
        "Skallerne, et tillæg til kommuneplanen og en vurdering af, hvad det betyder for miljøet."
    ),
    why=(
        "Der mangler boliger med støtte i kommunen. Uden en lokalplan må der ikke bygges på "
        "grunden."
    ),
    who=(
        "Dem, der skal bo der, og deres pårørende. Naboerne, og alle, der går eller cykler gennem "
        "området."
    ),
    influence=(
        "hvilke træer og hække der skal blive stående",
        "hvor stierne går, og hvordan de er oplyst",
        "hvor mange parkeringspladser der er, og hvor de ligger",
        "hvordan husene ser ud fra vejen",
    ),
    decided=(
        "der skal være et botilbud i kommunen",
        "det skal ligge ved Skallerne",
        "bygherren er fundet",
    ),
    next=(
        "Efter fristen læser forvaltningen alle svar og skriver, hvad der bør ændres. Så "
        "beslutter kommunalbestyrelsen, om planen skal vedtages."
    ),
    body=(
        "<h2>Hvad planen siger</h2><p>Lokalplanen bestemmer, hvad jorden må bruges til, og "
        "hvordan der må bygges. Den er bindende for den, der ejer grunden, men den tvinger ingen "
        "til at bygge.</p><h2>Det grønne</h2><p>Kommunalbestyrelsen har bedt om, at mest mulig "
        "beplantning bevares. I miljørapporten kan du se, hvilke træer det drejer sig om.</p>"
        "<h2>Tillægget til kommuneplanen</h2><p>Kommuneplanen er den store plan, som alle "
        "lokalplaner skal passe med. Tillæg 8 giver plads til et botilbud her. De to forslag "
        "høres samtidig, og du kan svare på dem begge i samme svar.</p>"
    ),
    deciding_body="Kommunalbestyrelsen",
    case_number="DEMO-2026-0099",
    remark="Bevar så meget af beplantningen som muligt.",
    third_party="Bygherren er med til åbent hus",
    areas=("Albertslund Syd",),
    topics=("Byplan og byggeri", "Omsorg og sundhed"),
    opens=-34,
    last_day=13,
    sent=-41,
    documents=(_PLAN, _AMENDMENT, _REPORT),
    meetings=(
        DemoMeeting(
            "Åbent hus",
            -6,
            (17, 18),
            "Ved Skallerne",
            "Politikere, forvaltning og bygherre er til stede. Man skal ikke melde sig til.",
        ),
        DemoMeeting(
            "Gåtur på grunden",
            2,
            (16, 17),
            "Vi mødes ved stien",
            "Vi går en tur og ser på træerne. Kom, som du er.",
            Event.Kind.WALK,
        ),
    ),
)

SKALLERNE_HISTORY = replace(
    SKALLERNE,
    code="skallerne-foraar",
    title="Lokalplan 9.9: botilbud ved Skallerne, foråret 2026",
    lead=(
        "Den høring, der løb fra 17. februar til 5. april 2026 om et botilbud ved Skallerne. "
        "Den ligger her, så man kan se, hvordan en sag ser ud bagefter."
    ),
    case_number="DEMO-2026-0098",
    sent=date(2026, 2, 10),
    opens=date(2026, 2, 17),
    last_day=date(2026, 4, 5),
    expected="juni 2026",
    meetings=(
        DemoMeeting(
            "Åbent hus",
            date(2026, 3, 17),
            (17, 18),
            "Albertslund",
            "Politikere, forvaltning og bygherre var til stede. Man skulle ikke melde sig til.",
        ),
    ),
)

HEARINGS = [SKALLERNE_HISTORY, SKALLERNE, *MORE, *LINKED]
