"""The portal's settings with one more page, which says hello. For `make bench` only."""

from albertslund.settings import *  # noqa: F403
from albertslund.settings import DATABASES, VAR_DIR

ROOT_URLCONF = "scripts.bench_urls"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "bench.sqlite3")}
