"""The demo's people: invented, with names that nobody bears, and log-ins that everybody knows.

Made in demo mode only, which runs on localhost only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.roles import DEPARTMENT_ROLES, Role
from accounts.services import grant_role, open_account
from city.models import Area, Department

PASSWORD = "fem-gule-huse"  # noqa: S105 (printed at every start, good for the demo alone)
TOTP_SECRET = "MVXGO33EMV3GKZLFOBQXG43FOJ2XG5DB"  # noqa: S105
BUILDING = "By, Kultur og Miljø"
CHILDREN = "Børn og Unge"
STAFF = "Økonomi og Stab"


@dataclass(frozen=True)
class DemoPerson:
    """A person of the demo; those with a role are staff. `about` stands beside the log-in."""

    code: str
    name: str
    about: str
    role: Role | None = None
    department: str = BUILDING
    more_departments: tuple[str, ...] = ()
    area: str = ""
    birth_year: int | None = None
    protected: bool = False

    @property
    def email(self) -> str:
        return f"{self.code}@demo.example"


PEOPLE = [
    DemoPerson("borger", "Asta Æblegren", "Borger", area="Galgebakken", birth_year=1957),
    DemoPerson(
        "beskyttet",
        "Birk Bænkesen",
        "Borger med navne- og adressebeskyttelse",
        area="Hyldespjældet",
        birth_year=1989,
        protected=True,
    ),
    DemoPerson("sagsbehandler", "Lone Linealsen", "Sagsbehandler", Role.CASE_WORKER),
    DemoPerson(
        "nabo", "Bodil Bogreol", "Sagsbehandler i en anden afdeling", Role.CASE_WORKER, CHILDREN
    ),
    DemoPerson("moderator", "Mads Markørsen", "Moderator", Role.MODERATOR),
    DemoPerson("leder", "Leif Ledetråd", "Leder, godkender hvidbøger", Role.MANAGER),
    DemoPerson("redaktoer", "Ebba Overskrift", "Redaktør", Role.EDITOR, more_departments=(STAFF,)),
    DemoPerson(
        "skribent", "Sigvald Sætning", "Redaktør i en anden afdeling", Role.EDITOR, CHILDREN
    ),
    DemoPerson("facilitator", "Fie Flipover", "Facilitator", Role.FACILITATOR),
    DemoPerson("administrator", "Arne Nøglebundt", "Administrator", Role.ADMINISTRATOR),
    DemoPerson(
        "databeskyttelse",
        "Didde Diskretsen",
        "Databeskyttelsesrådgiver",
        Role.DATA_PROTECTION_OFFICER,
    ),
    DemoPerson(
        "sekretaer",
        "Rigmor Referat",
        "Sekretær for Ældrerådet og § 17, stk. 4-udvalget",
        Role.FACILITATOR,
        STAFF,
    ),
    DemoPerson(
        "protokol",
        "Palle Protokolsen",
        "Sekretær for kommunalbestyrelsen og de andre råd og udvalg",
        Role.FACILITATOR,
        STAFF,
    ),
    DemoPerson(
        "byraad",
        "Regitze Rådhuslampe",
        "Medlem af kommunalbestyrelsen og to udvalg",
        area="Albertslund Midtby",
        birth_year=1979,
    ),
    DemoPerson(
        "udvalgsborger",
        "Ulrikke Udsigtsgren",
        "Borger i § 17, stk. 4-udvalget",
        area="Hyldespjældet",
        birth_year=1991,
    ),
    DemoPerson(
        "tidligere",
        "Torkild Tidløs",
        "Tidligere medlem af Ældrerådet",
        area="Morbærhaven",
        birth_year=1946,
    ),
]

# People with a seat whose accounts do their part; they do not stand among the log-ins.
SEATED = [
    DemoPerson("borgmester", "Bertil Kædeled", "Borgmester", birth_year=1968),
    DemoPerson("udvalgsformand", "Signe Solsikkemark", "Formand for et udvalg", birth_year=1985),
    DemoPerson("aeldreformand", "Inger Islandsmos", "Formand for Ældrerådet", birth_year=1950),
    DemoPerson("gaardmand", "Mogens Mosekrog", "Borger i § 17, stk. 4-udvalget", birth_year=1972),
    DemoPerson("ungeformand", "Alma Avnbøg", "Formand for Ungerådet", birth_year=2007),
    DemoPerson("havelaage", "Hjalmar Havelåge", "Medlem af kommunalbestyrelsen"),
    DemoPerson("kanalbro", "Karla Kanalbro", "Medlem af kommunalbestyrelsen"),
    DemoPerson("iskagle", "Ibrahim Iskagle", "Medlem af kommunalbestyrelsen"),
    DemoPerson("tagryg", "Tove Tagryg", "Medlem af kommunalbestyrelsen"),
    DemoPerson("mursejler", "Magnus Mursejler", "Medlem af kommunalbestyrelsen"),
    DemoPerson("lygte", "Leyla Lygtepæl", "Medlem af kommunalbestyrelsen"),
    DemoPerson("engdrag", "Ejnar Engdrag", "Medlem af kommunalbestyrelsen"),
    DemoPerson("vindfloej", "Vibeke Vindfløj", "Medlem af kommunalbestyrelsen"),
    DemoPerson("regntoende", "Rasmus Regntønde", "Medlem af kommunalbestyrelsen"),
    DemoPerson("fyrretop", "Fatma Fyrretop", "Medlem af kommunalbestyrelsen"),
    DemoPerson("ovenlys", "Otto Ovenlys", "Medlem af kommunalbestyrelsen"),
    DemoPerson("brosten", "Bente Brosten", "Medlem af kommunalbestyrelsen"),
    DemoPerson("cykelskur", "Claus Cykelskur", "Medlem af kommunalbestyrelsen"),
]

# Citizens who take part in conversations; they do not stand among the log-ins.
TALKERS = [
    DemoPerson("villads", "Villads Vindheks", "Nabo", area="Albertslund Syd"),
    DemoPerson("yrsa", "Yrsa Ymerdal", "Pendler"),
    DemoPerson("fatih", "Fatih Fuglekasse", "Far til to"),
    DemoPerson("gerda", "Gerda Gulerod", "Har grønne fingre", area="Galgebakken"),
    DemoPerson("cajus", "Cajus Cykelsti", "Cykler hele året"),
    DemoPerson("preben", "Preben Pilehegn", "Pensionist", birth_year=1948),
    DemoPerson("selma", "Selma Solbær", "Studerende", birth_year=2004),
    DemoPerson("nynne", "Nynne Nytilflytter", "Er lige flyttet hertil"),
    DemoPerson("osvald", "Osvald Ostemad", "Har skrevet én gang"),
]


def load(*, at: datetime) -> dict[str, User]:
    """Create the people that are missing; return all of them by code."""
    password = make_password(PASSWORD)
    everybody = [*PEOPLE, *SEATED, *TALKERS]
    return {person.code: _ensure(person, password, at) for person in everybody}


def _ensure(person: DemoPerson, password: str, at: datetime) -> User:
    known = User.objects.filter(email=person.email).first()
    if known:
        return known
    user = User(
        email=person.email,
        password=password,
        full_name=person.name,
        public_name=person.name,
        area=Area.objects.filter(name=person.area).first(),
        birth_year=person.birth_year,
        protected=person.protected,
        is_staff=person.role is not None,
        date_joined=at - timedelta(days=400),
    )
    open_account(user, confirmed=True)
    if person.role is not None:
        _make_staff(user, person, person.role)
    return user


def _make_staff(user: User, person: DemoPerson, role: Role) -> None:
    """Give the role and a second factor, whose codes the page Postkasse shows."""
    if role not in DEPARTMENT_ROLES:
        grant_role(user, role, by=None, department=None)
    for name in [person.department, *person.more_departments]:
        if role in DEPARTMENT_ROLES:
            grant_role(user, role, by=None, department=Department.objects.get(name=name))
    TOTP.activate(user, TOTP_SECRET)
