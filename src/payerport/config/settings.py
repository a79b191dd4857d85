"""Every setting of the portal, read from the environment. Meanings: docs/reference/settings.md.

What would be unsafe in production is refused at the end of this file, in one sentence each.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from payerport.config import env, logging, safety
from payerport.config.databases import default_database
from payerport.config.postgres import cluster_in
from payerport.config.statics import with_policy

SOURCE_DIR = Path(__file__).resolve().parents[2]
BASE_DIR = SOURCE_DIR.parent

# -- what kind of place this is ---------------------------------------------------------------------------

PAYERPORT_ENV = safety.one_of("PAYERPORT_ENV", env.text("PAYERPORT_ENV", "development"), safety.ENVIRONMENTS)
IN_PRODUCTION = PAYERPORT_ENV == "production"
IN_TEST = PAYERPORT_ENV == "test"
DEBUG = env.flag("PAYERPORT_DEBUG", False)
PAYERPORT_DEMO = env.flag("PAYERPORT_DEMO", not IN_PRODUCTION)
DATA_DIR = Path(env.text("PAYERPORT_DATA_DIR", str(BASE_DIR / ".data"))).absolute()

# The key ring: what signs the record's seals, encrypts columns and makes their look-up index.
KEYS_DIR = Path(env.text("PAYERPORT_KEYS_DIR", str(DATA_DIR / "keys"))).absolute()
SECRET_KEY = env.text("PAYERPORT_SECRET_KEY", safety.DEVELOPMENT_KEY)
SECRET_KEY_FALLBACKS = env.words("PAYERPORT_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words(
    "PAYERPORT_ALLOWED_HOSTS", () if IN_PRODUCTION else ("localhost", "127.0.0.1", "[::1]", "testserver")
)
CSRF_TRUSTED_ORIGINS = env.words("PAYERPORT_TRUSTED_ORIGINS")

# -- what it is made of -----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_cotton",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "pgtrigger",
    "django_structlog",
    "payerport.config.apps.PlatformConfig",
    "payerport.audit.apps.AuditConfig",
    "payerport.accounts.apps.AccountsConfig",
    "payerport.factors.apps.FactorsConfig",
    "payerport.onetime.apps.OnetimeConfig",
    "payerport.members.apps.MembersConfig",
    "payerport.providers.apps.ProvidersConfig",
    "payerport.registration.apps.RegistrationConfig",
    "payerport.recovery.apps.RecoveryConfig",
    "payerport.support.apps.SupportConfig",
    "payerport.plans.apps.PlansConfig",
    "payerport.organizations.apps.OrganizationsConfig",
    "payerport.restricted.apps.RestrictedConfig",
    "payerport.disclosures.apps.DisclosuresConfig",
    "payerport.claims.apps.ClaimsConfig",
    "payerport.eligibility.apps.EligibilityConfig",
    "payerport.remittance.apps.RemittanceConfig",
    "payerport.files.apps.FilesConfig",
    "payerport.edi.apps.EdiConfig",
    "payerport.security.apps.SecurityConfig",
    "payerport.homes.apps.HomesConfig",
    "payerport.looks.apps.LooksConfig",
    "payerport.web.apps.WebConfig",
]
DEMO_CONTEXT: list[str] = []
if PAYERPORT_DEMO and not IN_PRODUCTION:
    INSTALLED_APPS.append("payerport.demo.apps.DemoConfig")
    DEMO_CONTEXT.append("payerport.demo.context.demo_sign_ins")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "payerport.config.logging.RequestLogMiddleware",
    "payerport.config.sessions.IdleSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "payerport.web.keeping.NothingKeptMiddleware",
    "payerport.accounts.known.KnownDeviceMiddleware",
    "payerport.accounts.middleware.ActorMiddleware",
    "payerport.factors.middleware.FactorMiddleware",
    "payerport.web.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "payerport.config.urls"
WSGI_APPLICATION = "payerport.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Our pages before those that a package brings under the same name.
        "DIRS": [SOURCE_DIR / "payerport" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "payerport.web.context.frame",
                "payerport.homes.navigation.navigation",
                *DEMO_CONTEXT,
            ],
        },
    }
]

# -- the database -----------------------------------------------------------------------------------------

EMBEDDED_DATABASE = not env.text("DATABASE_URL")
DATABASE_URL = env.text("DATABASE_URL") or cluster_in(DATA_DIR, PAYERPORT_ENV).url()
DB_AS_OWNER = env.flag("PAYERPORT_DB_AS_OWNER", False)
DATABASES = {
    "default": default_database(
        DATABASE_URL,
        as_owner=DB_AS_OWNER,
        statement_timeout_seconds=env.number("PAYERPORT_STATEMENT_TIMEOUT_SECONDS", 60),
    )
}
CACHES = {
    "default": {
        "BACKEND": "payerport.config.caching.OneStatementCache",
        "LOCATION": "payerport_cache",
    }
}
TEST_RUNNER = "payerport.config.safety.NoTestRunner"

# -- people and sessions ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "payerport.accounts.hashers.Argon2id",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "payerport.accounts.passwords.ProfileValidator"}]
SIGN_IN_PROFILES = safety.sign_in_profiles(env.words("PAYERPORT_SIGN_IN_PROFILES"))
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_ADAPTER = "payerport.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "payerport.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Kept as typed when made, and found in any case; with False a name made with a capital is never found.
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
# Wrong tries: by device, by place and by account (see accounts.tries); every POST of the page by address.
ACCOUNT_RATE_LIMITS = safety.sign_in_limits(env.words("PAYERPORT_SIGN_IN_LIMITS"))

SECOND_FACTOR_OPTIONAL = safety.second_factor_optional(env.words("PAYERPORT_SECOND_FACTOR_OPTIONAL"))
FRESH_MINUTES = safety.fresh_minutes(env.number("PAYERPORT_FRESH_MINUTES", 15))
MFA_ADAPTER = "payerport.factors.adapter.FactorAdapter"
MFA_FORMS = {
    "authenticate": "payerport.factors.forms.CodeStepForm",
    "authenticate_webauthn": "payerport.factors.forms.PasskeyStepForm",
    "login_webauthn": "payerport.factors.forms.PasskeySignInForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey signs in alone, so the device itself checks who holds it, always.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IN_PRODUCTION
# Of 20 digits: more than the 64 random bits that NIST SP 800-63B-4 asks of a recovery code (4.2.1.1).
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 20

SECURE_COOKIES = env.flag("PAYERPORT_SECURE_COOKIES", IN_PRODUCTION)
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE_MINUTES = env.number("PAYERPORT_SESSION_IDLE_MINUTES", 30)
SESSION_LIMITS = safety.session_limits(SESSION_IDLE_MINUTES, env.words("PAYERPORT_SESSION_LIMITS"))
# The cookie's and the row's own age; the limits by audience are looked at with each request.
SESSION_COOKIE_AGE = max(minutes for minutes, _hours in SESSION_LIMITS.values()) * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
# Lax: somebody who follows a colleague's link from a mail or chat stays signed in. CSRF needs no such thing.
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_NAME = "__Host-session" if SECURE_COOKIES else "session"
KNOWN_DEVICE_DAYS = env.number("PAYERPORT_KNOWN_DEVICE_DAYS", 180)
# Wrong PINs of an old account in all; then its PIN is dead (four digits do not bear more).
LEGACY_PIN_TRIES = env.number("PAYERPORT_LEGACY_PIN_TRIES", 5)
KNOWN_DEVICE_COOKIE = "__Host-device" if SECURE_COOKIES else "device"
CSRF_FAILURE_VIEW = "payerport.web.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_COOKIES else "csrf"
LANGUAGE_COOKIE_SECURE = SECURE_COOKIES
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Strict"

# -- what the browser may do ------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IN_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = env.number("PAYERPORT_HSTS_SECONDS", 31_536_000 if IN_PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_SECONDS > 0
if env.flag("PAYERPORT_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "upgrade-insecure-requests": IN_PRODUCTION,
    }
}

# -- files ------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("PAYERPORT_STATIC_ROOT", str(DATA_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IN_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not IN_PRODUCTION
WHITENOISE_AUTOREFRESH = not IN_PRODUCTION
WHITENOISE_ADD_HEADERS_FUNCTION = with_policy
WHITENOISE_MAX_AGE = 60 if IN_PRODUCTION else 0

# A form's fields stay in memory and are small; a file goes to the disk as it arrives.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
UPLOAD_MAX_BYTES = env.number("PAYERPORT_UPLOAD_MAX_MEGABYTES", 150) * 1024 * 1024

# -- languages and time -----------------------------------------------------------------------------------

USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("zh-hans", _("Chinese")), ("ko", _("Korean"))]
LOCALE_PATHS = [SOURCE_DIR / "payerport" / "locale"]
# Times are UTC in the database, and the plan's zone on pages and for legal clocks.
USE_TZ = True
TIME_ZONE = safety.time_zone(env.text("PAYERPORT_PLAN_TIME_ZONE", "America/New_York"))

# -- the plan itself --------------------------------------------------------------------------------------

PLAN_NAME = env.text("PAYERPORT_PLAN_NAME", "Harbor Health Plan")
HELP_PHONE = env.text("PAYERPORT_HELP_PHONE", "1-800-555-0134")
HELP_TTY = env.text("PAYERPORT_HELP_TTY", "711")
# How the plan names itself in X12 (ISA06, GS02, NM109 of the payer) and on remittances.
PAYER_ID = env.text("PAYERPORT_PAYER_ID", "HARBORHP")
# What the plan asks of files beyond the guides: docs/reference/payer-rules.md. The demo plan has its own.
PAYER_RULES = env.text(
    "PAYERPORT_PAYER_RULES",
    str(BASE_DIR / "plans" / "harbor" / "payer-rules.yaml") if PAYERPORT_DEMO else "",
)
PAYER_TAX_ID = env.text("PAYERPORT_PAYER_TAX_ID", "000000134")
PAYER_CONTACT = env.text("PAYERPORT_PAYER_CONTACT", "PROVIDER SERVICES")
PAYER_ADDRESS = {
    "line1": env.text("PAYERPORT_PAYER_STREET", "1 HARBOR WAY"),
    "city": env.text("PAYERPORT_PAYER_CITY", "ALBANY"),
    "state": env.text("PAYERPORT_PAYER_STATE", "NY"),
    "postal_code": env.text("PAYERPORT_PAYER_ZIP", "122070001"),
}
X12_IS_TEST = env.flag("PAYERPORT_X12_TEST", not IN_PRODUCTION)
RESTRICTED_OPEN_MINUTES = env.number("PAYERPORT_RESTRICTED_OPEN_MINUTES", 30)
# From this age on, parents see of their children that they are covered, and no more.
MINOR_PRIVACY_AGE = env.number("PAYERPORT_MINOR_PRIVACY_AGE", 13)
ELIGIBILITY_KEPT_DAYS = env.number("PAYERPORT_ELIGIBILITY_KEPT_DAYS", 7)

# -- mail, jobs, logs -------------------------------------------------------------------------------------

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if IN_PRODUCTION
    else "django.core.mail.backends.console.EmailBackend"
)

EMAIL_HOST = env.text("PAYERPORT_EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("PAYERPORT_EMAIL_PORT", 587 if IN_PRODUCTION else 25)
EMAIL_HOST_USER = env.text("PAYERPORT_EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("PAYERPORT_EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("PAYERPORT_EMAIL_TLS", IN_PRODUCTION)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("PAYERPORT_EMAIL_FROM", "Harbor Health Plan <portal@example.org>")
# Where people reach the portal: what links in e-mail begin with.
PUBLIC_URL = env.text(
    "PAYERPORT_PUBLIC_URL", "" if IN_PRODUCTION else f"http://127.0.0.1:{env.number('PORT', 8000)}"
).rstrip("/")

PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "never"}

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.START_LEVEL
LOGGING_CONFIG = None
logging.configure(
    level=safety.one_of(
        "PAYERPORT_LOG_LEVEL",
        env.text("PAYERPORT_LOG_LEVEL", "WARNING" if IN_TEST else "INFO"),
        logging.LEVELS,
    ),
    layout=safety.one_of(
        "PAYERPORT_LOG_FORMAT",
        env.text("PAYERPORT_LOG_FORMAT", "json" if IN_PRODUCTION else "text"),
        logging.LAYOUTS,
    ),
    exception_texts=DEBUG and not IN_PRODUCTION,
)

# A username is unique whatever its case, which is a constraint and not `unique=True`.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

if IN_PRODUCTION:
    safety.refuse_unsafe(globals())
