# finds: uses .today
import datetime as dt


def is_over(end: dt.date) -> bool:
    return end < dt.date.today()
