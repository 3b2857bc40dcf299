"""Many kinds of trainings in one process. Prints what each came to, to the last bit, and what it warned of."""
import hashlib
import os
import signal
import sys
import warnings
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

IS_OLD = torch.__version__ < "2"


def tell(name, tensors, *more):
    digest = hashlib.sha256()
    for tensor in [*tensors, torch.random.get_rng_state()]:
        tensor = torch.view_as_real(tensor.detach()) if tensor.is_complex() else tensor.detach()
        digest.update(tensor.contiguous().numpy().tobytes())
    print(name, digest.hexdigest(), *more, flush=True)


def net():
    return nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Dropout(0.1), nn.Linear(32, 4))


def data(count=8):
    return torch.randn(count, 16), torch.randint(0, 4, (count,))


def train(model, optimizer, steps=3, loss=F.cross_entropy):
    for _ in range(steps):
        x, y = data()
        optimizer.zero_grad()
        loss(model(x), y).backward()
        optimizer.step()
    tell(sys._getframe(1).f_code.co_name, model.parameters())


def sgd(model, **more):
    return torch.optim.SGD(model.parameters(), lr=0.1, **more)


def momentum():
    model = net()
    train(model, sgd(model, momentum=0.9), 4)


def closure():
    model, (x, y) = net(), data()
    optimizer = torch.optim.LBFGS(model.parameters(), lr=0.1, max_iter=4)

    def evaluate():
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        return loss

    for _ in range(3):
        optimizer.step(evaluate)
    tell("closure", model.parameters())


def adversaries():
    maker, judge = nn.Sequential(nn.Linear(16, 16)), net()
    made, judged = torch.optim.Adam(maker.parameters()), torch.optim.RMSprop(judge.parameters())
    for _ in range(3):
        x, y = data()
        judged.zero_grad()
        (F.cross_entropy(judge(x), y) + F.cross_entropy(judge(maker(x).detach()), y)).backward()
        judged.step()
        made.zero_grad()
        F.cross_entropy(judge(maker(x)), y).backward()
        made.step()
    tell("adversaries", [*maker.parameters(), *judge.parameters()])


def mixed_precision():
    model = net()
    optimizer = sgd(model)
    scaler = torch.amp.GradScaler("cpu") if torch.__version__ > "2.3" else torch.cuda.amp.GradScaler(enabled=False)
    for step in range(3):
        x, y = data()
        optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = F.cross_entropy(model(x), y)
        scaler.scale(loss * (float("inf") if step == 1 and scaler.is_enabled() else 1)).backward()
        scaler.step(optimizer)
        scaler.update()
    tell("mixed_precision", model.parameters())


def checkpoints():
    from torch.utils.checkpoint import checkpoint

    model = net()
    optimizer = sgd(model)
    for is_reentrant in (True, False):
        x, y = data()
        optimizer.zero_grad()
        F.cross_entropy(checkpoint(model, x.requires_grad_(), use_reentrant=is_reentrant), y).backward()
        optimizer.step()
    tell("checkpoints", model.parameters())


def scripted():
    class Loss(nn.Module):
        def __init__(self):
            super().__init__()
            self.cross = nn.CrossEntropyLoss()
            self.square = nn.MSELoss()

        def forward(self, one, other):
            return self.cross(one, other) + self.square(one, one) + F.l1_loss(one, one)

    train(net(), sgd(net()))
    model = torch.jit.script(net())
    train(model, sgd(model), loss=lambda *given: torch.jit.script(Loss())(*given))
    traced = torch.jit.trace(net().eval(), torch.randn(2, 16))
    tell("traced", traced.parameters())


def sparse():
    model = nn.EmbeddingBag(50, 8, sparse=True, mode="sum")
    optimizer = sgd(model)
    for _ in range(3):
        optimizer.zero_grad()
        (model(torch.randint(0, 50, (4, 5))) ** 2).sum().backward()
        optimizer.step()
    tell("sparse", model.parameters())


def complex_numbers():
    weight = nn.Parameter(torch.randn(5, dtype=torch.complex64))
    optimizer = torch.optim.SGD([weight], lr=0.1)
    for _ in range(2):
        optimizer.zero_grad()
        (weight.conj() * weight).real.sum().backward()
        optimizer.step()
    tell("complex_numbers", [weight])


def lazy():
    model = nn.Sequential(nn.LazyLinear(8), nn.ReLU(), nn.Linear(8, 4))
    model(data()[0])
    train(model, sgd(model))


@dataclass
class Output:
    logits: torch.Tensor
    more: tuple


