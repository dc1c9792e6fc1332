"""Connect a source, for administrators: a file somebody exported becomes a source that loads by itself."""

from ui.connecting import page as connect

connect.draw()
