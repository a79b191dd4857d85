"""Sessions that end when the person is idle, even while a page of theirs keeps asking for news by itself."""

from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from payerport.web.polling import POLL_HEADER


class IdleSessionMiddleware(SessionMiddleware):
    """Each request by a person gives the session its full time again; a page's own polling does not."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Mark the session to be saved, and with it its end moved, unless the page asked by itself."""
        session = request.session
        if session.accessed and not session.is_empty() and POLL_HEADER not in request.headers:
            session.modified = True
        return super().process_response(request, response)
