"""Runs a training and keeps every tensor of every step, whole; then says where it parts from one kept before.

    record.py SCRIPT KEEP.pt              runs the script, keeps its tensors
    record.py SCRIPT KEEP.pt FORMER.pt    the same, and prints as JSON where the two part

A reference for the probe that shares nothing with it: slow, in memory, compared value by value without a digest. It
writes down, in the order in which things happen: what the loader gave, what went into and came out of each module, the
values that went into a loss, the loss, the gradients as backward left them and as the optimiser found them, the
hyper-parameters in force, the parameters after the step.
"""
import json
import os
import runpy
import sys

import torch
from torch import nn
from torch.nn import functional as F
from torch.optim.optimizer import register_optimizer_step_post_hook, register_optimizer_step_pre_hook
from torch.utils.data import DataLoader

FUNCTIONS = ("cross_entropy", "mse_loss", "nll_loss", "binary_cross_entropy_with_logits")


class Kept:
    def __init__(self):
        self.steps = []  # one list of (phase, name, part, call, value) a step
        self.now = []
        self.initial = []
        self.waiting = []  # batches that no model has taken yet: some loaders fetch ahead
        self.roots = {}  # id -> (module, names of its modules)
        self.calls = {}
        self.inside = []
        self.in_loss = False

    def add(self, phase, name, part, value, call=0):
        self.now.append((phase, name, part, call, value.detach().clone() if torch.is_tensor(value) else value))


kept = Kept()


def tensors_of(value, place=""):
    if torch.is_tensor(value):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from tensors_of(item, f"{place}.{key}" if place else str(key))
    elif isinstance(value, (list, tuple)):
        for key, item in enumerate(value):
            yield from tensors_of(item, f"{place}.{key}" if place else str(key))


def watch_loader():
    plain = DataLoader.__iter__

    def iterate(loader):
        for batch in plain(loader):
            kept.waiting.append([(place or "0", value.clone()) for place, value in tensors_of(batch)])
            yield batch

    DataLoader.__iter__ = iterate


def watch_modules():
    plain = nn.Module.__call__

    def call(module, *args, **kwargs):
        if type(module).__module__ == "torch.nn.modules.loss":
            return watched_loss(lambda *a, **k: plain(module, *a, **k), args, kwargs)
        root = kept.inside[0] if kept.inside else module
        if not kept.inside:
            enter(module)
        if not torch.is_grad_enabled():
            return inside(root, plain, module, args, kwargs)
        name = kept.roots[id(root)][1].get(id(module), type(module).__name__)
        at = kept.calls[name] = kept.calls.get(name, -1) + 1
        for place, value in [*tensors_of(args), *tensors_of(kwargs)]:
            kept.add("forward", name, f"in.{place}", value, at)
        result = inside(root, plain, module, args, kwargs)
        for place, value in tensors_of(result):
            kept.add("forward", name, f"out.{place}" if place else "out", value, at)
        return result

    nn.Module.__call__ = call


def enter(root):
    """A model begins a forward pass of its own: it takes the batch that has waited longest."""
    batch = kept.waiting.pop(0) if kept.waiting else []
    if id(root) not in kept.roots:
        names = {id(module): name or "(root)" for name, module in root.named_modules()}
        kept.roots[id(root)] = (root, names)
    if torch.is_grad_enabled():
        if not kept.initial:
            everything = [("value", root.named_parameters()), ("buffer", root.named_buffers())]
            kept.initial = [
                ("init", name, part, 0, value.detach().clone()) for part, pairs in everything for name, value in pairs
            ]
        for place, value in batch:
            kept.add("batch", place, "value", value)


def inside(root, plain, module, args, kwargs):
    kept.inside.append(root)
    try:
        return plain(module, *args, **kwargs)
    finally:
        kept.inside.pop()


def watched_loss(function, args, kwargs):
    if kept.in_loss or not torch.is_grad_enabled():
        return function(*args, **kwargs)
    for place, (_, value) in enumerate([*tensors_of(args), *tensors_of(kwargs)][:2]):
        kept.add("loss", "", "target" if place else "in.0", value)
    kept.in_loss = True
    try:
        return function(*args, **kwargs)
    finally:
        kept.in_loss = False


