# finds: imports django.utils
from django.utils import timezone

stamp = timezone
