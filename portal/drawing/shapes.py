"""Mark, icons and houses as polygons: the drawings of static/icons and static/img, by rule."""

import math
from collections.abc import Iterator

from PIL import ImageDraw

Point = tuple[float, float]
# Shapes are drawn larger and reduced, which makes their edges smooth.
SCALE = 4
LAWN, EDGE, WINDOW, TREE = "#dfe8cf", "#1d5238", "#c9dbe3", "#a9c794"
# Wall in the light, wall in the shadow, roof.
WALLS = (("#fffdf7", "#efe9da", "#f4efe3"), ("#f6dc95", "#e6c26a", "#f4efe3"))
# A house with a courtyard, seen from above at a slant; from static/img/town.svg.
_HOUSE: tuple[tuple[str, tuple[Point, ...]], ...] = (
    ("lawn", ((0, 0), (90, 45), (0, 90), (-90, 45))),
    ("light", ((-33, -12), (57, 33), (57, 61.5), (-33, 16.5))),
    ("shadow", ((90, 16.5), (57, 33), (57, 61.5), (90, 45))),
    ("roof", ((0, -28.5), (90, 16.5), (57, 33), (-33, -12))),
    ("window", ((10.5, 18), (19.5, 22.5), (19.5, 42.8), (10.5, 38.2))),
    ("window", ((28.5, 27), (51, 38.2), (51, 53.2), (28.5, 42))),
    ("light", ((-90, 16.5), (-57, 33), (-57, 61.5), (-90, 45))),
    ("shadow", ((0, 4.5), (-57, 33), (-57, 61.5), (0, 33))),
    ("roof", ((-33, -12), (0, 4.5), (-57, 33), (-90, 16.5))),
    ("window", ((-10.5, 18), (-30, 27.8), (-30, 42.8), (-10.5, 33))),
    ("window", ((-82.5, 29.2), (-66, 37.5), (-66, 48), (-82.5, 39.8))),
)
_STEP = (105.0, 52.5)


class Pen:
    """Draws in the units of the icons (48 x 48), from a corner, at a size."""

    def __init__(self, draw: ImageDraw.ImageDraw, corner: Point, unit: float, colour: str) -> None:
        self.draw, self.corner, self.unit, self.colour = draw, corner, unit, colour

    def at(self, x: float, y: float) -> Point:
        return self.corner[0] + x * self.unit, self.corner[1] + y * self.unit

    def dot(self, x: float, y: float, radius: float) -> None:
        self.draw.ellipse(self._box(x, y, radius), fill=self.colour)

    def ring(self, x: float, y: float, radius: float, width: float) -> None:
        outer = self._box(x, y, radius + width / 2)
        self.draw.ellipse(outer, outline=self.colour, width=round(width * self.unit))

    def path(self, points: list[Point], width: float) -> None:
        corners = [self.at(*point) for point in points]
        self.draw.line(corners, fill=self.colour, width=round(width * self.unit), joint="curve")
        for point in (points[0], points[-1]):
            self.dot(*point, width / 2)

    def area(self, points: list[Point]) -> None:
        self.draw.polygon([self.at(*point) for point in points], fill=self.colour)

    def _box(self, x: float, y: float, radius: float) -> tuple[float, float, float, float]:
        return *self.at(x - radius, y - radius), *self.at(x + radius, y + radius)


def mark(pen: Pen) -> None:
    """The portal's own mark: two houses around somebody."""
    corners = (*pen.at(4, 4), *pen.at(17, 44)), (*pen.at(4, 31), *pen.at(44, 44))
    for box in corners:
        pen.draw.rounded_rectangle(box, radius=4.5 * pen.unit, fill=pen.colour)
    pen.area([(12, 4), (17, 4), (17, 31), (44, 31), (44, 36), (12, 36)])
    pen.path([(23, 6), (38, 6), (41, 7.2), (42, 10), (42, 16)], 4)
    pen.dot(29.5, 18.5, 7)


def democracy(pen: Pen) -> None:
    pen.ring(24, 24, 9, 2.6)
    for x, y in ((24, 6.6), (39, 15.3), (39, 32.7), (9, 32.7), (9, 15.3)):
        pen.dot(x, y, 4.6)
    pen.ring(24, 41.4, 3.6, 2.4)


def information(pen: Pen) -> None:
    left: list[Point] = [(24, 13), (15, 9), (5, 8), (5, 36), (15, 37), (24, 41)]
    right = [(48 - x, y) for x, y in left]
    for page in (left, right):
        pen.path(page, 2.6)
    pen.path([(24, 13), (24, 41)], 2.6)
    for y in (16.5, 23.5, 30.5):
        pen.path([(11, y), (18, y + 1.8)], 2.6)
    pen.dot(33.5, 22, 4.6)


def innovation(pen: Pen) -> None:
    sides: tuple[tuple[Point, Point], ...] = (
        ((20, 27), (41, 27)),
        ((41, 27), (41, 41)),
        ((41, 41), (6, 41)),
        ((6, 41), (6, 7)),
        ((6, 7), (20, 7)),
    )
    for start, end in sides:
        _dashes(pen, start, end)
    pen.path([(22, 26), (24, 19), (38, 5), (43, 10), (29, 24), (22, 26)], 2.6)
    pen.area([(22, 26), (24, 19), (29, 24)])


def _dashes(pen: Pen, start: Point, end: Point) -> None:
    length = math.dist(start, end)
    for begin in range(0, int(length), 9):
        first, last = begin / length, min(begin + 4, length) / length
        ends = [
            (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
            for part in (first, last)
        ]
        pen.path(ends, 2.6)


ICONS = {"democracy": democracy, "information": information, "innovation": innovation}


def houses(draw: ImageDraw.ImageDraw, size: tuple[int, int], unit: float, seed: int) -> None:
    """Fill a strip with houses. The seed says which of them are yellow, and where trees stand."""
    for number, (x, y) in enumerate(_places(size, unit)):
        chance = (seed >> (number * 3) % 61) + number * 7
        light, shadow, roof = WALLS[chance % 3 == 0]
        colours = {"lawn": LAWN, "light": light, "shadow": shadow, "roof": roof, "window": WINDOW}
        for part, corners in _HOUSE:
            points = [(x + dx * unit, y + dy * unit) for dx, dy in corners]
            draw.polygon(points, fill=colours[part], outline=EDGE, width=max(1, round(unit)))
        if chance % 4 < 3:
            _tree(draw, (x, y + 58 * unit), unit)


def _places(size: tuple[int, int], unit: float) -> Iterator[Point]:
    """Return where houses stand, those behind first."""
    step_x, step_y = _STEP[0] * unit, _STEP[1] * unit
    for row in range(-2, int(size[1] / step_y) + 2):
        for column in range(-1, int(size[0] / (2 * step_x)) + 2):
            yield (2 * column + row % 2) * step_x, row * step_y


def _tree(draw: ImageDraw.ImageDraw, foot: Point, unit: float) -> None:
    x, y = foot
    line = max(1, round(unit))
    draw.line([(x, y), (x, y - 14 * unit)], fill=EDGE, width=line)
    crown = (x - 11 * unit, y - 34 * unit, x + 11 * unit, y - 12 * unit)
    draw.ellipse(crown, fill=TREE, outline=EDGE, width=line)
