"""How passwords are hashed: argon2id with 19 MiB of memory, two passes, one lane (OWASP's password storage
cheat sheet). Hashes of other strengths are made anew when their owner signs in."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Django's hasher with these numbers: some 20 ms of one core, where its own take 100 MiB and 8 lanes."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
