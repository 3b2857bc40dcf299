"""The tracer of one process: which step it is, what is asked for, and the lines of that step."""
import os
import sys

from .digest import Digests
from .later import Lines, digest_of, rows_of, sketch_of
from .lines import clean
from .mixing import combine, spell
from .names import Names
from .nested import spell_place, tensors_in
from .rows import Rows
from .schedule import ROLLING
from .sketch import Sketches
from .states import RandomStates
from .writer import open_writer

# Lines of tensors in one step; what comes after is left out.
MOST = 20000
# Digests of one part of a step.
MOST_ROLLED = 4096
BEFORE = -1
PARTS = ("batch", "loss", "gradient", "update")


class Tracer:
    def __init__(self, torch, schedule, out):
        self.torch = torch
        self.schedule = schedule
        self.out = out
        self.guard = None
        self.writer = None
        self.mode = "modules"
        self.because = None
        self.step = 0
        self.dense = schedule.is_dense(0)
        self.begun = False
        self.names = Names()
        self.digests = Digests(torch)
        self.sketches = Sketches(torch)
        self.rows = Rows(torch, self.digests)
        self.states = RandomStates(torch, self.digests)
        self.lines = Lines(torch, self.write)
        # Of the step: the Totals of each part of the rolling line, how often a name came, digests seen, lines.
        self.rolling, self.calls, self.seen, self.count = {}, {}, set(), 0
        self.last = None
        # Why the trace does not hold all steps.
        self.partial = None

    def write(self, line):
        if self.writer is None:
            self.writer = open_writer(self.out, self.header())
        self.writer.line(line)
        if self.writer.failed is not None:
            raise RuntimeError("the trace could not be written: %s" % self.writer.failed)
        if self.writer.ended:
            self.guard.stop()

    def header(self):
        rank, world = place_of(self.torch)
        header = {
            "writer": "reprise-probe",
            "framework": "torch %s" % clean(self.torch.__version__, 80),
            "rank": rank,
            "world": world,
            "digest": "words64",
            "sketch": "signs16",
            "mode": self.mode,
        }
        if self.because is not None:
            header["because"] = self.because
        return dict(header, schedule=self.schedule.text)

    def begin(self):
        """Before the first batch or forward of all."""
        if not self.begun:
            self.begun = True
            self.random("start")

    def call(self, *key):
        """The how many-th time in this step, from 0."""
        count = self.calls.get(key, 0)
        self.calls[key] = count + 1
        return count

    def tensor(self, phase, name, part, tensor, call=0, step=None, rows=False):
        """One line, in `last`, as long as there is room. Returns the Total; None where the tensor has no bits of its own."""
        self.count, self.last = self.count + 1, None
        total = self.digests.of(tensor)
        if total is None or self.count > MOST:
            return total
        line = {"t": "tensor", "step": self.step if step is None else step, "phase": phase, "name": name, "part": part}
        line.update(call=call, shape=list(tensor.shape), dtype=str(tensor.dtype).rpartition(".")[2])
        later = {"digest": digest_of(total)}
        if self.is_new(total) and self.schedule.kind != ROLLING:
            sums = self.sketches.of(tensor)
            if sums is not None:
                later["sketch"] = sketch_of(sums)
        found = self.rows.of(tensor) if rows else None
        if found is not None:
            later["rows"] = rows_of(found)
        self.lines.add(line, **later)
        self.last = line
        return total

    def is_new(self, total):
        """Whether no tensor of this step had that digest; where it is not known yet, True."""
        key = tuple(total.numbers)
        if not all(type(number) is int for number in key):
            return True
        known = total.make(key) in self.seen
        self.seen.add(total.make(key))
        return not known

    def all_in(self, phase, name, prefix, value, call, rows=False):
        if self.count >= MOST:
            return
        for place, tensor in tensors_in(self.torch, value):
            self.tensor(phase, name, clean(spell_place(prefix, place), 100), tensor, call, rows=rows)

    def roll(self, part, total):
        if total is None:
            return
        totals = self.rolling.setdefault(part, [])
        if len(totals) < MOST_ROLLED:
            totals.append(total)
        else:
            self.partial = "more than %d digests of one %s in a step" % (MOST_ROLLED, part)

    def random(self, when):
        """Lines at the start and in dense steps; in any case the states."""
        states = self.states.read()
        for generator, number in states if when == "start" or self.dense else ():
            line = {"t": "random", "step": self.step, "when": when, "generator": generator}
            self.lines.add(dict(line, digest=spell(number)))
        return states

    def initial(self, name, part, value):
        return self.tensor("init", name, part, value, step=BEFORE)

    def end_step(self, random):
        """Writes the lines of the step, as far as they are here, and begins the next one."""
        line = {"t": "step", "step": self.step}
        self.lines.add(line, **{part: joined(self.rolling[part]) for part in PARTS if part in self.rolling})
        line["random"] = spell(random)
        self.lines.close()
        self.step += 1
        self.dense = self.schedule.is_dense(self.step)
        self.rolling, self.calls, self.seen, self.count = {}, {}, set(), 0

    def end(self, reason, why=None):
        """Of a step that is not over one digest is kept. A program that trained nothing leaves no trace."""
        rest = None
        if reason != "disabled":
            self.lines.settle()
            rest = self.rest()
        elif self.writer is None and self.begun:
            self.writer = open_writer(self.out, self.header())
        if self.writer is None:
            return
        partial = "steps in another thread or a forked process" if self.guard.has_missed() else self.partial
        self.writer.end(self.step, reason, why, rest, partial)

    def rest(self):
        """One digest of the batches and losses after the last step: of a backward pass that no step followed."""
        totals = [total for part in PARTS for total in self.rolling.get(part, ())]
        if not totals:
            return None
        numbers, make = joined(totals)
        return make([number if type(number) is int else number.item() for number in numbers])

    def borders(self, because):
        """From now on nothing between the borders of a step is looked at."""
        if self.because is None:
            self.mode, self.because = "borders", because


def joined(totals):
    """One digest of several Totals: the numbers of all, and what makes it of them."""
    numbers = [number for total in totals for number in total.numbers]

    def make(found):
        rest = iter(found)
        return spell(combine([total.make([next(rest) for _ in total.numbers]) for total in totals]))

    return (numbers, make)


def place_of(torch):
    """Rank and number of ranks: of the group of processes, else what the launcher says, else 0 of 1."""
    distributed = sys.modules.get("torch.distributed")
    if distributed is not None and distributed.is_available() and distributed.is_initialized():
        return distributed.get_rank(), distributed.get_world_size()
    rank, world = os.environ.get("RANK", ""), os.environ.get("WORLD_SIZE", "")
    if rank.isdigit() and world.isdigit() and int(rank) < int(world):
        return int(rank), int(world)
    return 0, 1
