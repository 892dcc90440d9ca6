"""Pictures are read and written anew: what is not a picture stays behind, metadata too."""

import warnings
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from core.probe.report import Refused, Report, refuse_virus

MAX_PIXELS = 40_000_000
MAX_SIDE = 4000
_MIME = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
_OPTIONS: dict[str, dict[str, Any]] = {
    "PNG": {"optimize": False},
    "JPEG": {"quality": 88, "progressive": True},
    "WEBP": {"quality": 88},
}
_MODES = {
    "JPEG": ("L", "RGB"),
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA"),
    "WEBP": ("RGB", "RGBA"),
}


def probe_image(
    source: Path, target: Path, _keep_metadata: bool, max_width: int = MAX_SIDE
) -> Report:
    refuse_virus(source.read_bytes())
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(source, formats=("PNG", "JPEG", "WEBP")) as image:
            return _rewrite(image, target, max_width)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("too_many_pixels") from error
    except UnidentifiedImageError as error:
        raise Refused("damaged") from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError) as error:
        raise Refused("damaged") from error


def _rewrite(image: Image.Image, target: Path, max_width: int) -> Report:
    """Check the size before a pixel is unpacked; then write the upright, smaller picture."""
    if image.width * image.height > MAX_PIXELS:
        raise Refused("too_many_pixels")
    # A phone's JPEG may hold several pictures (MPO): the first is the one people mean.
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    if kind == "JPEG":
        image.draft(None, (MAX_SIDE, MAX_SIDE))
    picture: Image.Image = ImageOps.exif_transpose(image)
    picture.thumbnail((min(max_width, MAX_SIDE), MAX_SIDE))
    if picture.mode not in _MODES[kind]:
        has_alpha = "A" in picture.mode and kind != "JPEG"
        picture = picture.convert("RGBA" if has_alpha else "RGB")
    picture.info = {key: value for key, value in picture.info.items() if key == "transparency"}
    picture.save(target, kind, exif=b"", **_OPTIONS[kind])
    return Report(_MIME[kind], width=picture.width, height=picture.height)
