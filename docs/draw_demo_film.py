"""Draw the demo's film and pictures into information/demo_files/: slides, no camera.

Needs ffmpeg and Chromium on the machine; run it again when the words of the film change:
`.venv/bin/python docs/draw_demo_film.py`
"""

import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import find_chromium  # noqa: E402

TARGET = ROOT / "information" / "demo_files"
WORDS = ROOT / "information" / "demo_texts" / "video.toml"
FONTS = ROOT / "static" / "vendor" / "dkfds-11.2.0" / "fonts"
TOWN = ROOT / "static" / "img" / "town.svg"
SIZE, SECONDS, RATE = (960, 540), 4, 10
PAPER, GREEN, MUTED = "#f8f3e8", "#1d5238", "#566058"
# Parts of the drawn town: name -> left, top, width, height of its own 1440 x 430 units.
CROPS = {
    "byen": (0, 0, 1440, 430),
    "huse-ved-kanalen": (380, 60, 560, 315),
    "gaardhuse": (760, 40, 560, 315),
}


def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"IBMPlexSans-{weight}-Latin1.woff2", size)


def town(scale: int = 2) -> Image.Image:
    """Let the browser draw the town: it is the only one here that knows SVG."""
    markup = TOWN.read_text(encoding="utf-8").replace("<svg ", "<svg width=1440 height=430 ", 1)
    with sync_playwright() as playwright, tempfile.NamedTemporaryFile(suffix=".png") as file:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 430}, device_scale_factor=scale)
        page.set_content(f'<body style="margin:0;background:{PAPER}">{markup}')
        page.screenshot(path=file.name)
        browser.close()
        return Image.open(file.name).convert("RGB")


def lines_of(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def slide(text: str, about: str, strip: Image.Image) -> Image.Image:
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    image.paste(strip, (0, SIZE[1] - strip.height))
    draw.rectangle((0, 0, SIZE[0], 12), fill=GREEN)
    draw.text((64, 56), about, font=font("SemiBold", 24), fill=MUTED)
    face = font("Bold", 56)
    sentences = text.replace(". ", ".\n").split("\n")
    lines = [line for each in sentences for line in lines_of(each, face, SIZE[0] - 128)]
    for number, line in enumerate(lines):
        draw.text((64, 112 + 70 * number), line, font=face, fill=GREEN)
    return image


def save(image: Image.Image, name: str) -> None:
    """Few colours make a small file."""
    image.quantize(96, dither=Image.Dither.NONE).save(TARGET / f"{name}.png", optimize=True)


def film(slides: list[Image.Image]) -> None:
    ffmpeg = shutil.which("ffmpeg")
    assert ffmpeg, "ffmpeg is missing"
    with tempfile.TemporaryDirectory() as folder:
        # Every frame is written: ffmpeg's own stretching of pictures rounds their times.
        for number in range(RATE * SECONDS * len(slides)):
            image = Path(folder, f"{number}.bmp")
            slides[number // (RATE * SECONDS)].save(image)
        pictures = ["-framerate", str(RATE), "-i", f"{folder}/%d.bmp"]
        coding = ["-c:v", "libvpx-vp9", "-crf", "42", "-b:v", "0", "-g", "240"]
        target = str(TARGET / "hvad-er-en-hoering.webm")
        subprocess.run(  # noqa: S603 (our own arguments)
            [ffmpeg, "-v", "error", "-y", *pictures, *coding, "-pix_fmt", "yuv420p", "-an", target],
            check=True,
        )


def main() -> None:
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    drawn = town()
    strip = drawn.crop((480, 0, 480 + 2 * SIZE[0], 860)).resize(
        (SIZE[0], 430), Image.Resampling.LANCZOS
    )
    strip = strip.crop((0, 210, SIZE[0], 430))
    count = len(words["slides"])
    slides = [
        slide(text, f"{words['title']}  {number} af {count}", strip)
        for number, text in enumerate(words["slides"], start=1)
    ]
    film(slides)
    save(slide(words["title"], "En film uden tale, 24 sekunder", strip), "film-hvad-er-en-hoering")
    for name, (left, top, width, height) in CROPS.items():
        piece = drawn.crop((2 * left, 2 * top, 2 * (left + width), 2 * (top + height)))
        piece.thumbnail((1200, 1200), Image.Resampling.LANCZOS)
        save(piece, name)


if __name__ == "__main__":
    main()
