"""The value of the loss, and the gradients as backward leaves them."""
from .forwards import is_captured
from .nested import tensors_in
from .patch import replace


class Backwards:
    def __init__(self, tracer, guard, forwards, optimizers, compiling):
        self.tracer = tracer
        self.forwards = forwards
        self.optimizers = optimizers
        self.compiling = compiling
        replace(tracer.torch.autograd, "backward", lambda original: self.make(original, guard))

    def make(self, original, guard):
        compiling = self.compiling

        def backward(*args, **kwargs):
            guard.watch_elsewhere()
            if compiling() or not guard.run(self.before, args, kwargs):
                return original(*args, **kwargs)
            try:
                result = original(*args, **kwargs)
            except BaseException:
                guard.run(self.leave)
                raise
            guard.run(self.leave)
            guard.run(self.after)
            return result

        return backward

    def before(self, args, kwargs):
        """What runs inside of backward, modules or another backward, computes once more what has been recorded."""
        tracer = self.tracer
        if self.forwards.paused or is_captured(tracer):
            return False
        self.forwards.paused += 1
        call = tracer.call("backward")
        for place, tensor in tensors_in(tracer.torch, args[0] if args else kwargs.get("tensors")):
            name = ".".join(("loss", *place))
            if tracer.dense:
                tracer.roll("loss", tracer.tensor("loss", name, "value", tensor, call))
            else:
                tracer.roll("loss", tracer.digests.of(tensor))
        return True

    def leave(self):
        self.forwards.paused -= 1

    def after(self):
        """The last parameters first, as backward reaches them."""
        tracer = self.tracer
        if not tracer.dense:
            return
        call = tracer.calls[("backward",)] - 1
        for name, parameter in reversed(self.optimizers.known()):
            if parameter.grad is not None:
                tracer.tensor("gradient", name, "raw", parameter.grad, call)
