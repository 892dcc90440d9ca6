"""Words that offices write and nobody says, with the ones that people use."""

import re
from dataclasses import dataclass

# Pattern of the word in its forms -> what to write instead.
_PLAINER = {
    r"afstedkomm(?:e|er|et)": "give, føre til",
    r"anvend(?:e|er|es|t|te|else|elsen)": "bruge",
    r"angående": "om",
    r"beror på": "afhænger af",
    r"desangående": "om det",
    r"endvidere": "også",
    r"erlægg(?:e|er|es)": "betale",
    r"facilit(?:ere|erer|eres|eret|ering)": "hjælpe i gang",
    r"for så vidt angår": "om, når det gælder",
    r"forefind(?:es|e)": "findes, er",
    r"foranledning(?:en|er)?": "grund",
    r"foranstaltning(?:en|er|erne)?": "det, der gøres",
    r"foreligg(?:e|er)": "er, findes",
    r"forest(?:å|år)": "stå for",
    r"forinden": "før",
    r"fremsend(?:e|er|es|t|te|else|elsen)": "sende",
    r"fyldestgørende": "god nok, hel",
    r"førnævnte": "den",
    r"henstill(?:e|er|es)": "bede om",
    r"hensigtsmæssig(?:t|e)?": "god, praktisk",
    r"herværende": "denne, vores",
    r"hidrør(?:e|er|ende)": "komme fra",
    r"hvorvidt": "om",
    r"i forbindelse med": "ved, når",
    r"i forhold til": "om, til, mod",
    r"i henhold til": "efter",
    r"i medfør af": "efter",
    r"implement(?:ere|erer|eres|eret|ering|eringen)": "indføre, sætte i gang",
    r"indeværende": "dette",
    r"indsatsområde(?:t|r|rne)?": "det, vi vil gøre mest ved",
    r"iværksætt(?:e|er|es|else|elsen)": "sætte i gang",
    r"iværksat(?:te)?": "sat i gang",
    r"jævnfør": "se",
    r"ligeledes": "også",
    r"med henblik på": "for at",
    r"nedenstående": "det her under",
    r"nærværende": "denne",
    r"ovenstående": "det her over",
    r"på baggrund af": "fordi, ud fra",
    r"på foranledning af": "fordi … bad om det",
    r"påbegynd(?:e|er|es|t|te)": "begynde",
    r"pågældende": "den",
    r"påhvil(?:e|er)": "skal … gøre",
    r"rekvir(?:ere|erer|eres|eret)": "bestille",
    r"rettidig(?:t|e)?": "i tide",
    r"såfremt": "hvis",
    r"således": "sådan",
    r"tilkendegiv(?:e|er|es|else|elsen|elser)": "sige",
    r"tilstrækkelig(?:t|e)?": "nok",
    r"tilvejebring(?:e|er|es)": "skaffe",
    r"udfærdig(?:e|er|es|et)": "skrive, lave",
    r"under henvisning til": "som svar på, efter",
    r"varetag(?:e|er|es)": "tage sig af",
    r"vederlagsfri(?:t|e)?": "gratis",
    r"vedrør(?:ende|er)": "om",
    r"vanskeliggør(?:e|es)?": "gøre svært",
    r"ydermere": "også",
}
_WRITTEN = re.compile(
    r"\b(?:" + "|".join(f"({pattern})" for pattern in _PLAINER) + r")\b", re.IGNORECASE
)
_WORDS = list(_PLAINER.values())


@dataclass(frozen=True)
class Suggestion:
    """A word as it was written, and plainer ones."""

    word: str
    plainer: str


def suggestions(text: str, *, known: frozenset[str] = frozenset()) -> list[Suggestion]:
    """Return each stiff expression once, in order; `known` are words explained elsewhere."""
    found: dict[str, Suggestion] = {}
    for match in _WRITTEN.finditer(text):
        word = match[0].casefold()
        if word not in known and match.lastindex:
            found.setdefault(word, Suggestion(match[0], _WORDS[match.lastindex - 1]))
    return list(found.values())
