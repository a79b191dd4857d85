"""The web server's entrance: `gunicorn payerport.config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payerport.config.settings")
application = get_wsgi_application()
