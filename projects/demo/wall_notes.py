"""The demo's wall of 40 notes about what makes a tunnel safe."""

from typing import NamedTuple

TITLE = "Væggen: hvad gør en tunnel tryg?"
QUESTION = "Hvad gør en tunnel tryg, når det er mørkt? Én ting på hver seddel."
COLUMNS = ("Lys", "Lyd og liv", "Mennesker", "Noget helt andet")
OUTCOME = (
    "Tre ting går videre til opgaven: man skal kunne se hele vejen igennem, der skal være lyd, man "
    "selv kan vælge, og tunnelerne skal have navne. Kameraer går ikke videre: flest var imod."
)


class NoteRow(NamedTuple):
    """A note and its dots; `by` is "" for one without a name, "paper" for one from the meeting."""

    column: int
    kind: str
    text: str
    dots: int
    by: str = "paper"
    heading: str = ""


NOTES = (
    NoteRow(0, "idea", "Gult lys som i vores køkkener, ikke hvidt som på sygehuset", 6, "",
            "Venligt lys"),
    NoteRow(0, "idea", "Lys, der følger med, når man går", 5, "cajus", "Venligt lys"),
    NoteRow(0, "concern", "Ikke så meget lys, at man ikke kan se ud i mørket bagefter", 4, "selma",
            "Venligt lys"),
    NoteRow(0, "experience", "Jeg går dér, hvor der er lys i vinduerne", 3),
    NoteRow(0, "idea", "Lys på væggene, ikke i loftet", 3, "gerda", "Venligt lys"),
    NoteRow(0, "idea", "Spejl i svinget, så man ser, hvem der kommer", 9, "beskyttet",
            "Se hele vejen"),
    NoteRow(0, "idea", "Skær buskene ned foran åbningen", 7, "paper", "Se hele vejen"),
    NoteRow(0, "question", "Hvem skifter pæren, når den er gået?", 2, "preben"),
    NoteRow(0, "idea", "Mal væggene lyse", 4, "yrsa"),
    NoteRow(0, "experience", "I Glostrup lyser trinene. Det var rart.", 1),
    NoteRow(1, "idea", "Musik fra en højttaler, man selv kan vælge på", 7, "paper", "Lyd"),
    NoteRow(1, "idea", "Fuglestemmer om natten", 2, "nynne", "Lyd"),
    NoteRow(1, "concern", "Ikke høj musik under soveværelser", 3, "villads", "Lyd"),
    NoteRow(1, "idea", "Kor i tunnelen: der er efterklang", 5, "preben", "Liv"),
    NoteRow(1, "idea", "Cykelværksted hver torsdag", 5, "cajus", "Liv"),
    NoteRow(1, "idea", "Kaffebod fredag eftermiddag", 4, "gerda", "Liv"),
    NoteRow(1, "idea", "Lektier og te i vinterhalvåret", 1, "fatih", "Liv"),
    NoteRow(1, "question", "Må man spille bordtennis derinde?", 3, "selma", "Liv"),
    NoteRow(1, "idea", "Graffitivæg, som skifter hver måned", 4, "", "Liv"),
    NoteRow(1, "experience", "Når skaterne er der, er jeg tryg", 6),
    NoteRow(2, "idea", "Natteravnene går ruten på faste tider", 6, "paper", "Nogen er der"),
    NoteRow(2, "idea", "Gå-venner: følges hjem fra stationen", 5, "yrsa", "Nogen er der"),
    NoteRow(2, "concern", "Kameraer gør mig ikke tryg", 8, ""),
    NoteRow(2, "idea", "Kameraer i de fem værste", 2),
    NoteRow(2, "experience", "Jeg taler i telefon hele vejen", 3, "nynne"),
    NoteRow(2, "question", "Hvor hurtigt kommer der hjælp, hvis jeg ringer?", 3),
    NoteRow(2, "idea", "En knap, der ringer til nogen", 2, "borger"),
    NoteRow(2, "idea", "Hils på hinanden. Skriv det på væggen.", 4, "gerda"),
    NoteRow(2, "concern", "Det må ikke blive de unges skyld", 5, "selma"),
    NoteRow(2, "experience", "De fleste, jeg møder, er bare på vej hjem", 3, "fatih"),
    NoteRow(3, "idea", "Giv tunnelerne navne, så man kan sige, hvor man er", 8, "nynne"),
    NoteRow(3, "idea", "Kort i begge ender med den anden vej rundt", 3),
    NoteRow(3, "idea", "Fjern én tunnel, og lav en rigtig overgang", 4, "villads"),
    NoteRow(3, "question", "Hvorfor må busserne ikke holde ved tunnelen?", 2, "preben"),
    NoteRow(3, "idea", "Rist cykelstien, så vandet løber væk", 1, "cajus"),
    NoteRow(3, "concern", "Der lugter", 3),
    NoteRow(3, "idea", "Rengøring før weekenden", 2),
    NoteRow(3, "idea", "En tunnel, hvor børn har bestemt det hele", 4, ""),
    NoteRow(3, "experience", "Som barn elskede jeg ekkoet", 1, "borger"),
    NoteRow(3, "question", "Kan vi prøve i én måned og så se?", 5, "yrsa"),
)  # fmt: skip
