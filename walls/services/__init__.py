"""What happens at a wall; each step holds the wall's lock and writes its line of history."""

from walls.services.walls import create_wall

__all__ = ["create_wall"]
