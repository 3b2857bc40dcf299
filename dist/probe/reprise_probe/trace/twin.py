"""The twin: the same training, but one initial weight is one unit in the last place away."""
from os import environ


class Twin:
    def __init__(self, torch):
        self.torch = torch
        self.waits = environ.get("REPRISE_TWIN") == "1"
        self.done = False

    def nudge(self, values):
        """Moves the first element of the first floating-point tensor in which it is not 0, once."""
        if not self.waits:
            return
        for value in values:
            if self.is_fit(value):
                self.move(value)
                self.waits, self.done = False, True
                return

    def is_fit(self, value):
        integers = {2: self.torch.int16, 4: self.torch.int32, 8: self.torch.int64}
        if not value.is_floating_point() or type(value.data) is not self.torch.Tensor or value.numel() == 0:
            return False
        if value.element_size() not in integers or value.device.type == "meta":
            return False
        return bool(value.data[(0,) * value.dim()] != 0)

    def move(self, value):
        """The lowest bit of a number other than 0 turned over is its neighbour, or next to it: one unit away."""
        integers = {2: self.torch.int16, 4: self.torch.int32, 8: self.torch.int64}
        value.data[(0,) * value.dim()].view(integers[value.element_size()]).bitwise_xor_(1)
