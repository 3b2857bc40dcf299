"""`deterministic: true`: asks frameworks for algorithms that repeat, and notes which operators have none.

Only asked for, never enforced: an operator of PyTorch without such a form warns and goes on (TensorFlow knows no such
warning: there it fails). What the program then sets itself stays set; the flags at its end are in the report.
"""
import sys

from .imports import when_imported

MOST = 100
# What PyTorch warns with (aten/src/ATen/Context.cpp and the attention kernels), up to which the operator is named.
NAMING = (" does not have a deterministic implementation", " defaults to a non-deterministic algorithm")
CUBLAS = "not deterministic because it uses CuBLAS"


def ask(seeding):
    """After the libraries have been seeded, before their users see them."""
    if seeding.deterministic:
        when_imported("torch", ask_torch)
        when_imported("torch._inductor.config", ask_inductor)
        when_imported("tensorflow", lambda tensorflow: tensorflow.config.experimental.enable_op_determinism())
    when_imported("torch", lambda torch: listen(sys.modules["warnings"]))


def ask_torch(torch):
    # What torch.use_deterministic_algorithms does but for importing the compiler, a second that few programs need.
    torch._C._set_deterministic_algorithms(True, warn_only=True)
    torch.backends.cudnn.benchmark = False
    torch.backends.cudnn.deterministic = True


def ask_inductor(config):
    if hasattr(config, "deterministic"):
        config.deterministic = True


named = {}


def listen(warnings):
    """
    Reads each warning on its way to wherever the program sends warnings. Filters, registers and what is shown stay as
    they are, so one that the program ignores is not seen (`is_hidden`).
    """
    original = warnings._showwarnmsg
    names = named

    def _showwarnmsg(msg):
        name = operator_of(msg)
        if name is not None and len(names) < MOST:
            names[name] = None
        return original(msg)

    _showwarnmsg.__wrapped__ = original
    warnings._showwarnmsg = _showwarnmsg


def operator_of(msg):
    """The operator that a warning of PyTorch names; None for any other."""
    arguments = msg.message.args if type(msg.message) is UserWarning else ()
    if len(arguments) != 1 or type(arguments[0]) is not str:
        return None
    text = arguments[0]
    for mark in NAMING:
        before, found, _ = text.partition(mark)
        if found:
            return before.strip()[:200]
    return "cuBLAS" if CUBLAS in text else None


def nondeterministic():
    return list(named)


def is_hidden():
    """Whether the program's filters would drop such a warning, so that what was not named may still be there."""
    warnings = sys.modules.get("warnings")
    if warnings is None or "torch" not in sys.modules:
        return False
    text = "put_" + NAMING[0]
    for action, message, category, module, line in warnings.filters:
        if issubclass(UserWarning, category) and matches(message, text) and module is None and line == 0:
            return action == "ignore"
    return False


def matches(message, text):
    """As the interpreter does: a filter's message is nothing, the text itself, or a pattern."""
    if message is None or type(message) is str:
        return message in (None, text)
    return bool(message.match(text))
