"""Puts the tracer into a torch that has just been imported."""
import os

from .backwards import Backwards
from .compiled import Compiled, compile_question
from .ending import Ending
from .forwards import Forwards
from .guard import Guard
from .loaders import Loaders
from .losses import Losses
from .optimizers import Optimizers
from .scalers import Scalers
from .schedule import OFF, read_schedule
from .steps import Steps
from .tracer import Tracer
from .twin import Twin


def install(state, torch):
    """Returns what knows how the trace ended; None where none is wanted."""
    schedule = read_schedule()
    if schedule.kind == OFF:
        return None
    tracer = Tracer(torch, schedule, state.out)
    undo = []
    ending = Ending(tracer, state, undo)
    guard = tracer.guard = Guard(torch, ending.failed)
    os.register_at_fork(after_in_child=guard.leave_to_parent)
    state.endings.append(ending.finish)
    guard.run(put_in, tracer, ending, undo)
    return ending


def put_in(tracer, ending, undo):
    torch, guard = tracer.torch, tracer.guard
    compiling = compile_question(torch)
    ending.twin = Twin(torch)
    steps = Steps(tracer, ending.twin, Scalers(tracer, guard))
    forwards = Forwards(tracer, guard, compiling, steps.on_model)
    losses = Losses(tracer, guard, forwards, compiling)
    undo += [forwards.swap.off, losses.take_back]

    def arrange():
        forwards.arrange()
        losses.arrange()

    def turn():
        ending.turn()
        arrange()

    optimizers = Optimizers(tracer, guard, steps, compiling)
    Backwards(tracer, guard, forwards, optimizers, compiling)
    Loaders(tracer, guard, forwards)
    Compiled(tracer, guard, arrange)
    steps.turn = turn
    arrange()
