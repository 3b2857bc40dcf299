"""How a trace ends: with the program, with its window, or with an error of ours."""
import os
import sys


class Ending:
    """`why` says what went wrong, None as long as nothing did."""

    def __init__(self, tracer, state, undo):
        self.tracer = tracer
        self.state = state
        self.undo = undo
        self.why = None
        self.twin = None

    def failed(self, why):
        """Everything that can be taken back is, so that the training goes on as if we had not been there."""
        self.why = why
        for take_back in self.undo:
            take_back()
        self.tracer.end("disabled", why)

    def finish(self):
        """The program ends. One that ends by an exception, or was forked off, has not finished its trace."""
        tracer = self.tracer
        if not tracer.guard.off and not is_broken():
            tracer.guard.run(tracer.end, "finished")
        if self.why is None and tracer.writer is not None:
            self.why = tracer.writer.failed

    def turn(self):
        """After each step. The window's last one ends the program: nothing after it is wanted."""
        last = self.tracer.schedule.last
        if last is None or self.tracer.step <= last:
            return
        self.tracer.end("window")
        from reprise_probe import finish

        finish(self.state)
        leave()

    def report(self):
        """For the probe's report."""
        tracer = self.tracer
        found = {"state": "on" if self.why is None else "disabled", "mode": tracer.mode, "steps": tracer.step}
        if self.why is not None:
            found["why"] = self.why
        if tracer.because is not None:
            found["because"] = tracer.because
        if self.twin is not None and self.twin.done:
            found["twin"] = True
        return found


def is_broken():
    """Whether the interpreter has just reported an exception that nobody caught."""
    return getattr(sys, "last_value", None) is not None


def leave():
    """At once, with the workers of this process, and with what the program has said so far."""
    try:
        multiprocessing = sys.modules.get("multiprocessing")
        for child in multiprocessing.active_children() if multiprocessing else ():
            child.terminate()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)
