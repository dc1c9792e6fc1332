#!/bin/sh
# Copy an instance to another place: deploy/backup.sh INSTANCE TARGET
#
# Waits until no run writes and holds the lock while it copies, so that every load it holds is whole.
# The journal is copied through SQLite itself: people may be typing. Snapshots are left out, since
# 'python -m warehouse build' makes them again. Needs rsync and flock (util-linux).
set -eu
[ $# -eq 2 ] || { echo "use: $0 INSTANCE TARGET" >&2; exit 2; }
home=$1 target=$2
[ -f "$home/config/settings.toml" ] || { echo "error: $home is no Sapa instance" >&2; exit 3; }
python=${PYTHON:-"$(dirname "$0")/../.venv/bin/python"}

umask 077
mkdir -p "$target/journal"
flock -w 7200 "$home/landing/.lock" rsync -a --delete --exclude=/warehouse/ --exclude=/logs/ --exclude=/cache/ \
    --exclude=/landing/.work/ --exclude=/landing/.lock --exclude='/journal/*.sqlite*' "$home/" "$target/"
if [ -f "$home/journal/journal.sqlite" ]; then
    "$python" - "$home/journal/journal.sqlite" "$target/journal/journal.sqlite" <<'END'
import sqlite3, sys
source, copy = (sqlite3.connect(path) for path in sys.argv[1:])
source.backup(copy)
copy.close()
END
fi
echo "copied $home to $target"
