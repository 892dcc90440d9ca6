"""Cut Det Fælles Designsystem down to the rules and files that the portal uses.

    npm pack dkfds@11.2.0 && tar xzf dkfds-11.2.0.tgz
    python docs/trim_dkfds.py package static/vendor/dkfds-11.2.0

Nothing is changed, only left out: faces of fonts (site.css declares the small cuts), every rule
whose class is not in KEEP, and icons that no kept rule points at. Needs the standard library only.
"""

import re
import shutil
import sys
from pathlib import Path

KEEP = re.compile(
    r"^(alert|badge|breadcrumbs|button|details|form|input-width|input-char|skipnav|sr-only|"
    r"no-max-width|weight|h[1-6]$|bold$|icon-svg$|d-print|disabled$|focus$|active$|readonly$|"
    r"body-copy-text|hidden$)"
)
DROP = re.compile(
    r"^(button-(arrow|contact|menu|mobile|open|overflow|search|wrapper|first|last|row|group|active|hover)"
    r"|form-(limit|input-prefix|input-suffix|input-wrapper)|alert-close)"
)
FONTS = ("Regular", "SemiBold", "Bold", "Italic")
CUTS = ("Latin1", "Latin2")


def blocks(css: str):
    """Yield (prelude, body) of each top-level block and (statement, None) of each at-statement."""
    position = 0
    while position < len(css):
        brace, semicolon = css.find("{", position), css.find(";", position)
        if semicolon != -1 and (brace == -1 or semicolon < brace):
            yield css[position:semicolon], None
            position = semicolon + 1
            continue
        if brace == -1:
            return
        depth, end = 1, brace + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield css[position:brace].strip(), css[brace + 1 : end - 1]
        position = end


def is_kept(selector: str) -> bool:
    classes = re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r":not\([^)]*\)", "", selector))
    return all(KEEP.match(name) and not DROP.match(name) for name in classes)


def split_selectors(prelude: str) -> list[str]:
    return re.split(r",(?![^(]*\))", prelude)


def trim(css: str) -> str:
    kept = []
    for prelude, body in blocks(css):
        if body is None or prelude.startswith(("@font-face", "@keyframes", "@-webkit-keyframes")):
            continue
        if prelude.startswith(("@media", "@supports")):
            inner = trim(body)
            if inner:
                kept.append(f"{prelude}{{{inner}}}")
            continue
        selectors = [selector for selector in split_selectors(prelude) if is_kept(selector)]
        if selectors:
            kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def main(package: Path, target: Path) -> None:
    whole = (package / "dist/css/dkfds.min.css").read_text().lstrip("\ufeff")
    css = trim(re.sub(r"/\*.*?\*/", "", whole, flags=re.DOTALL))
    (target / "css").mkdir(parents=True, exist_ok=True)
    (target / "css/dkfds.css").write_text(css)
    for name in sorted(set(re.findall(r"url\(\.\./(img/[^)]+)\)", css))):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(package / "dist" / name, target / name)
    fonts = package / "dist/fonts/IBMPlexSans"
    (target / "fonts").mkdir(exist_ok=True)
    for font in FONTS:
        for cut in CUTS:
            shutil.copy(fonts / f"split/woff2/IBMPlexSans-{font}-{cut}.woff2", target / "fonts")
    shutil.copy(fonts / "split/woff2/license.txt", target / "fonts/LICENSE-IBM-Plex.txt")
    shutil.copy(package / "LICENSE.md", target / "LICENSE.md")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
