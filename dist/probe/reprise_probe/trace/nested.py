"""The tensors in what modules and loaders pass on: tensors, or lists, tuples, dictionaries and dataclasses of them.

Only the built-in parts of these types are used: what a class of the training does when it is asked must not happen
once more.
"""
MOST_DEEP = 6
MOST = 1000


def tensors_in(torch, value):
    """Pairs of a place, `()` for the value itself, and a tensor."""
    found = []
    collect(torch, value, (), found)
    return found


def collect(torch, value, place, found):
    if isinstance(value, torch.Tensor):
        found.append((place, value))
    elif len(place) < MOST_DEEP and len(found) < MOST:
        for key, item in items_of(value):
            collect(torch, item, (*place, key), found)


def items_of(value):
    """Pairs of a text and a value; none where the value holds nothing that can be read."""
    if isinstance(value, dict):
        return [(str(key), dict.__getitem__(value, key)) for key in dict.keys(value) if is_plain(key)]
    if isinstance(value, (list, tuple)):
        kind = list if isinstance(value, list) else tuple
        return [(str(at), item) for at, item in enumerate(kind.__iter__(value)) if at < MOST]
    inner = getattr(value, "__dict__", None) if is_holder(type(value)) else None
    if type(inner) is dict:
        # A UserDict, such as a BatchEncoding of transformers, holds its items in `data`.
        data = inner.get("data")
        return items_of(data) if isinstance(data, dict) else [pair for pair in inner.items() if is_plain(pair[0])]
    return []


def is_holder(kind):
    return "__dataclass_fields__" in dir(kind) or any(base.__name__ == "UserDict" for base in kind.__mro__)


def is_plain(key):
    return type(key) in (str, int, bool)


def spell_place(prefix, place):
    """`in.0`, `out`, `out.logits.1`."""
    return ".".join([prefix, *place] if prefix else place)
