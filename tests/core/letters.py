"""Ordinary Danish letters to a municipality, full of numbers that are nobody's: the same always."""

import random

STREETS = ["Hedemarksvej", "Kanalens Kvarter", "Morbærhaven", "Herstedøstervej", "Gymnasievej"]
NAMES = ["Asta Æblegren", "Kaj Kuvert", "Viggo Ventil", "Selma Solhat", "Birger Bænk"]
MONTHS = ["januar", "februar", "marts", "april", "maj", "juni", "august", "oktober", "december"]
SENTENCES = [
    "Jeg skriver om forslaget, der har sagsnummer {case}.",
    "Min telefon er {phone}, og jeg kan træffes efter kl. {clock}.",
    "Ring på {mobile}, hvis I har spørgsmål.",
    "Vi modtog jeres brev af {date}, men det lå først i kassen {short_date}.",
    "Fakturaen har nummer {invoice} og lyder på {amount} kr.",
    "Ordren har nr. {order}, og den blev leveret i uge {week}.",
    "Pengene blev sat ind på reg.nr. {reg} konto {account}.",
    "Vores EAN-nummer er {ean}, hvis I vil sende regningen elektronisk.",
    "Foreningens CVR-nr. er {cvr}.",
    "Det drejer sig om matr.nr. {plot}, {area}.",
    "Bygningen er på {metres} m², og grunden på {ground} m².",
    "I {year} kørte her {cars} biler i døgnet, i {next_year} var det {more_cars}.",
    "Bussen kommer kl. {clock}, {clock2} og {clock3}.",
    "Jeg henviser til side {page}-{page2} og § {paragraph}, stk. {part}.",
    "I har tidligere svaret mig under journalnummer {journal}.",
    "IBAN er DK{check} {reg} {iban} {iban2} {iban3}.",
    "Målerens nummer er {meter}, og den stod på {reading} den {short_date}.",
    "Bilen med nummer {plate} holder altid på hjørnet.",
    "Koordinaterne er {lat}, {lon}.",
    "Sagen blev oprettet {stamp}.",
    "Mødet varer fra {date} kl. {clock} til {clock2}.",
    "Pakken har sporingsnummer {parcel}.",
    "Bogen hedder Byens rum (ISBN {isbn}).",
    "Vi er {people} husstande i {count} opgange, og {third} af os har børn.",
    "Prisen steg fra {amount} til {amount2} kroner på {count} år.",
    "Jeg bor på {street} {house}, 2620 Albertslund.",
    "Støjen blev målt til {decibel} dB den {short_date} kl. {clock}.",
    "Træerne er fra {old_year}, og der er {count} af dem.",
]
PLAIN = [
    "Stien bliver brugt af børn på vej til skole, og der mangler lys om morgenen.",
    "Jeg synes, at der skal være flere bænke og færre fliser.",
    "Lad poppelrækken stå, for den giver læ hele vinteren.",
    "Det er en god idé med boliger, men de må ikke blive højere end tre etager.",
    "Vi håber, at I vil tage forslaget op på mødet.",
]


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _numbers(rng: random.Random) -> dict[str, object]:
    day, number, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2019, 2027)
    phone = f"{rng.randint(20, 99)}{_digits(rng, 6)}"
    pairs = " ".join(phone[at : at + 2] for at in range(0, 8, 2))

    def clock() -> str:
        return f"{rng.randint(6, 22)}.{rng.choice(['00', '15', '30', '45'])}"

    return {
        "case": f"{rng.randint(0, 30):02}.{rng.randint(0, 9):02}.{rng.randint(0, 30):02}-"
        f"P{rng.randint(10, 26)}-{rng.randint(1, 99)}-{rng.randint(20, 27)}",
        "phone": rng.choice([phone, pairs, f"+45 {pairs}", f"+45{phone}", f"0045{phone}"]),
        "mobile": pairs,
        "clock": clock(), "clock2": clock(), "clock3": clock(),
        "date": f"{day}. {rng.choice(MONTHS)} {year}",
        "short_date": rng.choice(
            [f"{day:02}.{number:02}.{year}", f"{day}/{number}-{year % 100}",
             f"{day:02}-{number:02}-{year}", f"{day:02}{number:02}{year % 100}"]
        ),
        "invoice": rng.choice([f"{year}-{_digits(rng, 6)}", f"F{_digits(rng, 8)}"]),
        "order": rng.choice([f"45{_digits(rng, 8)}", f"SO-{_digits(rng, 7)}"]),
        "amount": f"{rng.randint(1, 99)}.{_digits(rng, 3)},{_digits(rng, 2)}",
        "amount2": f"{rng.randint(1, 9)}.{_digits(rng, 3)}.{_digits(rng, 3)}",
        "reg": f"{rng.randint(1000, 9999)}",
        "account": f"{rng.randint(1, 9)}{_digits(rng, rng.choice([6, 7, 7, 8, 9]))}",
        "ean": f"5798{_digits(rng, 9)}",
        "cvr": f"{rng.randint(10, 49)}{_digits(rng, 6)}",
        "plot": f"{rng.randint(1, 40)}{rng.choice(['a', 'bx', 'dk', ''])}",
        "area": rng.choice(["Herstedvester By", "Herstedøster By, Herstedøster"]),
        "metres": rng.randint(60, 900), "ground": rng.randint(300, 4000),
        "year": year, "next_year": year + 1, "old_year": rng.randint(1950, 1999),
        "cars": rng.randint(900, 9000), "more_cars": f"{rng.randint(9, 30)}.{_digits(rng, 3)}",
        "page": rng.randint(1, 30), "page2": rng.randint(31, 80),
        "paragraph": rng.randint(1, 60), "part": rng.randint(1, 9),
        "journal": f"{year}/{_digits(rng, 7)}",
        "check": _digits(rng, 2), "iban": _digits(rng, 4), "iban2": _digits(rng, 4),
        "iban3": _digits(rng, 2),
        "meter": _digits(rng, 8), "reading": f"{rng.randint(1, 99999):05}",
        "plate": f"AB {rng.randint(10, 99)} {_digits(rng, 3)}",
        "lat": f"55,6{_digits(rng, 5)}", "lon": f"12,3{_digits(rng, 5)}",
        "stamp": f"{year}-{number:02}-{day:02}T{rng.randint(10, 23)}:{rng.randint(10, 59)}:07",
        "parcel": f"00{_digits(rng, 18)}",
        "isbn": f"978-87-{_digits(rng, 4)}-{_digits(rng, 3)}-{_digits(rng, 1)}",
        "people": rng.randint(10, 900), "count": rng.randint(2, 40), "third": rng.randint(2, 40),
        "street": rng.choice(STREETS), "house": f"{rng.randint(1, 200)}, {rng.randint(1, 4)}. tv.",
        "decibel": f"{rng.randint(40, 80)},{_digits(rng, 1)}",
        "week": rng.randint(1, 52),
    }  # fmt: skip


def letter(number: int) -> list[str]:
    """Return the paragraphs of a letter; the same number gives the same letter."""
    rng = random.Random(number)
    values = _numbers(rng)
    told = [sentence.format(**values) for sentence in rng.sample(SENTENCES, 9)]
    told += rng.sample(PLAIN, 3)
    rng.shuffle(told)
    body = [" ".join(told[at : at + 4]) for at in range(0, len(told), 4)]
    name, address = rng.choice(NAMES), f"{values['street']} {values['house']}\n2620 Albertslund"
    return ["Kære kommune", *body, f"Venlig hilsen\n{name}\n{address}\nTlf. {values['phone']}"]


LETTERS = [letter(number) for number in range(200)]
