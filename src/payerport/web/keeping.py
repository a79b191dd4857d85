"""What browsers and caches keep of a signed-in person's pages: nothing."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

CLEARED = '"cache", "storage"'


class NothingKeptMiddleware:
    """Each answer to somebody signed in is kept by no cache, so that after signing out the back button shows
    nothing; with the answer that signs them out, the browser clears what it has of the site (on https).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        is_signed_in = request.user.is_authenticated
        if was_signed_in or is_signed_in:
            response.headers.setdefault("Cache-Control", "no-store")
        if was_signed_in and not is_signed_in:
            response.headers["Clear-Site-Data"] = CLEARED
        return response
