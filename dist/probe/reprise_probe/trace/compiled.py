"""Whether code is being compiled, and whether any will be: there only the borders of a step are looked at."""
import sys

from .names import unwrap
from .patch import replace


def compile_question(torch):
    """The function that tells whether the caller is being traced by `torch.compile`: it knows this one by identity."""
    found = getattr(sys.modules.get("torch.compiler"), "is_compiling", None)
    return found or (lambda: False)


class Compiled:
    def __init__(self, tracer, guard, arrange):
        self.tracer = tracer
        self.arrange = arrange
        replace(tracer.torch, "compile", lambda original: self.make(original, guard))

    def make(self, original, guard):
        def compile(*args, **kwargs):
            guard.run(self.called, args)
            return original(*args, **kwargs)

        return compile

    def called(self, args):
        """Module calls are no longer seen, so a model that is compiled as a whole is learned here."""
        tracer = self.tracer
        tracer.borders("torch.compile")
        self.arrange()
        model = unwrap(args[0]) if args and isinstance(args[0], tracer.torch.nn.Module) else None
        if model is not None and tracer.names.of_module(model) is None:
            tracer.names.add(model)