def watch_losses():
    for name in FUNCTIONS:
        plain = getattr(F, name)
        setattr(F, name, lambda *args, _plain=plain, **kwargs: watched_loss(_plain, args, kwargs))


def watch_backward():
    plain = torch.Tensor.backward

    def backward(tensor, *args, **kwargs):
        kept.add("loss", "", "value", tensor)
        result = plain(tensor, *args, **kwargs)
        for name, weight in named():
            if weight.grad is not None:
                kept.add("gradient", name, "raw", weight.grad)
        return result

    torch.Tensor.backward = backward


def named():
    """Parameters of all models, the last first: about as backward reaches them."""
    return [pair for root, _ in kept.roots.values() for pair in reversed(list(root.named_parameters()))]


def watch_optimizers():
    def before(optimizer, args, kwargs):
        closure = args[1] if len(args) > 1 else kwargs.get("closure")
        if closure is None:
            return found(optimizer)

        def then_found():
            loss = closure()
            found(optimizer)
            return loss

        return (optimizer, then_found), {}

    def found(optimizer):
        for name, weight in named():
            if weight.grad is not None:
                kept.add("gradient", name, "grad", weight.grad)
        for number, group in enumerate(optimizer.param_groups):
            for key in sorted(set(group) - {"params", "initial_lr", "foreach", "fused", "capturable"}):
                kept.add("hyper", str(number), key, repr(group[key]))

    def after(*_):
        for root, _ in kept.roots.values():
            for name, weight in root.named_parameters():
                kept.add("update", name, "value", weight)
        for root, _ in kept.roots.values():
            for name, buffer in root.named_buffers():
                kept.add("update", name, "buffer", buffer)
        kept.steps.append(kept.now)
        kept.now = []
        kept.calls = {}

    register_optimizer_step_pre_hook(before)
    register_optimizer_step_post_hook(after)


def same(one, other):
    if not torch.is_tensor(one) or not torch.is_tensor(other):
        return type(one) is type(other) and one == other
    if one.shape != other.shape or one.dtype != other.dtype:
        return False
    if one.is_floating_point():
        one, other = one.contiguous().flatten(), other.contiguous().flatten()
        return torch.equal(one.view(torch.uint8), other.view(torch.uint8))
    return torch.equal(one, other)


def size_of(one, other):
    """How far apart two tensors of one shape are, relative to the first; None where that has no meaning."""
    comparable = torch.is_tensor(one) and torch.is_tensor(other) and one.shape == other.shape
    if not comparable or not one.is_floating_point():
        return None
    one, other = one.double(), other.double()
    return ((one - other).norm() / one.norm().clamp_min(1e-300)).item()


def epsilon_of(*tensors):
    """Of the coarsest format among them."""
    return max((torch.finfo(t.dtype).eps for t in tensors if torch.is_tensor(t) and t.is_floating_point()), default=0)


def parting(former, latter):
    """The first entry that differs."""
    for step, (old, new) in enumerate(zip(former, latter), start=-1):
        for place in range(max(len(old), len(new))):
            one = old[place] if place < len(old) else None
            other = new[place] if place < len(new) else None
            key = (other or one)[:4]
            if one is not None and one[:4] == key and other is not None and same(one[4], other[4]):
                continue
            phase, name, part, _ = key
            both = [one[4], other[4]] if one is not None and other is not None and one[:4] == key else [None, None]
            return {
                "step": step, "phase": phase, "name": name, "part": part,
                "relative": size_of(*both), "epsilon": epsilon_of(*both),
            }
    if len(former) != len(latter):
        return {"step": min(len(former), len(latter)) - 1, "phase": "batch", "name": "", "part": "",
                "relative": None, "epsilon": 0}
    return None


def main():
    script, keep, former = sys.argv[1], sys.argv[2], sys.argv[3:]
    for watch in (watch_loader, watch_modules, watch_losses, watch_backward, watch_optimizers):
        watch()
    sys.argv = [script]
    sys.path[0] = os.path.dirname(os.path.abspath(script))
    out = sys.stdout
    sys.stdout = sys.stderr
    runpy.run_path(script, run_name="__main__")
    steps = [kept.initial, *kept.steps]
    if not former:
        torch.save(steps, keep)
    else:
        print(json.dumps(parting(torch.load(former[0]), steps)), file=out)


if __name__ == "__main__":
    main()
