"""The one settings file. Values come from the environment; .env.example lists them all.

Safe by default: without any variable the portal is a production portal, and what it cannot
know (SECRET_KEY, SITE_URL) stops the start with a sentence that names the variable.
"""

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from albertslund import beat
from albertslund.env import env, env_bool, env_int, env_list, env_secret
from albertslund.mail import smtp_settings

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env_bool("DEBUG", False)
DEMO = env_bool("DEMO", False)
SECRET_KEY = env_secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")

# --- Who runs the portal, and where -------------------------------------------------------
SITE_URL = env("SITE_URL").rstrip("/")
SITE_NAME = env("SITE_NAME", "Med i Albertslund")
AUTHORITY_NAME = env("AUTHORITY_NAME", "Albertslund Kommune")
AUTHORITY_ADDRESS = env("AUTHORITY_ADDRESS", "Nordmarks Allé 1, 2620 Albertslund")
AUTHORITY_PHONE = env("AUTHORITY_PHONE", "00 00 00 00")
AUTHORITY_EMAIL = env("AUTHORITY_EMAIL", "inddragelse@example.dk")
CITY_NAME = env("CITY_NAME", "Albertslund")
ACCESSIBILITY_STATEMENT_URL = env("ACCESSIBILITY_STATEMENT_URL", "")
HELP_TEXT = env("HELP_TEXT", "")
# False only where the administration is so small that nobody but the author can approve.
WHITE_PAPER_NEEDS_ANOTHER_APPROVER = env_bool("WHITE_PAPER_NEEDS_ANOTHER_APPROVER", True)
# How many comments of an account staff have shown before the next ones are shown at once.
COMMENTS_HOLD_FIRST = env_int("COMMENTS_HOLD_FIRST", 1)

_site = urlsplit(SITE_URL)
if _site.scheme not in ("http", "https") or not _site.hostname:
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r}: write the address of the portal, https://host."
    )
HTTPS = env_bool("HTTPS", True)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", _site.hostname)
TRUSTED_PROXIES = env_int("TRUSTED_PROXIES", 0)
LOOPBACK_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}
if DEMO and not set(ALLOWED_HOSTS) <= LOOPBACK_HOSTS:
    raise ImproperlyConfigured(
        "DEMO is on, but ALLOWED_HOSTS names a host that others can reach. Demo mode shows "
        "everybody's mails and one-time codes: it runs on localhost only."
    )

# --- Apps, top row first -------------------------------------------------------------------
INSTALLED_APPS = [
    "portal",
    "seminars",
    "information",
    "hearings",
    "projects",
    "councils",
    "events",
    "walls",
    "comments",
    "accounts",
    "notifications",
    "city",
    "core",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "django_htmx",
    "django_prose_editor",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "core.middleware.RequestClock",
    "core.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.PathLanguage",
    "core.middleware.VisitorCache",
    "core.middleware.SafeInput",
    "walls.marks.UnchangedWall",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.SessionPerson",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.middleware.LoginRequired",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.StaffSession",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.Conflict",
]

ROOT_URLCONF = "albertslund.urls"
WSGI_APPLICATION = "albertslund.wsgi.application"
ADMIN_PATH = env("ADMIN_PATH", "admin/").strip("/") + "/"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["dkfds"]
CRISPY_TEMPLATE_PACK = "dkfds"

# --- Database, cache, broker: SQLite and files on one machine, PostgreSQL and Redis on many --
DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL and immediate transactions: readers never wait, writers queue instead of failing.
    # FULL, because a received answer must survive a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-8000;"
        ),
    }
else:
    # What stands in DATABASE_URL wins: ?sslmode=require, or longer timeouts for a migration.
    # No just-in-time compiler: it spends seconds on the search's many small conditions. And no
    # disk whose head must move: an index is worth it when half of the rows are wanted.
    DATABASES["default"]["OPTIONS"] = {
        "options": (
            "-c statement_timeout=8000 -c lock_timeout=3000 -c jit=off -c random_page_cost=1.1 "
            "-c idle_in_transaction_session_timeout=15000"
        ),
        "connect_timeout": 3,
        **DATABASES["default"].get("OPTIONS", {}),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", "")
CACHE_URL = env("CACHE_URL", "")
CACHES = {
    # Limits and one-time codes: shared by all processes, survives a restart.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Pieces of pages: losing them costs time only.
    "pages": (
        {
            "BACKEND": "core.page_cache.PageCache",
            "LOCATION": CACHE_URL,
            "OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
        }
        if CACHE_URL
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "pages",
            # Room for a picture of every subject in both languages, of some 30 kB each.
            "OPTIONS": {"MAX_ENTRIES": 2000},
        }
    ),
}

