# breaks: portal-codes-without-django
# as: payerport/codes/planted.py
from django.conf import settings

known = settings
