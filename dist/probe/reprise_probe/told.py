"""The trace of a program that tells its steps itself: `reprise_probe.step` (docs/trace.md, `mode` is `told`)."""
import os
import sys
from _operator import index

from . import finish
from .arrays import DIGEST, digest_of, flatten, read, rows_of, sketch_of, values_of
from .frameworks import namespace
from .hashing import digest
from .random_states import states_of
from .trace.ending import is_broken, leave
from .trace.guard import describe, raised_by_handler
from .trace.lines import clean
from .trace.schedule import OFF, WINDOW, read_schedule
from .trace.writer import open_writer

FRAMEWORKS = ("keras", "tensorflow", "jax", "torch", "numpy")
INITIAL = -1


class Told:
    """What fails here ends the trace, and the program goes on."""

    def __init__(self, state):
        self.state = state
        self.schedule = read_schedule()
        self.writer = open_writer(state.out, header(self.schedule))
        self.hyper = None
        self.waiting = []
        self.count = 0
        self.why = None
        state.endings.append(self.end)

    def step(self, number, facts):
        if self.schedule.kind == OFF or self.writer.ended or self.why or is_traced(self.state):
            return
        try:
            self.write(index(number), facts)
        except Exception as error:
            self.why = describe(error)
            self.writer.end(self.count, "disabled", self.why)
            if raised_by_handler(error):
                raise

    def write(self, number, facts):
        states = states_of(self.state.seeding, facts["random"])
        if number == INITIAL:
            self.random(0, "start", states)
            self.tensors(number, "init", "value", flatten(facts["parameters"] or {}))
            return
        self.begin()
        is_dense = self.schedule.is_dense(number)
        line = {"t": "step", "step": number}
        for name, phase, part in PARTS:
            if facts[name] is not None:
                found = flatten(facts[name], name if name == "loss" else "")
                if is_dense:
                    self.tensors(number, phase, part, found)
                if name != "tensors":
                    line[ROLLING[name]] = digest(*[digest_of(one) for _, one in found])
        if states:
            line["random"] = digest(*[text for pair in states for text in pair])
        if is_dense:
            self.random(number, "end", states)
        self.hypers(number, facts["hyper"])
        self.line(line)
        self.count += 1
        if self.schedule.kind == WINDOW and number >= self.schedule.last:
            self.writer.end(self.count, "window")
            finish(self.state)
            leave()

    def line(self, content):
        """What is told before the first step waits for it: then it is known whether the probe sees steps by itself."""
        if self.waiting is None:
            self.writer.line(content)
        else:
            self.waiting.append(content)

    def begin(self):
        if self.waiting is not None:
            waiting, self.waiting = self.waiting, None
            for content in waiting:
                self.writer.line(content)

    def tensors(self, number, phase, part, found):
        for name, one in found:
            line = {"t": "tensor", "step": number, "phase": phase, "name": clean(name), "part": part, "call": 0}
            line.update(shape=one.shape, dtype=one.dtype, digest=digest_of(one))
            more = {"sketch": sketch_of(one), "rows": rows_of(one) if phase == "batch" else None}
            line.update((key, value) for key, value in more.items() if value is not None)
            self.line(line)

    def random(self, number, when, states):
        for name, found in states:
            self.line({"t": "random", "step": number, "when": when, "generator": clean(name), "digest": found})

    def hypers(self, number, given):
        if given is None:
            return
        values = {clean(name): scalar(value) for name, value in given.items()}
        if values != self.hyper:
            self.hyper = values
            self.line({"t": "hyper", "step": number, "optimizer": 0, "group": 0, "values": values})

    def end(self):
        if not is_broken():
            self.writer.end(self.count, "finished")

    def report(self):
        """For the probe's report."""
        why = self.why or self.writer.failed
        found = {"state": "on" if why is None else "disabled", "mode": "told", "steps": self.count}
        return found if why is None else dict(found, why=clean(why))


def is_traced(state):
    """Whether the probe sees the steps of this program by itself: then it knows more than it is told."""
    return state.tracing is not None and state.tracing.tracer.step > 0


# In the order in which a difference travels: what the program tells, its phase, and which of its tensors it is.
PARTS = (
    ("batch", "batch", "value"),
    ("tensors", "forward", "out"),
    ("loss", "loss", "value"),
    ("gradients", "gradient", "grad"),
    ("parameters", "update", "value"),
)
ROLLING = {"batch": "batch", "loss": "loss", "gradients": "gradient", "parameters": "update"}


def header(schedule):
    found = {"writer": "reprise-probe", "rank": number("RANK", 0), "world": number("WORLD_SIZE", 1)}
    names = ["%s %s" % (name, version) for name in FRAMEWORKS for version in [version_of(name)] if version]
    if names:
        found["framework"] = clean(names[0])
    found.update(digest=DIGEST, sketch="signs16", mode="told", schedule=schedule.text)
    return found


def version_of(name):
    return namespace(sys.modules.get(name)).get("__version__")


def number(variable, otherwise):
    text = os.environ.get(variable, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def scalar(value):
    """Numbers of any library as Python's; all else as a text."""
    if value is None or type(value) in (bool, int, float, str):
        return clean(value, 500) if type(value) is str else value
    found = read(value)
    numbers = values_of(found)
    if found.shape == [] and numbers is not None and len(numbers) == 1:
        return float(numbers[0])
    return clean(value, 500)
