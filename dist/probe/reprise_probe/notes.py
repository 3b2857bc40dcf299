"""What the audit hook noted, put in order: files of the tree that were opened to read, addresses contacted."""
import os


def opened(state):
    """Paths relative to the tree, in the order of first opening; those opened to write first are outputs."""
    folders = working_directories(state)
    tree = os.path.realpath(state.tree)
    found = []
    for name, (moves, mode, flags) in list(state.opened.items()):
        if not reads(mode, flags) or name.endswith(".pyc"):
            continue
        real = os.path.realpath(os.path.join(folders[moves], name))
        if real.startswith(os.path.join(tree, "")) and os.path.isfile(real):
            found.append(os.path.relpath(real, tree))
    return list(dict.fromkeys(found))


def working_directories(state):
    folders = [state.cwd]
    for place in state.moved:
        target = os.path.join(folders[-1], place)
        folders.append(target if os.path.isdir(target) else folders[-1])
    return folders


def reads(mode, flags):
    if type(mode) is str:
        return "r" in mode
    return type(flags) is int and flags & (os.O_WRONLY | os.O_RDWR) == 0


def connected(state):
    """Addresses as `host:port`; those of this machine apart."""
    loopback, remote = [], []
    for host, port in list(state.connected):
        name = host.decode("ascii", "replace") if type(host) is bytes else host
        address = ("[%s]:%d" if ":" in name else "%s:%d") % (name[:300], port)
        (loopback if is_loopback(name) else remote).append(address)
    return {"loopback": loopback, "remote": remote}


def is_loopback(host):
    name = host.lower().rpartition("%")[0] or host.lower()
    name = name[7:] if name.startswith("::ffff:") else name
    return name in ("", "localhost", "0.0.0.0", "::", "::1") or name.startswith("127.") and name.replace(".", "").isdigit()


def programs(state):
    """Names of programs that were started, without their folders; `?` for one whose name was no text."""
    known = list(state.programs)
    names = ["?" if name is None else os.path.basename(os.fsdecode(name))[:200] for name in known]
    return list(dict.fromkeys(names))
