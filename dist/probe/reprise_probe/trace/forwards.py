"""What goes into and comes out of each module, in dense steps. Else the modules' own call is in its place.

The call itself is replaced, not hooked: hooks do not see keyword arguments before the module has run, and their
presence sends every module through another branch of its call.
"""
from .names import unwrap
from .patch import Swap


class Forwards:
    def __init__(self, tracer, guard, compiling, on_model):
        self.tracer = tracer
        self.compiling = compiling
        self.on_model = on_model
        self.depth = 0
        # Depth of the call below which nothing is recorded: an evaluation, or modules that belong to no model.
        self.muted = None
        self.paused = 0
        self.open = []
        self.swap = Swap(tracer.torch.nn.Module, "__call__", lambda original: self.make(original, guard))

    def make(self, original, guard):
        compiling = self.compiling

        def __call__(self_, *args, **kwargs):
            if compiling() or not guard.run(self.enter, self_, args, kwargs):
                return original(self_, *args, **kwargs)
            try:
                result = original(self_, *args, **kwargs)
            except BaseException:
                guard.run(self.leave, None)
                raise
            guard.run(self.leave, result)
            return result

        return __call__

    def arrange(self):
        """In the first step the models are found, whatever the schedule."""
        tracer = self.tracer
        wanted = tracer.mode == "modules" and (tracer.dense or tracer.step == 0)
        (self.swap.on if wanted else self.swap.off)()

    def enter(self, module, args, kwargs):
        """True: `leave` is to be called."""
        tracer = self.tracer
        if self.paused or is_captured(tracer):
            return False
        if self.depth == 0 and not self.is_wanted(module):
            self.muted = 0
        self.depth += 1
        name = None if self.muted is not None else tracer.names.of_module(module)
        if name is None or not tracer.dense:
            self.open.append(None)
            return True
        call = tracer.call("forward", name)
        self.open.append((name, call))
        # Where no loader gave a batch, it is what goes into the model.
        rows = self.depth == 1 and "batch" not in tracer.rolling
        for at, value in enumerate(args):
            tracer.all_in("forward", name, "in.%d" % at, value, call, rows)
        for key, value in kwargs.items():
            tracer.all_in("forward", name, "in.%s" % key, value, call, rows)
        return True

    def leave(self, result):
        self.depth -= 1
        known = self.open.pop()
        if known is not None and result is not None:
            name, call = known
            self.tracer.all_in("forward", name, "out", result, call)
        if self.depth == 0:
            self.muted = None

    def is_wanted(self, module):
        """Whether a module that the program itself calls is a model in training. New ones are given a name."""
        guard, names = self.tracer.guard, self.tracer.names
        if not guard.with_gradients or not module.training:
            return False
        self.tracer.begin()
        model = unwrap(module)
        if names.of_module(model) is None:
            if next(model.parameters(), None) is None:
                return False
            names.add(model)
            self.on_model()
        return True


def is_captured(tracer):
    """Whether work is only being recorded, by `torch.jit.trace` or for a CUDA graph, which runs without us then."""
    torch = tracer.torch
    if torch._C._get_tracing_state() is not None:
        return True
    if not torch.cuda.is_initialized() or not torch.cuda.is_current_stream_capturing():
        return False
    tracer.borders("CUDA graph")
    return True
