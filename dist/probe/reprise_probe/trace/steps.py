"""What is recorded at the borders of a step: initial values, gradients, hyper-parameters, the parameters after it."""
from weakref import ref

from .hyper import Hyper
from .names import look_up, remember
from .optimizers import parameters_of
from .schedule import is_early
from .states import combined
from .words import plain


class Steps:
    def __init__(self, tracer, twin, scalers):
        self.tracer = tracer
        self.twin = twin
        self.scalers = scalers
        self.hyper = Hyper(tracer)
        # The parameters and buffers whose initial values are written.
        self.initial = {}
        # Lines of initial values that have no name yet: a step with a closure comes before the first forward.
        self.unnamed = []
        # Modules with buffers, weakly; and of each buffer that nobody has written to, weakly, the numbers of its digest.
        self.holders, self.constant = [], {}
        # Called after each step.
        self.turn = None

    def on_model(self):
        """A model was found, and is about to run for the first time."""
        names = self.tracer.names
        values, buffers = names.known_parameters(), names.buffers()
        self.twin.nudge([value for _, value in values + buffers])
        for name, value in values:
            self.begin_with(name, value)
        for name, buffer in buffers:
            total = self.begin_with(name, buffer, "buffer")
            if total is not None:
                self.constant[id(buffer)] = (ref(buffer), numbers_of(total))
        for parameter, line in self.unnamed:
            line["name"] = self.tracer.names.of_parameter(parameter()) or line["name"]

    def begin_with(self, name, value, part="value"):
        """A parameter that has no shape yet comes later. Returns the Total of what is new."""
        if look_up(self.initial, value) is None and plain(self.tracer.torch, value) is not None:
            remember(self.initial, value, name)
            total = self.tracer.initial(name, part, value)
            if self.tracer.last is not None and self.tracer.names.of_parameter(value) is None:
                self.unnamed.append((ref(value), self.tracer.last))
            return total
        return None

    def before(self, optimizer, number, has_closure):
        tracer = self.tracer
        tracer.begin()
        self.hyper.record(number, optimizer, self.scalers.scale_for(optimizer))
        self.parameters(optimizer, number)
        if not has_closure:
            self.gradients(optimizer, number)

    def parameters(self, optimizer, number):
        """Initial values of what no model had."""
        parameters = parameters_of(optimizer)
        if all(look_up(self.initial, parameter) is not None for parameter in parameters):
            return
        self.twin.nudge(parameters)
        for name, parameter in zip(self.tracer.names.of_parameters(parameters, number), parameters):
            self.begin_with(name, parameter)

    def gradients(self, optimizer, number):
        tracer, parameters = self.tracer, parameters_of(optimizer)
        tracer.roll("gradient", tracer.digests.of_all([parameter.grad for parameter in parameters]))
        if tracer.dense:
            names = tracer.names.of_parameters(parameters, number)
            for name, parameter in reversed(list(zip(names, parameters))):
                if parameter.grad is not None:
                    tracer.tensor("gradient", name, "grad", parameter.grad)

    def after(self, optimizer, number, has_closure):
        tracer, parameters = self.tracer, parameters_of(optimizer)
        if has_closure:
            self.gradients(optimizer, number)
        tracer.roll("update", tracer.digests.of_all(parameters + self.buffers()))
        if tracer.dense:
            for name, parameter in zip(tracer.names.of_parameters(parameters, number), parameters):
                tracer.tensor("update", name, "value", parameter)
            for name, buffer in tracer.names.buffers():
                if not self.is_constant(buffer):
                    tracer.tensor("update", name, "buffer", buffer)
        self.unnamed = []
        tracer.end_step(combined(tracer.random("end")))
        self.turn()

    def buffers(self):
        """What modules keep beside their parameters and write to: running averages, which no loss shows.

        One that nobody has written to is a constant of the code, as a mask is. Which ones are, and where they are, is looked
        up in the same steps whatever the schedule, so that the digests are everywhere the same.
        """
        look = is_early(self.tracer.step)
        if look:
            self.holders = self.tracer.names.holders()
        held = [module._buffers for module in (weak() for weak in self.holders) if module is not None]
        known = [buffer for buffers in held for _, buffer in buffers.items() if buffer is not None]
        return [buffer for buffer in known if not self.is_constant(buffer, look)]

    def is_constant(self, buffer, look=False):
        weak, numbers = self.constant.get(id(buffer), (None, None))
        if weak is None or weak() is not buffer:
            return False
        if look:
            total = self.tracer.digests.of(buffer)
            if total is None or numbers_of(total) != numbers:
                del self.constant[id(buffer)]
                return False
        return True


def numbers_of(total):
    return [number if type(number) is int else number.item() for number in total.numbers]
