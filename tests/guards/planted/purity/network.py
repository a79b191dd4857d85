# finds: imports socket
import socket

probe = socket
