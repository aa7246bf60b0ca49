"""All settings, in the order a reader asks: where, who may call, what is installed, how it looks.

Each value that differs between machines comes from the environment; docs/operating.md lists them.
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from cairn.config import environment
from cairn.config.environment import Stage
from cairn.foundation import clock

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("CAIRN_VAR_DIR", BASE_DIR / "var"))
STAGE = environment.read_stage()
IS_PRODUCTION = STAGE is Stage.PRODUCTION
IS_DEMO = STAGE is Stage.DEMO
DEBUG = False

# --- Who may call -----------------------------------------------------------------------------
SECRET_KEY = environment.secret(
    "CAIRN_SECRET_KEY", stage=STAGE, why="50 or more random characters; it signs sessions."
)
# Receipt codes are derived with a key of their own, so that changing SECRET_KEY breaks no receipt.
RECEIPT_KEY = os.environ.get("CAIRN_RECEIPT_KEY", "" if IS_PRODUCTION else SECRET_KEY)
ALLOWED_HOSTS = environment.words(
    "CAIRN_HOSTS", default="" if IS_PRODUCTION else "localhost,127.0.0.1,testserver"
)
PUBLIC_ADDRESS = os.environ.get("CAIRN_PUBLIC_ADDRESS", "http://localhost:8000").rstrip("/")
# Where `cairn live` answers, if not behind the same proxy at /live/ of the public address.
LIVE_ADDRESS = os.environ.get("CAIRN_LIVE_ADDRESS", "").rstrip("/")
CSRF_TRUSTED_ORIGINS = environment.words("CAIRN_TRUSTED_ORIGINS")
BEHIND_TLS = environment.flag("CAIRN_BEHIND_TLS", default=IS_PRODUCTION)
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
COOKIE_PREFIX = "__Host-" if BEHIND_TLS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(hours=10).total_seconds())
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CSRF_FAILURE_VIEW = "cairn.foundation.views.form_expired"

# --- What is installed ------------------------------------------------------------------------
# The chapters, in the order of the story. Later ones may use earlier ones, never the reverse.
CHAPTERS = [
    "foundation",
    "audit",
    "agencies",
    "accounts",
    "drafts",
    "documents",
    "children",
    "networks",
    "submissions",
    "triage",
    "intelligence",
    "meetings",
    "plans",
    "missing",
    "interviews",
    "planner",
    "returns",
    "assessments",
    "pathways",
    "chronology",
    "home",
    "county",
]
INSTALLED_APPS = [
    *(f"cairn.{chapter}" for chapter in CHAPTERS),
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "cairn.foundation.static_files.OurFiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cairn.foundation.middleware.request_log",
    "cairn.foundation.middleware.only_utf8",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "cairn.accounts.middleware.ClosedDoor",
    "cairn.missing.middleware.called",
    "cairn.drafts.middleware.forget_sent",
    "cairn.foundation.middleware.never_stored",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "cairn.config.urls"
WSGI_APPLICATION = "cairn.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REACTIONS = "cairn.config.reactions.REACTIONS"
# Meetings come before pathways, whose clock says by when a Level 1 or a review is due.
MEETING_DUE = "cairn.pathways.queries.meeting_due"
# Missing children come before interviews, which say how far the interview after an episode is.
INTERVIEWS_SO_FAR = "cairn.interviews.queries.so_far_of"

# --- What it keeps ----------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        environment.required(
            "DATABASE_URL",
            why="postgresql://… of PostgreSQL 15 or newer. `make demo` and `make test` set it.",
        ),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
PROFILE_DIR = Path(os.environ.get("CAIRN_PROFILE", BASE_DIR / "profiles" / "cumbria"))
DOCUMENTS_DIR = Path(os.environ.get("CAIRN_DOCUMENTS_DIR", VAR_DIR / "documents"))
MISSING_DROP = os.environ.get("CAIRN_MISSING_DROP", "")  # a folder of notifications, if any
CLAMD_ADDRESS = os.environ.get("CAIRN_CLAMD", "")  # unix:/path or host:port; empty: no scanner
AUDIT_ANCHOR_FILE = Path(os.environ.get("CAIRN_AUDIT_ANCHORS", VAR_DIR / "audit-anchors.jsonl"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "foundation_cache",
    },
    # Parts of pages that are drawn again and again, in the memory of each process, for a minute.
    "drawn": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "drawn",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 100},
    },
}

# --- Who people are ---------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["cairn.accounts.passwords.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:start"
LOGOUT_REDIRECT_URL = "home:front_page"

# --- How it looks -----------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "cairn" / chapter / "templates" for chapter in CHAPTERS],
        "OPTIONS": {"environment": "cairn.foundation.jinja.environment"},
    },
    {  # allauth's own e-mail texts only; every page is Jinja2.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
FORM_RENDERER = "cairn.foundation.forms.Renderer"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [VAR_DIR / "static-vendor"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cairn.foundation.static_files.DigestedFiles"},
}
if STAGE is Stage.TEST:  # tests render pages without collecting files first
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the second-factor picture is drawn as a data address
        "font-src": [SELF],
        "connect-src": [SELF, *([LIVE_ADDRESS] if LIVE_ADDRESS else [])],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF, *environment.words("CAIRN_SIGN_ON_ORIGINS")],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture")
}

# --- What it tells others ---------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("CAIRN_SMTP_HOST", "")
EMAIL_PORT = environment.number("CAIRN_SMTP_PORT", default=587)
EMAIL_HOST_USER = os.environ.get("CAIRN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CAIRN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("CAIRN_SMTP_TLS", default=IS_PRODUCTION)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("CAIRN_FROM", "cairn@cairn.invalid")

# --- The time it is ---------------------------------------------------------------------------
if moment := os.environ.get("CAIRN_NOW", ""):
    if IS_PRODUCTION:
        raise environment.ImproperlyConfigured("CAIRN_NOW would falsify the record: unset it.")
    # The real moment at which the clock showed that, so that web, worker and restarts agree.
    since = os.environ.get("CAIRN_NOW_SINCE", "")
    clock.start_at(clock.from_iso(moment), since=clock.from_iso(since) if since else None)

from cairn.config.settings_logs import LOGGING, LOGGING_CONFIG  # noqa: E402, F401
from cairn.config.settings_signin import *  # noqa: E402, F403  (a page of its own)

DJANGO_STRUCTLOG_ENABLED = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
