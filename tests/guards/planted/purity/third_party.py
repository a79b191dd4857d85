# finds: imports msgspec
import msgspec

encode = msgspec
