"""What the streams can show, and what a person sees there while a command runs.

In: a stream and the environment; what is being done. Out: width, colours and encoding; lines that go away.

streams   whether a stream is a terminal, how wide it is, whether it takes colours, and in which encoding
progress  one line that says what is being done, once that takes more than a second
"""
