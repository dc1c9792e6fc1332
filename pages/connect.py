"""Connect a source, for administrators: a file somebody exported becomes a source that loads by itself."""

from ui import connect

connect.draw()
