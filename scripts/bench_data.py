"""What `make bench` measures on: a hearing with 20 published answers, one with 5,000."""

from datetime import timedelta

from django.utils import timezone

from city.models import Area, Department
from hearings.models import Hearing, HearingKind, Response, ResponseVersion
from notifications.models import Feed

TEXT = (
    "Jeg bor på den anden side af stien og går her hver dag. Jeg synes, at forslaget er godt, "
    "men skoven skal have mere plads, og bussen skal kunne vende uden at bakke.\n\n"
) * 3


def make_hearing(answers: int) -> Hearing:
    """Write an open hearing with so many approved answers, straight into the tables."""
    now = timezone.now()
    hearing = Hearing.objects.create(
        title=f"Måling med {answers} svar",
        lead="En høring, der kun findes for at blive målt.",
        brief_what="En ny lokalplan for det gamle industriområde.",
        brief_why="Byrådet vil have boliger og arbejdspladser side om side.",
        brief_who="Naboer, virksomheder og dem, der cykler forbi.",
        brief_influence="Stierne\nHøjden på husene\nTræerne",
        brief_decided="Der bygges ikke i skoven",
        brief_next="Byrådet beslutter til sommer.",
        body="<p>" + TEXT + "</p>",
        deciding_body="Byrådet",
        case_number="00.00.00-P00-1-26",
        department=Department.objects.order_by("pk")[0],
        contact_phone="43 68 68 68",
        contact_email="plan@example.dk",
        opens_at=now - timedelta(days=10),
        closes_at=now + timedelta(days=30),
        delete_personal_data_on=(now + timedelta(days=800)).date(),
        status=Hearing.Status.PUBLISHED,
        published_at=now - timedelta(days=10),
        feed=Feed.objects.create(),
        last_response_number=answers,
    )
    hearing.kinds.add(HearingKind.objects.order_by("pk")[0])
    hearing.areas.add(*Area.objects.order_by("pk")[:2])
    add_answers(hearing, answers)
    return hearing


def add_answers(hearing: Hearing, count: int) -> None:
    now = timezone.now()
    areas = list(Area.objects.order_by("pk")[:5]) or [None]
    responses = Response.objects.bulk_create(
        Response(
            hearing=hearing,
            number=number,
            name=f"Måle Målesen {number}",
            email=f"person{number}@example.dk",
            area=areas[number % len(areas)],
            show_name=number % 2 == 0,
            received_at=now - timedelta(minutes=count - number),
        )
        for number in range(1, count + 1)
    )
    versions = ResponseVersion.objects.bulk_create(
        ResponseVersion(response=response, number=1, text=f"{response.number}. {TEXT}")
        for response in responses
    )
    for response, version in zip(responses, versions, strict=True):
        response.current_version = response.published_version = version
        response.status = Response.Status.APPROVED
        response.approved_at = now
    Response.objects.bulk_update(
        responses,
        ["current_version", "published_version", "status", "approved_at"],
        batch_size=500,
    )
