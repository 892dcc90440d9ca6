"""Every address of the portal, found by walking the resolver, and what stands behind it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import OrganisationMember
from city.models import Area, Topic
from comments.models import Comment
from councils.models import Membership
from hearings.links import address_token_for, token_for
from hearings.models import (
    Answer,
    Change,
    DecisionStep,
    Hearing,
    HearingDocument,
    Objection,
    Point,
    Response,
)
from notifications.confirming import CONFIRM_FOLLOW, confirm_token
from notifications.links import kind_scope, manage_token, unsubscribe_token
from notifications.models import Message, Subscriber
from tests.accounts.factories import OrganisationFactory, UserFactory
from tests.comments.factories import CommentFactory
from tests.councils import meeting_world, seat_world
from tests.councils.factories import MembershipFactory
from tests.councils.meeting_world import MeetingWorld, make_meetings
from tests.councils.seat_world import SeatWorld, make_seats
from tests.events.event_world import EventWorld, make_event
from tests.hearings.advice import Advice, make_advice
from tests.hearings.factories import (
    ChangeFactory,
    DecisionStepFactory,
    HearingDocumentFactory,
    HearingFactory,
    HearingTranslationFactory,
    ObjectionFactory,
    ResponseFactory,
    WhitePaperFactory,
)
from tests.hearings.treating import answer_to, point_in
from tests.information.people import make_written
from tests.information.texts import Texts, make_texts
from tests.notifications.factories import MessageFactory, SubscriptionFactory
from tests.projects import focus_routes, giving_world, problem_routes
from tests.projects.factories import ProjectFactory
from tests.projects.focus_routes import FocusRoutes, make_focus
from tests.projects.giving_world import GivingWorld, make_giving
from tests.projects.problem_routes import ProblemRoutes, make_problem
from tests.projects.project_world import ProjectWorld, make_project
from tests.seminars.seminar_world import SeminarWorld, make_seminar
from tests.walls.wall_world import WallWorld, make_wall

ValuesFor = Callable[[str], dict[str, Any]]


@dataclass(frozen=True)
class Route:
    """One address: its full name (or its pattern, when it has none) and its parameters."""

    name: str
    has_name: bool
    parameters: tuple[str, ...]

    def path(self, **values: Any) -> str:
        if not self.has_name:
            return "/" + self.name.partition(" ")[2].format(**values)
        kwargs = {name: values[name] for name in self.parameters}
        return reverse(self.name, kwargs=kwargs)


def all_routes() -> list[Route]:
    """Return every route once; Danish addresses, since English ones are the same views."""
    routes = {route.name: route for route in _walk(get_resolver(), (), "")}
    return list(routes.values())


def _walk(resolver: Any, spaces: tuple[str, ...], prefix: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            deeper = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry, deeper, pattern)
        elif isinstance(entry, URLPattern):
            yield _route(entry, spaces, pattern)


def _route(entry: URLPattern, spaces: tuple[str, ...], pattern: str) -> Route:
    parameters = (*entry.pattern.converters, *getattr(entry.pattern.regex, "groupindex", {}))
    if entry.name:
        return Route(":".join([*spaces, entry.name]), True, tuple(dict.fromkeys(parameters)))
    plain = pattern.replace("<path:object_id>", "{object_id}").replace("(?P<url>.*)$", "{url}")
    return Route(f"{':'.join(spaces)} {plain}", False, tuple(dict.fromkeys(parameters)))


MEMBER_PAGES = ("councils:member", "councils:portrait")
OF_BODIES = ("councils:body", *MEMBER_PAGES)


@dataclass
class World:
    """One hearing with a document, a response and a point of it, a comment, a text of each kind."""

    hearing: Hearing
    response: Response
    objection: Objection
    document: HearingDocument
    point: Point
    answer: Answer
    step: DecisionStep
    change: Change
    comment: Comment
    texts: Texts
    # A text of each kind, by the name of its model, for the editors' pages.
    written: dict[str, Any]
    subscriber: Subscriber
    asked_to_follow: Message
    event: EventWorld
    membership: Membership
    meetings: MeetingWorld
    seats: SeatWorld
    problems: ProblemRoutes
    projects: ProjectWorld
    focus: FocusRoutes
    giving: GivingWorld
    advice: Advice
    # Somebody who waits to act for an organisation.
    asker: OrganisationMember
    wall: WallWorld
    seminar: SeminarWorld

    def values_for(self, route: Route) -> dict[str, Any]:
        """Return the parameters of an address."""
        name = route.name
        if "organisation" in name or name == "accounts:ask_to_act":
            return self._of_organisations(name)
        if name in OF_BODIES or name.startswith("admin:councils_"):
            return self._of_bodies(name)
        for names, values_for in self._of_councils():
            if name in names:
                return values_for(name)
        for start, values_for in self._of_apps():
            if name.startswith(start):
                return values_for(name)
        return self._values_for(route) | self.advice.values_for(name)

    def _of_councils(self) -> list[tuple[set[str], ValuesFor]]:
        return [
            (meeting_world.PUBLIC | meeting_world.OWN, self.meetings.values_for),
            (seat_world.PUBLIC | seat_world.DESK, self.seats.values_for),
        ]

    def _of_apps(self) -> list[tuple[str | tuple[str, ...], ValuesFor]]:
        return [
            ("information:", lambda name: self.texts.values_for(name.partition(":")[2])),
            (("projects:", "admin:projects_"), self._of_projects),
            (("events:", "admin:events_"), self.event.values_for),
            ("walls:", self.wall.values_for),
            (("seminars:", "admin:seminars_"), self.seminar.values_for),
            ("notifications:", lambda name: self._following(name.partition(":")[2])),
            ("comments:", self._of_comments),
        ]

    def _of_comments(self, _name: str) -> dict[str, Any]:
        key = "0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f12"
        return {"thread": self.comment.thread_id, "number": self.comment.number, "key": key}

    def _of_projects(self, name: str) -> dict[str, Any]:
        """Return the parameters of an address of a part of the projects."""
        if name in problem_routes.ALL:
            return self.problems.values_for(name)
        if name in focus_routes.ALL:
            return self.focus.values_for(name)
        if name in giving_world.PUBLIC | giving_world.OWN:
            return self.giving.values_for(name)
        return self.projects.values_for(name)

    def _of_bodies(self, name: str) -> dict[str, Any]:
        """Return the parameters of an address of a body, its seats and its members."""
        row = self.membership
        is_member = name in MEMBER_PAGES or name.startswith("admin:councils_member_")
        subject: Any = row.member if is_member else row.body
        return {
            "pk": subject.pk,
            "slug": subject.slug,
            "object_id": subject.pk,
            "group": row.group_id,
            "seat": row.seat_id,
            "membership": row.pk,
            "call": 1,
            "term": 1,
        }

    def _of_organisations(self, name: str) -> dict[str, Any]:
        pk = self.asker.pk if name.endswith(":leave_organisation") else self.asker.organisation_id
        return {"pk": pk, "object_id": self.asker.organisation_id, "member": self.asker.pk}

    def _values_for(self, route: Route) -> dict[str, Any]:
        model = route.name.partition("_")[2].partition("_")[0]
        is_response = model == "response" or "/response/" in route.name
        subject: Any = self.response if is_response else self.hearing
        if model == "objection" or "/objection/" in route.name:
            subject = self.objection
        if route.name.startswith("admin:information_"):
            subject = self.written.get(model, subject)
        from_mail = route.name in ("hearings:confirm", "hearings:disown")
        token = address_token_for if from_mail else token_for
        return {
            "number": 1 if route.name.startswith("admin:information") else self.hearing.number,
            "slug": self.hearing.slug,
            "language": "ar",
            "response_number": self.response.number,
            "thread": self.comment.thread_id,
            "comment_number": self.comment.number,
            "token": token(self.response),
            "key": "0b0a7a52-6a4c-4a0e-8d2f-1c5c1a6f6f11",
            "uidb36": "1",
            "pk": self._key_for(route, subject),
            "point_number": self.point.number,
            "version": 1,
            "file_format": "pdf",
            "file_pk": 1,
            "redaction_pk": 1,
            "object_id": subject.pk,
            "content_type_id": 1,
            "word": "hoering",
            "source": "hoering",
            "path": "findes-ikke",
            "name": "20261123-170000-1-0",
            "app_label": "hearings",
            "url": "findes-ikke/",
        }

    def _following(self, name: str) -> dict[str, Any]:
        """Return the parameters of an address of following: its own secret, its own row."""
        tokens = {
            "unsubscribe": lambda: unsubscribe_token(
                self.subscriber, kind_scope("hearings.receipt")
            ),
            "manage": lambda: manage_token(self.subscriber),
            "confirm_follow": lambda: confirm_token(self.asked_to_follow),
        }
        place = Topic if name.endswith("topic") else Area
        return {
            "token": tokens[name]() if name in tokens else "",
            "pk": self.hearing.feed_id,
            "slug": place.objects.filter(is_active=True).values_list("slug", flat=True)[0],
        }

    def _key_for(self, route: Route, subject: Any) -> int:
        """Return which row of a hearing an address is about: its document, theme, promise."""
        own = {
            "document": self.document,
            "step": self.step,
            "change": self.change,
            "theme": self.point.theme,
            "answer": self.answer,
        }
        word = route.name.removeprefix("hearings:").partition("_")[0]
        return int(own[word].pk if word in own else subject.pk)

    def path(self, route: Route) -> str:
        return route.path(**self.values_for(route))


def make_world(department: Any = None) -> World:
    options = {"department": department} if department else {}
    hearing = HearingFactory(created_by=UserFactory(), **options)
    document = HearingDocumentFactory(hearing=hearing)
    HearingTranslationFactory(hearing=hearing, language="ar")
    response = ResponseFactory(hearing=hearing, approved=True, show_name=True)
    point = point_in(response)
    answer = answer_to(point.theme)
    texts, written = make_texts(hearing), make_written(hearing.department)
    objection = ObjectionFactory(response__hearing=hearing)
    step = DecisionStepFactory(hearing=hearing)
    change = ChangeFactory(hearing=hearing)
    comment = CommentFactory(thread=hearing.thread)
    WhitePaperFactory(hearing=hearing)
    return World(
        hearing, response, objection, document, point, answer, step, change, comment, texts,
        written,
        SubscriptionFactory(feed=hearing.feed).subscriber,
        MessageFactory(
            kind=CONFIRM_FOLLOW, about_model="notifications.feed", about_pk=hearing.feed_id
        ),
        make_event(hearing.department),
        MembershipFactory(),
        make_meetings(),
        make_seats(),
        make_problem(),
        make_project(),
        make_focus(),
        make_giving(ProjectFactory(), asked_at=timezone.now()),
        make_advice(hearing),
        OrganisationFactory(asking=[UserFactory()]).members.get(),
        make_wall(hearing.department),
        make_seminar(hearing.department),
    )  # fmt: skip


ADMIN = f"/{settings.ADMIN_PATH}"
