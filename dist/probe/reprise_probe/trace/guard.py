"""Between the training and everything of the tracer that it calls: nothing that fails here may reach the training."""
import sys
from contextlib import contextmanager
from mmap import mmap
from os import path
from threading import get_ident, main_thread

FOLDER = path.dirname(__file__)


class Guard:
    """One at a time, in the main thread only, with neither gradients nor other people's hooks on tensor functions.

    The first error ends the tracing: `on_failure` is called with its description.
    """

    def __init__(self, torch, on_failure):
        self.torch = torch
        self.on_failure = on_failure
        self.off = False
        self.busy = False
        self.thread = main_thread().ident
        # Whether the training itself was computing with gradients when the tracer was called.
        self.with_gradients = False
        self.forked = False
        # Shared with forked children: whether a step was made where nothing is recorded.
        self.elsewhere = mmap(-1, 1)

    def watch_elsewhere(self):
        """Called where the training makes a step: what other threads and forked children train is in no trace."""
        if self.forked or get_ident() != self.thread:
            self.elsewhere[0] = 1

    def has_missed(self):
        return self.elsewhere[0] != 0

    def run(self, function, *arguments):
        """What the function returns; None where it was not called, or failed."""
        if self.off or self.busy or get_ident() != self.thread:
            return None
        self.busy = True
        try:
            return self.alone(function, arguments)
        except Exception as error:
            self.fail(error)
        finally:
            self.busy = False
        return None

    def alone(self, function, arguments):
        torch = self.torch
        self.with_gradients = torch.is_grad_enabled()
        torch._C._set_grad_enabled(False)
        try:
            with torch._C.DisableTorchFunction():
                if not dispatch_modes(torch):
                    return function(*arguments)
                with without_modes(torch):
                    return function(*arguments)
        finally:
            torch._C._set_grad_enabled(self.with_gradients)

    def stop(self):
        """Nothing more is wanted: the trace is full."""
        self.off = True

    def leave_to_parent(self):
        """This is a forked child, and the trace its parent's."""
        self.off = self.forked = True

    def fail(self, error):
        self.off = True
        try:
            self.on_failure(describe(error))
        except Exception as second:
            self.on_failure = describe(second)
        if raised_by_handler(error):
            raise error


def dispatch_modes(torch):
    count = getattr(torch._C, "_len_torch_dispatch_stack", None)
    return count() if count else 0


@contextmanager
def without_modes(torch):
    found = getattr(torch.utils._python_dispatch, "_disable_current_modes", None)
    if found is not None:
        with found():
            yield
        return
    barrier = torch._C._DisableTorchDispatch()  # torch 1.13: as long as it lives
    try:
        yield
    finally:
        del barrier


def describe(error):
    """`KeyError: 'params' (steps.py:40)`: with the last of our own lines on its way."""
    try:
        text = "%s: %s" % (type(error).__name__, error)
    except Exception:
        text = type(error).__name__
    place, trace = "", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if path.dirname(name) == FOLDER and path.basename(name) != "guard.py":
            place = " (%s:%d)" % (path.basename(name), trace.tb_lineno)
        trace = trace.tb_next
    return text[:200] + place


def raised_by_handler(error):
    """Whether a signal handler of the training raised this while we were at work: then it is the training's."""
    signal = sys.modules.get("signal")
    if signal is None:
        return False
    handlers = [signal.getsignal(number) for number in signal.valid_signals()]
    codes = [getattr(handler, "__code__", None) for handler in handlers]
    trace = error.__traceback__
    while trace is not None:
        if any(trace.tb_frame.f_code is code for code in codes):
            return True
        trace = trace.tb_next
    return False
