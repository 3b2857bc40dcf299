"""Batches as the data loader gives them."""
from .lines import clean
from .nested import spell_place, tensors_in
from .patch import replace


class Loaders:
    def __init__(self, tracer, guard, forwards):
        self.tracer = tracer
        self.forwards = forwards
        loader = tracer.torch.utils.data.dataloader._BaseDataLoaderIter
        replace(loader, "__next__", lambda original: self.make(original, guard))

    def make(self, original, guard):
        def __next__(iterator):
            entered = guard.run(self.enter)
            try:
                batch = original(iterator)
            except BaseException:
                if entered:
                    guard.run(self.leave)
                raise
            if entered:
                guard.run(self.leave)
                guard.run(self.got, batch)
            return batch

        return __next__

    def enter(self):
        """Before the first batch is drawn. Modules that prepare samples are no part of the model."""
        if self.forwards.paused:
            return False
        if self.is_training():
            self.tracer.begin()
        self.forwards.paused += 1
        return True

    def leave(self):
        self.forwards.paused -= 1

    def is_training(self):
        return self.tracer.guard.with_gradients and self.tracer.names.is_training()

    def got(self, batch):
        tracer = self.tracer
        if not self.is_training():
            return
        call = tracer.call("batch")
        for place, tensor in tensors_in(tracer.torch, batch):
            name = clean(spell_place("", place or ("0",)))
            if tracer.dense:
                tracer.roll("batch", tracer.tensor("batch", name, "value", tensor, call, rows=True))
            else:
                tracer.roll("batch", tracer.digests.of(tensor))
