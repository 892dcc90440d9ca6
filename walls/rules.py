"""Who may do what with walls and notes. The right moment is the steps' own question."""

import rules

from walls.models import Note, Wall


@rules.predicate
def facilitates(user, thing):
    if thing is None:
        return False
    wall = thing.wall if isinstance(thing, Note) else thing
    return isinstance(wall, Wall) and wall.is_facilitated_by(user)


@rules.predicate
def wrote(user, note):
    return isinstance(note, Note) and note.is_written_by(user)


@rules.predicate
def is_from_paper(user, note):  # noqa: ARG001  (a predicate takes both)
    return isinstance(note, Note) and note.is_from_paper


@rules.predicate
def takes_part(user, thing):
    """Everybody with an account who may see the wall."""
    wall = thing.wall if isinstance(thing, Note) else thing
    return isinstance(wall, Wall) and user.is_active and wall.is_visible_to(user)


rules.add_perm("walls.write_wall", takes_part)
rules.add_perm("walls.move_note", takes_part)
rules.add_perm("walls.give_dots_note", takes_part)
# Nobody mends what somebody else has written; what was copied from paper has no writer here.
rules.add_perm("walls.change_note", wrote | (is_from_paper & facilitates))
rules.add_perm("walls.take_down_note", wrote | (is_from_paper & facilitates))
rules.add_perm("walls.hide_note", facilitates)
rules.add_perm("walls.answer_note", facilitates)
rules.add_perm("walls.facilitate_wall", facilitates)
for _verb in ("view", "change"):
    rules.add_perm(f"walls.{_verb}_wall", facilitates)
