"""Hyper-parameters in force: what the groups of an optimiser hold beside the parameters."""
from .lines import clean

LEFT_OUT = ("params", "param_names")
MOST = 64


class Hyper:
    def __init__(self, tracer):
        self.tracer = tracer
        self.last, self.waited = {}, {}

    def record(self, number, optimizer, scale):
        """A line for each group of which a value has changed since the last one."""
        for at, group in enumerate(optimizer.param_groups):
            values = {"optimizer": type(optimizer).__name__}
            if scale is not None:
                values["scale"] = scale
            values.update(self.of_group(group))
            if repr(values) != self.last.get((number, at)):
                self.last[(number, at)] = repr(values)
                line = {"t": "hyper", "step": self.tracer.step, "optimizer": number, "group": at}
                self.tracer.lines.add(dict(line, values=values))

    def of_group(self, group):
        found = {}
        for key, value in list(group.items())[:MOST]:
            if key not in LEFT_OUT and type(key) is str:
                plain = self.read(key, value)
                if plain is not None or value is None:
                    found[clean(key, 100)] = plain
        return found

    def read(self, key, value):
        """A number on a device is waited for in dense steps only; between them it counts as unchanged."""
        torch = self.tracer.torch
        if not isinstance(value, torch.Tensor) or value.device.type == "cpu":
            return scalar(torch, value)
        if self.tracer.dense:
            self.waited[key] = scalar(torch, value)
        return self.waited.get(key)


def scalar(torch, value):
    """A number, text, truth value, or a short sequence of these as text. None: neither."""
    if isinstance(value, torch.Tensor):
        return value.item() if value.numel() == 1 else None
    if type(value) in (int, float, bool):
        return value
    if type(value) is str:
        return clean(value, 100)
    if isinstance(value, (int, float)):  # numpy's, enumerations
        return float(value)
    if type(value) in (tuple, list) and len(value) <= 16:
        parts = [scalar(torch, part) for part in value]
        return None if None in parts else clean("(%s)" % ", ".join(str(part) for part in parts), 200)
    return None
