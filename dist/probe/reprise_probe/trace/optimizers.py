"""The optimisers of the training. Their steps are the steps of the trace."""
from weakref import WeakSet, ref

from .forwards import is_captured
from .patch import alike, replace


class Optimizers:
    def __init__(self, tracer, guard, steps, compiling):
        self.tracer = tracer
        self.guard = guard
        self.steps = steps
        self.compiling = compiling
        self.seen, self.numbers = [], []
        self.wrapped = WeakSet()
        self.inside = False
        # Each optimiser calls this when it is made or unpickled; its name changed with torch 2.0.
        kind = tracer.torch.optim.Optimizer
        name = "_patch_step_function" if hasattr(kind, "_patch_step_function") else "_hook_for_profile"
        replace(kind, name, self.make_hook)

    def make_hook(self, original):
        def hook(optimizer, *args, **kwargs):
            result = original(optimizer, *args, **kwargs)
            self.guard.run(self.made, optimizer)
            return result

        return hook

    def made(self, optimizer):
        self.seen.append(ref(optimizer))
        kind = type(optimizer)
        step = kind.step
        if step not in self.wrapped:
            ours = alike(self.make_step(step), step)
            self.wrapped.add(ours)
            kind.step = ours

    def make_step(self, original):
        compiling, guard = self.compiling, self.guard

        def step(*args, **kwargs):
            guard.watch_elsewhere()
            if compiling() or not guard.run(self.before, args, kwargs):
                return original(*args, **kwargs)
            try:
                result = original(*args, **kwargs)
            except BaseException:
                guard.run(self.leave)
                raise
            guard.run(self.leave)
            guard.run(self.after, args, kwargs)
            return result

        return step

    def before(self, args, kwargs):
        """A step that another one calls is a part of that one."""
        if self.inside or is_captured(self.tracer):
            return False
        self.inside = True
        self.steps.before(args[0], self.number(args[0]), has_closure(args, kwargs))
        return True

    def leave(self):
        self.inside = False

    def after(self, args, kwargs):
        self.steps.after(args[0], self.number(args[0]), has_closure(args, kwargs))

    def number(self, optimizer):
        """Of the optimiser, in the order of first use."""
        for at, weak in enumerate(self.numbers):
            if weak() is optimizer:
                return at
        self.numbers.append(ref(optimizer))
        return len(self.numbers) - 1

    def known(self):
        """Pairs of a name and a parameter, of all optimisers with gradients, each parameter once."""
        found = {}
        for optimizer in [weak() for weak in self.seen]:
            parameters = parameters_of(optimizer)
            if any(parameter.grad is not None for parameter in parameters):
                names = self.tracer.names.of_parameters(parameters, self.number(optimizer))
                for name, parameter in zip(names, parameters):
                    found.setdefault(id(parameter), (name, parameter))
        return list(found.values())


def parameters_of(optimizer):
    groups = [] if optimizer is None else getattr(optimizer, "param_groups", [])
    return [parameter for group in groups for parameter in group["params"]]


def has_closure(args, kwargs):
    """Whether the step calls forward and backward itself: the gradients are known after it only."""
    return callable(args[1] if len(args) > 1 else kwargs.get("closure"))
