"""Texts and figures.

In: values. Out: sentences, and what a screen shows of them.

wording     how a value reads in English, and sentences that several pages have in common
writer      the one place where a value becomes text, in the language of whoever reads it
vietnamese  sentences of a catalogue, numbers and dates in Vietnamese
headings    what columns are called
statuses    what a status is called, its sign and its colour
choice      which targets are told, and how many of how many
standing    where a target stands: how far from the plan, since when, and what must be known beside it
schedule    since when it is short, until when it is ahead, or when it was met
numbers     numbers and spans of time as people read them
reasons     why an item, a withdrawal or a total counts or does not
widths      how wide a text is, and where it is wrapped or cut
visible     a text made harmless for a screen, and one for a stream that cannot take every character
"""
