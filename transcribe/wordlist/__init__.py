"""The operator's word list: names no model knows, put in the place of near misses.

names -> sound -> mending       the list, how words sound, what is mended in one call
stored                          the same for calls that were heard before, without hearing them again
"""
