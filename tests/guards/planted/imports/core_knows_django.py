# breaks: core-alone
# as: plancore/claims/planted.py
from django.utils import timezone

clock = timezone
