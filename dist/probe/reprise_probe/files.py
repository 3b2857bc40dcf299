"""Writing JSON files with nothing but `os`, its functions as they were at the start: a training may replace them."""
import sys
from os import O_CREAT, O_EXCL, O_WRONLY, close, getpid, getppid, path, replace, unlink, write  # noqa: F401
from os import open as os_open
from time import time  # noqa: F401

from . import SCHEMA


def write_start(state):
    """Raises OSError where the folder cannot be written: the probe is then not installed."""
    content = {
        "schema": SCHEMA,
        "ended": False,
        "pid": state.pid,
        "ppid": getppid(),
        "started": state.started,
        "argv": argv(),
        "python": python(),
    }
    write_file(start_path(state), content)


def start_path(state):
    return path.join(state.out, "python-%d-%d.start.json" % (state.pid, state.stamp))


def remove_start(state):
    unlink(start_path(state))


def write_file(target, content):
    """A reader sees the whole file or none."""
    draft = target + ".part"
    descriptor = os_open(draft, O_WRONLY | O_CREAT | O_EXCL, 0o644)
    try:
        rest = encode(content).encode("ascii")
        while rest:
            rest = rest[write(descriptor, rest) :]
    finally:
        close(descriptor)
    replace(draft, target)


def python():
    version = "%d.%d.%d" % sys.version_info[:3]
    if sys.version_info.releaselevel != "final":
        version += "%s%d" % (sys.version_info.releaselevel, sys.version_info.serial)
    return {
        "implementation": sys.implementation.name,
        "version": version,
        "executable": sys.executable or "",
        "prefix": sys.prefix,
        "base_prefix": sys.base_prefix,
    }


def argv():
    """The command line as the interpreter got it (3.10), else as the program sees it."""
    words = getattr(sys, "orig_argv", None) or getattr(sys, "argv", None) or []
    return [str(word)[:1000] for word in words[:200]]


ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def encode(value):
    """JSON in ASCII. Floats that JSON cannot carry are strings; bytes in file names that are no UTF-8 become U+FFFD."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if type(value) is int:
        return repr(value) if -(2**53) < value < 2**53 else '"%d"' % value
    if type(value) is float:
        return repr(value) if value - value == 0 else '"%r"' % value
    if isinstance(value, str):
        return encode_text(value)
    if isinstance(value, dict):
        return "{%s}" % ",".join("%s:%s" % (encode_text(key), encode(value[key])) for key in value)
    return "[%s]" % ",".join(encode(item) for item in value)


def encode_text(value):
    text = str(value).encode("utf-8", "surrogateescape" if is_escaped(value) else "replace").decode("utf-8", "replace")
    return '"%s"' % "".join(encode_character(character) for character in text)


def is_escaped(text):
    """Whether a lone surrogate stands for a byte of a file name (PEP 383); others cannot be encoded at all."""
    return all(0xDC80 <= ord(character) <= 0xDCFF for character in text if 0xD800 <= ord(character) <= 0xDFFF)


def encode_character(character):
    if character in ESCAPES:
        return ESCAPES[character]
    code = ord(character)
    if 0x20 <= code < 0x7F:
        return character
    if code < 0x10000:
        return "\\u%04x" % code
    code -= 0x10000
    return "\\u%04x\\u%04x" % (0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF))
