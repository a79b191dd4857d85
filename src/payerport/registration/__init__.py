"""Registering: who a new account is of, proved against enrolment or the provider's record; kept as a link."""
