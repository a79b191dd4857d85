# finds: uses .now
from datetime import UTC, datetime

STARTED = datetime.now(UTC)
