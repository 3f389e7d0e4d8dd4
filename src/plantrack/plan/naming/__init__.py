"""What a typed name means: one key for every place where a name is typed.

In: the items of a kind, and a text that someone typed or imported. Out: one item, several, none, or damage.

cleaning    letters as they are meant: unseen signs gone, damage found
words       a cleaned name as words, each with its letters and its tone; what names are sorted by
prefixes    the words of a kind that may stand before a name
phases      the phase of a name, and numbers as they are written
places      the district or the commune that may stand after a name
nearness    names that look like another: for hints, and for what is probably a slip
readings    all that a name may say: with its prefix and without, its phase by itself
twins       which items may have a twin: found for a whole kind at once, so that these alone are compared with care
values      which spellings of a text attribute are one value
register    the items of a kind, so that those whose names may be meant are found quickly
lookup      which item a typed name means
beginnings  names that a typed beginning may become

Each file imports from those above it.
"""
