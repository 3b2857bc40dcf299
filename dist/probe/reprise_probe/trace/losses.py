"""What goes into the loss functions of `torch.nn.functional`, in dense steps."""
from inspect import signature
from types import FunctionType

from .patch import Swap

FUNCTIONS = """
binary_cross_entropy binary_cross_entropy_with_logits cosine_embedding_loss cross_entropy ctc_loss gaussian_nll_loss
hinge_embedding_loss huber_loss kl_div l1_loss margin_ranking_loss mse_loss multi_margin_loss multilabel_margin_loss
multilabel_soft_margin_loss nll_loss poisson_nll_loss smooth_l1_loss soft_margin_loss triplet_margin_loss
triplet_margin_with_distance_loss
""".split()


class Losses:
    def __init__(self, tracer, guard, forwards, compiling):
        self.tracer = tracer
        self.forwards = forwards
        functional = tracer.torch.nn.functional
        names = [name for name in FUNCTIONS if hasattr(functional, name)]
        self.swaps = [Swap(functional, name, self.maker(name, guard, compiling)) for name in names]

    def maker(self, name, guard, compiling):
        def make(original):
            losses, places = self, list(signature(original).parameters)

            def loss(*args, **kwargs):
                if not compiling():
                    guard.run(losses.called, name, places, args, kwargs)
                return original(*args, **kwargs)

            # TorchScript compiles the source of what it finds here, with the names that its globals have.
            return FunctionType(loss.__code__, original.__globals__, name, None, loss.__closure__)

        return make

    def arrange(self):
        wanted = self.tracer.mode == "modules" and self.tracer.dense
        for swap in self.swaps:
            (swap.on if wanted else swap.off)()

    def take_back(self):
        for swap in self.swaps:
            swap.off()

    def called(self, name, places, args, kwargs):
        tracer = self.tracer
        if self.forwards.paused or not tracer.guard.with_gradients or not tracer.names.is_training():
            return
        call = tracer.call("loss", name)
        for place, value in [*zip(places, args), *kwargs.items()]:
            part = {places[0]: "in.0", "target": "target"}.get(place, "in.%s" % place)
            tracer.all_in("loss", name, part, value, call)
