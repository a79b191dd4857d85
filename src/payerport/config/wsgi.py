"""The web server's entrance: `gunicorn payerport.config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payerport.config.settings")
application = get_wsgi_application()
# A fault in the code of a page stops the start here, instead of failing each request.
get_resolver().url_patterns  # noqa: B018