def keywords():
    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.line = nn.Linear(16, 4)
            self.relu = nn.ReLU(inplace=True)

        def forward(self, x, mask=None, flag=True):
            hidden = self.line(x * mask)
            return Output(hidden, (self.relu(hidden.clone()), [hidden]))

    model = Model()
    optimizer = sgd(model)
    for _ in range(2):
        x, y = data()
        optimizer.zero_grad()
        F.cross_entropy(model(x, mask=torch.ones_like(x)).logits, y).backward()
        optimizer.step()
    tell("keywords", model.parameters())


def exceptions():
    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.line = nn.Linear(16, 4)

        def forward(self, x, fails=False):
            if fails:
                raise ValueError("mine")
            return self.line(x)

    class Optimizer(torch.optim.SGD):
        def step(self, closure=None):
            if self.fails:
                raise ValueError("mine, too")
            return super().step(closure)

    model, seen = Model(), []
    optimizer = Optimizer(model.parameters(), lr=0.1)
    for step in range(4):
        x, y = data()
        optimizer.zero_grad()
        optimizer.fails = step == 2
        for action in (
            lambda: model(x, fails=step == 1),
            lambda: F.cross_entropy(model(x), y).backward(),
            lambda: optimizer.step(),
            lambda: model(x).backward(),
        ):
            try:
                action()
            except (ValueError, RuntimeError) as error:
                seen.append(str(error)[:40])
    tell("exceptions", model.parameters(), seen)


def alarm():
    """An exception that a signal handler of the training raises, most likely in the middle of the tracer's work."""

    class Late(Exception):
        pass

    def late(*_):
        raise Late

    if "reprise_probe" in sys.modules:
        from reprise_probe.trace.digest import Digests

        original = Digests.of_all

        def interrupted(self, tensors):
            os.kill(os.getpid(), signal.SIGALRM)
            return original(self, tensors)

        Digests.of_all = interrupted
    signal.signal(signal.SIGALRM, late)
    model, (x, y) = net(), data()
    optimizer = sgd(model)
    try:
        F.cross_entropy(model(x), y).backward()
        optimizer.step()
        os.kill(os.getpid(), signal.SIGALRM)
    except Late:
        print("late")


def functional():
    if IS_OLD:
        return
    from torch.func import functional_call, grad, vmap

    model = nn.Sequential(nn.Linear(16, 8), nn.Linear(8, 4))
    weights = {name: value.detach() for name, value in model.named_parameters()}

    def loss(weights, x, y):
        return F.cross_entropy(functional_call(model, weights, (x[None],)), y[None])

    tell("functional", vmap(grad(loss), in_dims=(None, 0, 0))(weights, *data()).values())


def devices():
    if IS_OLD:
        return
    torch.set_default_device("meta")
    net()
    torch.set_default_device("cpu")
    model = net()
    train(model, sgd(model))
    torch.set_default_device(None)


def doubles():
    torch.set_default_dtype(torch.float64)
    model = net()
    train(model, sgd(model))
    torch.set_default_dtype(torch.float32)


def modes():
    from torch.utils._python_dispatch import TorchDispatchMode

    count = [0]

    class Counting(TorchDispatchMode):
        def __torch_dispatch__(self, function, types, args=(), kwargs=None):
            count[0] += 1
            return function(*args, **(kwargs or {}))

    model = net()
    with Counting():
        train(model, sgd(model))
    print("operations", count)


def subclasses():
    class Sub(torch.Tensor):
        pass

    model = net()
    optimizer = sgd(model)
    F.cross_entropy(model(torch.randn(8, 16).as_subclass(Sub)), torch.zeros(8, dtype=torch.int64)).backward()
    optimizer.step()
    tell("subclasses", model.parameters())


def frozen():
    model = net()
    model[0].requires_grad_(False)
    train(model, sgd(model))


def channels_last():
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4)).to(memory_format=torch.channels_last)
    optimizer = sgd(model)
    for _ in range(2):
        optimizer.zero_grad()
        model(torch.randn(2, 3, 8, 8).to(memory_format=torch.channels_last)).pow(2).mean().backward()
        optimizer.step()
    tell("channels_last", [*model.parameters(), *model.buffers()])


KINDS = [momentum, closure, adversaries, mixed_precision, checkpoints, scripted, sparse, complex_numbers, lazy]
KINDS += [keywords, exceptions, functional, devices, doubles, modes, subclasses, frozen, channels_last, alarm]
torch.use_deterministic_algorithms(True)
for kind in KINDS:
    torch.manual_seed(3)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        kind()
    for warning in caught:
        print("warned", warning.category.__name__, str(warning.message)[:100])
