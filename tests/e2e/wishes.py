"""What three hundred people ask for: twenty themes, two wishes in each, in the order of the desk.

Each wish is the title of its point and the sentence in which people say it.
"""

WISHES = {
    "Træer og beplantning": (
        ("Bevar poppelrækken", "Lad poppelrækken mod vest stå."),
        ("Plant frugttræer", "Plant nogle æbletræer ved legepladsen."),
    ),
    "Trafik og kørsel": (
        ("Sænk farten på kanalvejen", "Bilerne kører for hurtigt langs kanalen."),
        ("Luk stikvejen for biler", "Stikvejen bør kun være for cykler."),
    ),
    "Parkering": (
        ("Flyt pladserne mod øst", "Læg parkeringen mod øst i stedet."),
        ("Færre pladser", "Der er tegnet alt for mange parkeringspladser."),
    ),
    "Stier": (
        ("Lys på skolestien", "Skolestien er mørk om morgenen."),
        ("Asfalt på kanalstien", "Kanalstien bliver til mudder hver vinter."),
    ),
    "Byggeriets højde": (
        ("Højst tre etager", "Husene må ikke blive højere end tre etager."),
        ("Lavest mod haverne", "Byg lavt ud mod rækkehusenes haver."),
    ),
    "Facader og materialer": (
        ("Tegl i facaderne", "Brug tegl, så det passer til kvarteret."),
        ("Grønne tage", "Giv de flade tage græs."),
    ),
    "Regnvand": (
        ("Åben grøft til regnvand", "Lad regnvandet løbe i en åben grøft."),
        ("Større bassin", "Bassinet løb over i sommer."),
    ),
    "Kanalen": (
        ("Bænke ved kanalen", "Stil bænke langs vandet."),
        ("Rens kanalen", "Kanalen trænger til at blive renset."),
    ),
    "Legepladser": (
        ("Legeplads for de mindste", "De mindste mangler et sted at lege."),
        ("Bold i gården", "Giv de store børn en boldbane."),
    ),
    "Skole og dagtilbud": (
        ("Plads i børnehaven", "Der er allerede venteliste til børnehaven."),
        ("Sikker vej til skolen", "Børnene skal over en farlig vej."),
    ),
    "Almene boliger": (
        ("Flere almene boliger", "Byg flere boliger, som almindelige folk kan betale."),
        ("Ungdomsboliger", "De unge har ingen steder at bo."),
    ),
    "Boliger til ældre": (
        ("Elevator i alle huse", "Sæt elevator i alle opgange."),
        ("Fælleshus for seniorer", "Lav et fælleshus for os, der er gået på pension."),
    ),
    "Støj": (
        ("Støjvæg mod banen", "Togene kan høres hele natten."),
        ("Stille asfalt", "Læg stille asfalt på ringvejen."),
    ),
    "Lys og mørke": (
        ("Dæmp gadelyset om natten", "Gadelyset skinner ind i soveværelset."),
        ("Lys ved stoppestedet", "Stoppestedet ligger i mørke."),
    ),
    "Dyr og natur": (
        ("Plads til frøerne", "Frøerne skal kunne komme over vejen."),
        ("Vilde blomster", "Så vilde blomster i rabatten."),
    ),
    "Butikker": (
        ("En dagligvarebutik", "Vi mangler et sted at købe mælk."),
        ("Ingen natåbent", "Butikken skal lukke om aftenen."),
    ),
    "Kultur": (
        ("Behold det gamle remisehus", "Det gamle remisehus er en del af byens historie."),
        ("Et øvelokale", "Byens korps har ingen steder at øve."),
    ),
    "Affald": (
        ("Nedgravede beholdere", "Grav affaldsbeholderne ned."),
        ("Byttehylde", "Lav en hylde, hvor man kan bytte ting."),
    ),
    "Byggeperioden": (
        ("Ingen larm om lørdagen", "Hold byggepladsen stille om lørdagen."),
        ("Vask lastbilernes hjul", "Lastbilerne slæber jord med ud på vejen."),
    ),
    "Økonomi": (
        ("Vis hvad det koster", "Skriv, hvad det hele kommer til at koste."),
        ("Udvikleren betaler stien", "Lad bygherren betale for stien."),
    ),
}
THEMES = list(WISHES)
# Every wish as (theme, title of the point), in the order of the white paper.
ORDER = [(theme, title) for theme, wishes in WISHES.items() for title, _sentence in wishes]
SENTENCES = {title: sentence for wishes in WISHES.values() for title, sentence in wishes}
