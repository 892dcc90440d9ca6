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
def takes_part(user, thing):
    """Everybody with an account who may see the wall."""
    wall = thing.wall if isinstance(thing, Note) else thing
    return isinstance(wall, Wall) and user.is_active and wall.is_visible_to(user)


rules.add_perm("walls.write_wall", takes_part)
rules.add_perm("walls.move_note", takes_part)
rules.add_perm("walls.give_dots_wall", takes_part)
rules.add_perm("walls.change_note", wrote | facilitates)
rules.add_perm("walls.hide_note", facilitates)
rules.add_perm("walls.facilitate_wall", facilitates)
for _verb in ("view", "change"):
    rules.add_perm(f"walls.{_verb}_wall", facilitates)
