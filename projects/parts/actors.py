"""Who is in a project and what they bring, group by group; at two questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from projects.beside import Panel
from projects.models import Actor, ActorGroup, Project, TeamMember

if TYPE_CHECKING:
    from accounts.models import User

FACES = 3
# What stands in a group's box; the rest is told by the names.
SENTENCES = 3


@dataclass(frozen=True)
class Face:
    """Somebody as everybody may see them; kind: person, house or hidden."""

    name: str
    kind: str


@dataclass(frozen=True)
class Group:
    """One group: how many, some faces, who, and what they bring."""

    label: str
    count: int
    faces: tuple[Face, ...]
    more: int
    names: tuple[str, ...]
    text: str


def actors_panel(project: Project, user: User | None, at: datetime) -> Panel | None:
    """Return the groups that have somebody; nothing when there is nobody and none can come."""
    del at  # who takes part now
    actors = list(project.actors.all())
    team = list(project.team.on_team().select_related("user", "organisation"))
    groups = [row for group in ActorGroup if (row := _group(group, actors, team)) is not None]
    if not groups and not project.is_active:
        return None
    is_own = user is not None and any(row.user_id == user.pk for row in team)
    context = {
        "project": project,
        "groups": groups,
        "is_on_team": is_own or project.is_run_by(user),
        "takes_people": project.is_active,
    }
    title = _("Hvem er med, og hvad kommer de med")
    return Panel(title, "projects/parts/actors.html", context, order=20, has_own_head=True)


def _group(group: ActorGroup, actors: Iterable[Actor], team: Iterable[TeamMember]) -> Group | None:
    named = [row for row in actors if row.group == group]
    members = [row for row in team if row.group == group]
    count = sum(row.people for row in named) + len(members)
    if not count:
        return None
    faces = [_face_of_actor(row) for row in named] + [_face_of_member(row) for row in members]
    shown = tuple(faces[:FACES])
    brings = [row.brings for row in (*named, *members) if row.brings]
    return Group(
        label=str(group.label),
        count=count,
        faces=shown,
        more=count - len(shown),
        names=_names(faces),
        text=_sentences(brings),
    )


def _face_of_actor(actor: Actor) -> Face:
    is_person = actor.people == 1 and actor.group in (ActorGroup.CITIZENS, ActorGroup.POLITICIANS)
    return Face(actor.name, "person" if is_person else "house")


def _face_of_member(member: TeamMember) -> Face:
    """Return a person of the team. Who is protected has no name, also not by who sent them."""
    person = member.user
    if person is None or person.protected or not person.is_active:
        return Face(_("Borger"), "hidden")
    if member.organisation is not None:
        return Face(f"{person.display_name}, {member.organisation}", "person")
    return Face(person.display_name, "person")


def _names(faces: Iterable[Face]) -> tuple[str, ...]:
    """Return the names; those that are not shown are one line at the end."""
    faces = list(faces)
    hidden = sum(face.kind == "hidden" for face in faces)
    names = [face.name for face in faces if face.kind != "hidden"]
    if hidden:
        names.append(_("%(n)d uden navn") % {"n": hidden})
    return tuple(names)


def _sentences(brings: Iterable[str]) -> str:
    """Return what they bring as running text, each thing once."""
    told = list(dict.fromkeys(text.strip() for text in brings))
    return " ".join(text if text[-1:] in ".!?" else f"{text}." for text in told[:SENTENCES])
