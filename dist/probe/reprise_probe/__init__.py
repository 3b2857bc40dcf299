"""The Reprise probe: says, when a Python process ends, what it ran with.

Runs inside the training. It must never break, slow or change it, so it does next to nothing until the end:
at the start it writes a short file, at the end it replaces that file by the report. A start file without a report
means that the process was killed, crashed below Python, or left by `os._exit` or `exec`.
"""
import sys
from atexit import register
from os import environ, getcwd, getpid, path
from time import time, time_ns

SCHEMA = "reprise/probe/v1"
MOST_OPENED = 2000
MOST_CONNECTED = 500
MOST_PROGRAMS = 50


class State:
    """What is known while the training runs. One a process; a forked child has a copy."""

    def __init__(self, out):
        self.out = path.abspath(out)
        self.pid = getpid()
        self.started = time()
        self.stamp = time_ns()
        self.cwd = getcwd()
        self.tree = find_tree(self.cwd)
        # In the order of first sight: path as opened -> (how many of `moved` came before, mode, flags); (host, port).
        self.opened = {}
        self.connected = {}
        # Programs that were started, as their starter named them; None for a name that is no text.
        self.programs = {}
        # Working directories asked for, in order; see `hook_of`.
        self.moved = []
        # The script, as the interpreter was given it: `__main__` has lost its `__file__` when the exit handlers run.
        self.scripts = []
        # What is known of seeds; set by `watch`.
        self.seeding = None
        # Called without arguments before the report is written.
        self.endings = []
        # The trace that the program tells by `step`; made by the first call.
        self.told = None
        # What becomes of the trace of torch; set when torch has been imported.
        self.tracing = None


_state = None


def start(out):
    """Writes the start file, then listens. Without a writable folder nothing is installed at all."""
    global _state
    if _state is not None:
        return
    state = State(out)
    from .files import write_start

    write_start(state)
    _state = state
    register(finish, state)
    if hasattr(sys, "addaudithook"):
        sys.addaudithook(hook_of(state))
    watch(state)


def watch(state):
    """Waits for libraries to be imported. Seeds come first: what is seeded here is what the others find."""
    from . import determinism, generators, imports, seeding

    state.seeding = seeding.Seeding(state)
    generators.watch(state.seeding)
    determinism.ask(state.seeding)
    imports.when_imported("torch", lambda torch: trace_steps(state, torch))


def trace_steps(state, torch):
    from .trace.install import install

    state.tracing = install(state, torch)


def finish(state):
    """Runs after all exit handlers of the training: those registered first are called last."""
    for ending in state.endings:
        try:
            ending()
        except BaseException:
            continue
    try:
        from .report import write_report

        write_report(state)
    except BaseException:  # the training has ended; its exit code and its stderr stay its own
        pass


def step(
    step, *, loss=None, batch=None, tensors=None, gradients=None, parameters=None, hyper=None, random=None
):
    """
    Tells one step of a training whose framework the probe does not know: numpy, JAX, Keras or plain Python.

    `step` counts from 0; the call with -1 before the first one tells the initial `parameters`. `loss` is a number;
    `batch`, `tensors` (what the model computed on its way), `gradients` and `parameters` (after the step) are arrays,
    or dictionaries or lists of them; `hyper` is a dictionary of numbers and texts; `random` is a generator or key of
    the program's own, or a dictionary of them: those that Python and numpy share are added. Arrays may come from any
    library. What cannot be read ends the trace, and the training goes on; the trace says why.
    """
    state = _state
    if state is None or state.pid != getpid():
        return
    if state.told is None:
        from .told import Told

        state.told = Told(state)
    facts = {"loss": loss, "batch": batch, "tensors": tensors, "gradients": gradients, "parameters": parameters}
    state.told.step(step, dict(facts, hyper=hyper, random=random))


def find_tree(cwd):
    """The root of the training's tree: what the launcher says, else the nearest folder with a `.git`, else here."""
    told = environ.get("REPRISE_TREE")
    if told:
        return path.abspath(told)
    folder = cwd
    while not path.exists(path.join(folder, ".git")):
        above = path.dirname(folder)
        if above == folder:
            return cwd
        folder = above
    return folder


def hook_of(state):
    """The audit hook. It is called for every event of the interpreter and cannot be removed: it only takes notes.

    There is no `except` for everything here on purpose: a signal handler of the training may raise in the middle
    of this function, and that exception is the training's. Only exact built-in types are touched, so nothing of
    ours can fail.
    """
    opened, connected, moved, scripts = state.opened, state.connected, state.moved, state.scripts
    programs = state.programs
    inside = path.join(state.tree, "")
    starts = frozenset(("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system"))
    wanted = starts | {"open", "socket.connect", "socket.sendto", "os.chdir", "cpython.run_file"}

    def hook(event, args):
        if event not in wanted:
            return
        if event == "open":
            name = args[0]
            if type(name) is str and (name[:1] != "/" or name.startswith(inside)):
                if len(opened) < MOST_OPENED and name not in opened:
                    opened[name] = (len(moved), args[1], args[2])
        elif event == "os.chdir":
            if type(args[0]) is str and len(moved) < MOST_OPENED:
                moved.append(args[0])
        elif event == "cpython.run_file":
            scripts.append(args[0])
        elif event in starts:
            # Never more than the program: its arguments may be secrets, as may all of a shell's line.
            name = "sh" if event == "os.system" else args[1 if event == "os.spawn" else 0]
            if len(programs) < MOST_PROGRAMS:
                programs[name if type(name) is str or type(name) is bytes else None] = None
        else:
            address = args[1]
            if type(address) is tuple and len(address) >= 2 and len(connected) < MOST_CONNECTED:
                host, port = address[0], address[1]
                if (type(host) is str or type(host) is bytes) and type(port) is int:
                    connected[(host, port)] = None

    return hook
