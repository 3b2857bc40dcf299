"""Which steps are recorded in full, as `REPRISE_TRACE` says. What it does not understand is the standard schedule."""
from os import environ

STANDARD, ROLLING, DENSE, OFF, WINDOW = "standard", "rolling", "dense", "off", "window"
FIRST_DENSE = 8


class Schedule:
    """`text` is what the header names; `last` is the step after which the program ends, None without a window."""

    def __init__(self, kind, first=0, last=None):
        self.kind = kind
        self.first = first
        self.last = last
        self.text = "%s:%d-%d" % (kind, first, last) if kind == WINDOW else kind

    def is_dense(self, step):
        """Steps 0 to 7 and the powers of two, every step, none, or those of the window."""
        if self.kind == STANDARD:
            return is_early(step)
        if self.kind == WINDOW:
            return self.first <= step <= self.last
        return self.kind == DENSE


def is_early(step):
    return step < FIRST_DENSE or step & (step - 1) == 0


def read_schedule():
    return parse_schedule(environ.get("REPRISE_TRACE", ""))


def parse_schedule(text):
    kind, _, span = text.strip().partition(":")
    if kind == WINDOW:
        first, _, last = span.partition("-")
        if is_count(first) and is_count(last) and int(first) <= int(last):
            return Schedule(WINDOW, int(first), int(last))
    return Schedule(kind if kind in (ROLLING, DENSE, OFF) and not span else STANDARD)


def is_count(text):
    return text.isascii() and text.isdigit() and len(text) <= 12