BROKER_DIR = VAR_DIR / "broker"
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    # With kombu's own, a worker may die with it.
    CELERY_BROKER_TRANSPORT = "core.redis_broker.Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
        "visibility_timeout": 300,
        "socket_timeout": 3,
        "socket_connect_timeout": 2,
        "retry_on_timeout": True,
        "health_check_interval": 25,
    }
else:
    for _folder in ("queue", "control"):
        (BROKER_DIR / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT = "core.broker.Transport"  # kombu's own may be read half-written
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "polling_interval": 0.2,
    }
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/Copenhagen"
CELERY_TASK_DEFAULT_QUEUE = "immediate"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
# How long one run of the relay sends, and when a claim is taken from a worker that died.
MAIL_RUN_SECONDS = env_int("MAIL_RUN_SECONDS", 20)
MAIL_CLAIM_SECONDS = env_int("MAIL_CLAIM_SECONDS", 300)
# After how many seconds the readiness page says that something is wrong.
READY_SILENCE_SECONDS = env_int("READY_SILENCE_SECONDS", 120)
READY_MAIL_SECONDS = env_int("READY_MAIL_SECONDS", 300)
READY_BULK_SECONDS = env_int("READY_BULK_SECONDS", 1800)
READY_TELLING_SECONDS = env_int("READY_TELLING_SECONDS", 900)
READY_SEARCH_SECONDS = env_int("READY_SEARCH_SECONDS", 600)
CELERY_BEAT_SCHEDULE = beat.schedule(claim_seconds=MAIL_CLAIM_SECONDS)

# --- Mail: every mail is a row first ---------------------------------------------------------
EMAIL_BACKEND = "notifications.backends.OutboxBackend"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <{AUTHORITY_EMAIL}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_FILE_PATH = VAR_DIR / "mail"
# Longer than this no mail server is waited for; shorter than MAIL_CLAIM_SECONDS.
EMAIL_TIMEOUT = env_int("SMTP_TIMEOUT", 20)
MAIL_DELIVERY_BACKEND, _smtp = smtp_settings(env_secret("SMTP_URL", ""), demo=DEMO)
globals().update(_smtp)

# --- Accounts --------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
# E-mail is unique, without regard to case, by a constraint that this check does not know.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.passwords.GuessableWordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:mypage"
LOGOUT_REDIRECT_URL = "portal:front"
# Pages that any page may point at, as {{ places.mypage }}, without its app knowing whose they are.
PLACES = {
    "front": "portal:front",
    "mypage": "portal:mypage",
    "privacy": "portal:privacy",
    "help": "portal:help",
    "accessibility": "portal:accessibility",
}
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# The owner is told when password, address or second factor change.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
# Changing address or second factor asks for the password again.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _site.scheme
# Per address and key a bot meets these; a town hall with 300 people behind one IP does not.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "600/h/ip,10/h/key",
    "signup": "200/h/ip",
    "reset_password": "200/h/ip,5/h/key",
    "reset_password_from_key": "200/h/ip",
    "change_password": "10/h/user",
    "manage_email": "10/h/user",
    "reauthenticate": "10/h/user",
    "confirm_email": "5/h/key",
}
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
STAFF_IDLE_SECONDS = 30 * 60
STAFF_SESSION_SECONDS = 12 * 3600
# Where staff work beside the administration, behind the same door: the treatment of a hearing,
# the conversations, and the facilitator's page of a wall.
STAFF_PATHS = (
    r"(/en)?/hoeringer/(\d+/)?behandling/",
    r"(/en)?/samtaler/behandling/",
    r"(/en)?/raad/behandling/",
    r"(/en)?/projekter/behandling/",
    r"(/en)?/seminarer/behandling/",
    r"(/en)?/vaegge/\d+/facilitator/",
)
# Optional: the networks from which the administration can be reached, e.g. 10.0.0.0/8.
ADMIN_ALLOWED_NETWORKS = env_list("ADMIN_ALLOWED_NETWORKS")

# --- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Dansk")), ("en", _("Engelsk"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

# --- Files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = Path(env("MEDIA_ROOT", str(VAR_DIR / "media")))
MEDIA_URL = "/media-is-not-served/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_PERMISSIONS = 0o640
# A film has 200 MB; everywhere else 120 MB are enough (core/middleware/input.py).
LARGE_BODIES = {f"/{ADMIN_PATH}information/video/": 210 * 1024 * 1024}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- Safety ----------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "media-src": ["'self'"],
    "manifest-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
_prefix = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_prefix}session"
CSRF_COOKIE_NAME = f"{_prefix}csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_personal_data": {"()": "core.logging.NoPersonalData"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_personal_data"],
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "celery": {"handlers": [], "level": "WARNING", "propagate": True},
        "pikepdf": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
