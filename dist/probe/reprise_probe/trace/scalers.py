"""Gradient scalers of automatic mixed precision: the scale in force belongs to the hyper-parameters."""
import sys
from weakref import ref

from .patch import replace


class Scalers:
    def __init__(self, tracer, guard):
        self.tracer = tracer
        self.known = []
        amp = sys.modules.get("torch.amp.grad_scaler") or sys.modules.get("torch.cuda.amp.grad_scaler")
        if amp is not None:
            replace(amp.GradScaler, "step", lambda original: self.make(original, guard))

    def make(self, original, guard):
        def step(scaler, optimizer, *args, **kwargs):
            guard.run(self.called, scaler, optimizer)
            return original(scaler, optimizer, *args, **kwargs)

        return step

    def called(self, scaler, optimizer):
        if not any(known() is optimizer for known, _ in self.known):
            self.known.append((ref(optimizer), ref(scaler)))

    def scale_for(self, optimizer):
        """None without a scaler. The scaler itself has just waited for its device, to see whether it may step."""
        for known, scaler in self.known:
            if known() is optimizer and scaler() is not None:
                return float(scaler().get_scale())
        return None
