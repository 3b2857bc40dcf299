"""One trace file, written while the training runs: gzipped lines of JSON.

It uses nothing that the training may have replaced, never raises, and flushes so that a killed process leaves a file
that can be read up to its last second or so.
"""
import sys
from os import O_CREAT, O_EXCL, O_WRONLY, close, getpid, path, write
from os import open as os_open
from time import monotonic
from zlib import DEFLATED, Z_FINISH, Z_SYNC_FLUSH, compressobj

from .lines import clean, encode

SCHEMA = "reprise/trace/v1"
GZIP = 31
MOST_LINES = 400
MOST_SECONDS = 1.0
# Readers refuse more than 64 MiB; the rest is for the last lines.
MOST_BYTES = 60 * 1024 * 1024


def open_writer(out, header):
    """The file is created with the first line, and the header is what `header` holds by then: `rank` must be in it."""
    return Writer(out, header)


class Writer:
    """`failed` says why it stopped by itself, `ended` that nothing more will be written."""

    def __init__(self, out, header):
        self.out = path.abspath(out)
        self.header = header
        self.pid = getpid()
        self.descriptor = None
        self.training = None
        self.packer = compressobj(6, DEFLATED, GZIP)
        self.pending = []
        self.bytes = 0
        self.steps = 0
        self.flushed = monotonic()
        self.ended = False
        self.failed = None

    def line(self, content):
        """Never raises. In a forked child it does nothing."""
        if not self.ended:
            self.attempt(self.add, content)

    def end(self, steps, reason, why=None, rest=None, partial=None):
        """The last line, then nothing more. Without a line before it there is no file, unless it failed."""
        if not self.ended:
            self.attempt(self.finish, steps, reason, why, rest, partial)

    def attempt(self, function, *arguments):
        if getpid() != self.pid:
            return
        try:
            function(*arguments)
        except Exception as error:
            self.ended = True
            self.failed = "%s: %s" % (type(error).__name__, error)

    def add(self, content):
        if self.descriptor is None:
            self.begin()
        self.put(content)
        is_step = content.get("t") == "step"
        self.steps += is_step
        if self.bytes > MOST_BYTES:
            self.finish(self.steps, "full", "more than %d MiB" % (MOST_BYTES >> 20))
        elif len(self.pending) >= MOST_LINES or is_step and monotonic() - self.flushed > MOST_SECONDS:
            self.flush(Z_SYNC_FLUSH)

    def begin(self):
        self.training = 0
        while self.descriptor is None:
            try:
                self.descriptor = os_open(self.name(self.training), O_WRONLY | O_CREAT | O_EXCL, 0o644)
            except FileExistsError:
                self.training += 1
        header = {"schema": SCHEMA, "training": self.training}
        program = path.basename((getattr(sys, "argv", None) or [""])[0])
        if program:
            header["program"] = clean(program)
        self.put(dict(header, **self.header))
        # A process that is killed early leaves at least its header: an empty file is no trace.
        self.flush(Z_SYNC_FLUSH)

    def name(self, training):
        """The how many-th program of this rank that trains is the number of the first file that is not there yet."""
        return path.join(self.out, "trace-%d-%d.ndjson.gz" % (self.header["rank"], training))

    def put(self, content):
        line = encode(content)
        self.bytes += len(line) + 1
        self.pending.append(line)

    def finish(self, steps, reason, why=None, rest=None, partial=None):
        self.ended = True
        if self.descriptor is None:
            if reason != "disabled":
                return
            self.begin()
        line = {"t": "end", "steps": steps, "reason": reason}
        facts = {"why": why and clean(why), "rest": rest, "partial": partial}
        line.update((key, fact) for key, fact in facts.items() if fact)
        # Another one began before this one was over.
        if path.exists(self.name(self.training + 1)):
            line["overlaps"] = True
        self.put(line)
        self.flush(Z_FINISH)
        close(self.descriptor)

    def flush(self, how):
        self.pending.append("")
        rest = self.packer.compress("\n".join(self.pending).encode("ascii")) + self.packer.flush(how)
        self.pending = []
        while rest:
            rest = rest[write(self.descriptor, rest) :]
        self.flushed = monotonic()
