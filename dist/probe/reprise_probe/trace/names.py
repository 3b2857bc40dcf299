"""Names of modules and parameters, from the models of the training: modules that it calls itself.

The first model's parts have their names in it, those of the n-th the prefix `(root n)`. Wrappers of torch around a
model (data parallel, compiled) are looked through, so that names stay what they are without them.
"""
from weakref import ref

from .lines import clean

WRAPPERS = ("DistributedDataParallel", "DataParallel", "FullyShardedDataParallel", "OptimizedModule")
INNER = ("_orig_mod", "_fsdp_wrapped_module", "module")


class Names:
    def __init__(self):
        self.roots = []
        self.modules = {}
        self.parameters = {}

    def live(self):
        return [root for root in (weak() for weak in self.roots) if root is not None]

    def is_training(self):
        """Whether a model is; True as long as none is known."""
        roots = self.live()
        return not roots or any(root.training for root in roots)

    def add(self, root):
        self.roots.append(ref(root))
        self.learn(root, len(self.roots) - 1)

    def refresh(self):
        """Models may have got new modules or parameters."""
        for number, weak in enumerate(self.roots):
            root = weak()
            if root is not None:
                self.learn(root, number)

    def learn(self, root, number):
        own = "(root)" if number == 0 else "(root %d)" % number
        prefix = "" if number == 0 else own + "."
        for name, module in root.named_modules():
            remember(self.modules, module, prefix + name if name else own)
        for name, parameter in root.named_parameters():
            remember(self.parameters, parameter, prefix + name)

    def of_module(self, module):
        return look_up(self.modules, module)

    def of_parameter(self, parameter):
        return look_up(self.parameters, parameter)

    def of_parameters(self, parameters, optimizer):
        """Those of one optimizer, in its order; a parameter of no known model has the optimizer's name."""
        found = [self.of_parameter(parameter) for parameter in parameters]
        if None in found:
            self.refresh()
        default = "optimizer%d.param%d"
        return [self.of_parameter(one) or default % (optimizer, at) for at, one in enumerate(parameters)]

    def known_parameters(self):
        return self.entries("named_parameters")

    def buffers(self):
        return self.entries("named_buffers")

    def holders(self):
        """Weak references to the modules that have buffers."""
        modules = [module for root in self.live() for module in root.modules() if len(module._buffers)]
        return [ref(module) for module in dict.fromkeys(modules)]

    def entries(self, listing):
        """Pairs of a name and a tensor, of every model, each tensor once."""
        found = {}
        for number, weak in enumerate(self.roots):
            root = weak()
            prefix = "" if number == 0 else "(root %d)." % number
            for name, tensor in getattr(root, listing)() if root is not None else ():
                found.setdefault(id(tensor), (clean(prefix + name), tensor))
        return list(found.values())


def remember(table, thing, name):
    """The first name stays, while the thing is there."""
    if look_up(table, thing) is None:
        table[id(thing)] = (ref(thing), clean(name))


def look_up(table, thing):
    weak, name = table.get(id(thing), (None, None))
    return name if weak is not None and weak() is thing else None


def unwrap(module):
    """The model in wrappers of torch."""
    while type(module).__name__ in WRAPPERS and type(module).__module__.startswith("torch."):
        parts = module._modules
        inner = next((parts[name] for name in INNER if name in parts), None)
        if inner is None:
            return module
        module = inner
    return module
