from payerport.claims.models import Claim as Row


def newest() -> object:
    return Row.objects.order_by("-pk").first()
