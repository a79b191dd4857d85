# finds: imports subprocess
import subprocess

run = subprocess
