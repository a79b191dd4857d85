"""How gunicorn runs the portal: `gunicorn -c python:payerport.config.gunicorn payerport.config.wsgi`."""

from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from payerport.config import env

bind = f"{env.text('HOST', '127.0.0.1')}:{env.number('PORT', 8000)}"
workers = env.number("PAYERPORT_WEB_WORKERS", 2)
worker_class = "sync"
preload_app = not env.flag("PAYERPORT_RELOAD", False)
reload = not preload_app
timeout = 120
graceful_timeout = 20
max_requests = 20_000
max_requests_jitter = 2_000
# Longer lines than a browser sends are somebody's experiment.
limit_request_line = 4_094


class PlainLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Leaves the layout to the portal's own log, and writes no access log: the request log is ours."""

    def setup(self, cfg: Config) -> None:
        """Use the root logger's handlers."""
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        self.error_log.setLevel("WARNING")
        self.access_log.handlers.clear()
        self.access_log.propagate = False

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Nothing."""


logger_class = PlainLogger
