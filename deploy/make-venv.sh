#!/bin/sh
# Make the virtual environment $1 with the newest fitting Python; one line when there is none.
set -eu
[ -x "$1/bin/python" ] && exit 0
fits='import sys; sys.exit(sys.version_info < (3, 11))'
for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    command -v "$python" >/dev/null 2>&1 && "$python" -c "$fits" && break
    python=
done
if [ -z "$python" ]; then
    echo "error: Sapa needs Python 3.11 or newer; none was found. Install it, or name it: make run PYTHON=/path/to/python" >&2
    exit 3
fi
echo "set-up: environment in $1 with $("$python" --version) ..."
if ! "$python" -m venv "$1" >/dev/null 2>&1; then
    rm -rf "$1"
    echo "error: $python cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2
    exit 3
fi
