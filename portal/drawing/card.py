"""One picture: a band in the colour of the way, the title on paper, a strip of the town."""

import io

from django.conf import settings
from PIL import Image, ImageDraw

from core.pictures import HEIGHT, WIDTH, Picture
from portal.drawing import letters, shapes

PAPER, INK, WHITE, LINE = "#f8f3e8", "#1d241f", "#ffffff", "#1d5238"
# The colours of site.css: the way, its field and the field's edge.
COLOURS = {
    "": ("#1d5238", "#dfe8cf", "#c9d8b3"),
    "information": ("#1c5a85", "#d5e5ee", "#a9c8da"),
    "democracy": ("#7b2f5e", "#f1dde5", "#ddb9c9"),
    "innovation": ("#735000", "#f8e3a4", "#e3c367"),
}
MARGIN, BAND, TOWN = 64, 104, 132
ICON = 60
MAX_LINES = 4
TITLE_SIZES = (84, 72, 62, 54)
LEADING = 1.14
SHADES = 128


def draw(picture: Picture) -> bytes:
    """Return the picture as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    seed = int(picture.digest[:16], 16)
    _town(image, seed)
    _band(image, picture)
    bottom = HEIGHT - TOWN
    if letters.shown(picture.line, "SemiBold"):
        bottom = _pill(image, picture, bottom - 28)
    _title(image, picture.title, BAND, bottom)
    return _png(image)


def _band(image: Image.Image, picture: Picture) -> None:
    colour = COLOURS.get(picture.way, COLOURS[""])[0]
    band = Image.new("RGB", (WIDTH * shapes.SCALE, BAND * shapes.SCALE), colour)
    pen = ImageDraw.Draw(band)
    unit = ICON / 48 * shapes.SCALE
    top = (BAND - ICON) / 2 * shapes.SCALE
    icon = shapes.ICONS.get(picture.way)
    if icon:
        icon(shapes.Pen(pen, (MARGIN * shapes.SCALE, top), unit, WHITE))
    name = letters.clipped(letters.shown(settings.SITE_NAME, "Bold"), "Bold", 34, 420)
    left = WIDTH - MARGIN - letters.width_of(name, "Bold", 34)
    shapes.mark(shapes.Pen(pen, ((left - ICON - 16) * shapes.SCALE, top), unit, WHITE))
    image.paste(band.reduce(shapes.SCALE), (0, 0))
    text = ImageDraw.Draw(image)
    base = BAND / 2 + 12
    letters.set_line(text, (left, base), name, weight="Bold", size=34, colour=WHITE)
    start = MARGIN + (ICON + 20 if icon else 0)
    label = letters.shown(picture.kind_label, "SemiBold")
    label = letters.clipped(label, "SemiBold", 34, left - ICON - 56 - start)
    letters.set_line(text, (start, base), label, weight="SemiBold", size=34, colour=WHITE)


def _title(image: Image.Image, words: str, top: int, bottom: int) -> None:
    """Set the title in the middle of the room that it has."""
    lines, size = lines_of(words, room=bottom - top - 48)
    step = size * LEADING
    baseline = top + (bottom - top - step * len(lines)) / 2 + size * 0.88
    text = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        at = (MARGIN, baseline + number * step)
        letters.set_line(text, at, line, weight="Bold", size=size, colour=INK)


def lines_of(words: str, *, room: int) -> tuple[list[str], int]:
    """Return a title in at most four lines, as large as they fit the height of the room."""
    title = letters.shown(words, "Bold") or letters.shown(settings.SITE_NAME, "Bold")
    width = WIDTH - 2 * MARGIN
    for size in TITLE_SIZES:
        lines = letters.broken(title, "Bold", size, width)
        if len(lines) * size * LEADING <= room and len(lines) <= MAX_LINES:
            return lines, size
    last = letters.clipped(" ".join(lines[MAX_LINES - 1 :]), "Bold", size, width)
    return [*lines[: MAX_LINES - 1], last], size


def _pill(image: Image.Image, picture: Picture, bottom: int) -> int:
    """Set the line below the title on a field in the colour of the way; return its top."""
    colour, field, edge = COLOURS.get(picture.way, COLOURS[""])
    line = letters.shown(picture.line, "SemiBold")
    line = letters.clipped(line, "SemiBold", 34, WIDTH - 2 * MARGIN - 56)
    size = (round(letters.width_of(line, "SemiBold", 34)) + 56, 64)
    scale = shapes.SCALE
    field_image = Image.new("RGB", (size[0] * scale, size[1] * scale), PAPER)
    box = (0, 0, size[0] * scale - 1, size[1] * scale - 1)
    ImageDraw.Draw(field_image).rounded_rectangle(
        box, radius=20 * scale, fill=field, outline=edge, width=2 * scale
    )
    image.paste(field_image.reduce(scale), (MARGIN, bottom - size[1]))
    at = (MARGIN + 28, bottom - 20)
    letters.set_line(ImageDraw.Draw(image), at, line, weight="SemiBold", size=34, colour=colour)
    return bottom - size[1]


def _town(image: Image.Image, seed: int) -> None:
    scale = shapes.SCALE // 2
    strip = Image.new("RGB", (WIDTH * scale, TOWN * scale), PAPER)
    shapes.houses(ImageDraw.Draw(strip), strip.size, scale, seed)
    image.paste(strip.reduce(scale), (0, HEIGHT - TOWN))
    edge = ImageDraw.Draw(image)
    edge.line([(0, HEIGHT - TOWN), (WIDTH, HEIGHT - TOWN)], fill=LINE, width=2)


def _png(image: Image.Image) -> bytes:
    """Return the image in few shades: half the weight, and the same bytes every time."""
    content = io.BytesIO()
    image.quantize(SHADES, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        content, "PNG", optimize=True
    )
    return content.getvalue()
