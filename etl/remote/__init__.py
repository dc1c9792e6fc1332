"""Sources elsewhere: files behind an address, databases and web services that are asked for their rows."""
