"""One line of a trace as JSON in ASCII: fast, and independent of what the training did to the module `json`."""
try:
    from _json import encode_basestring_ascii as quote
except ImportError:  # not CPython
    from ..files import encode_text as quote

WORDS = {None: "null", True: "true", False: "false"}


def encode(value):
    """Floats that JSON cannot carry, and integers that a reader would round, are texts."""
    kind = type(value)
    if kind is str:
        return quote(value)
    if kind is float:
        return repr(value) if value - value == 0 else quote(spell(value))
    if kind is int:
        return repr(value) if -(2**53) < value < 2**53 else '"%d"' % value
    if value is None or kind is bool:
        return WORDS[value]
    if kind is dict:
        return "{%s}" % ",".join(["%s:%s" % (quote(key), encode(value[key])) for key in value])
    return "[%s]" % ",".join([encode(item) for item in value])


def spell(value):
    """A float that is no number."""
    if value != value:
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"


def clean(text, most=300):
    """A text that every reader can take: cut, and without halves of surrogate pairs."""
    return str(text)[:most].encode("utf-8", "replace").decode("utf-8")
