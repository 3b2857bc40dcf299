"""Tries what a training must not be able to do, and writes down how each attempt ended."""
import ctypes, fcntl, json, os, socket, sys, termios

SECRET = "the-secret-of-the-caller"
found = {}


def attempt(name, action):
    try:
        found[name] = repr(action())
    except BaseException as error:
        found[name] = "refused: " + type(error).__name__


def environments():
    hits = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if SECRET.encode() in open("/proc/%s/environ" % pid, "rb").read():
                hits.append(pid)
        except OSError:
            pass
    return hits


def descriptors():
    hits = []
    for fd in os.listdir("/proc/self/fd"):
        try:
            os.lseek(int(fd), 0, 0)
            if SECRET.encode() in os.read(int(fd), 100):
                hits.append(fd)
        except OSError:
            pass
    return hits


def keyring(call, *arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(call, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), "keyring")
    return result


def mount(*command):
    return os.spawnvp(os.P_WAIT, command[0], command)


def write(path):
    with open(path, "w") as file:
        file.write("WRITTEN BY THE TRAINING")
    return "written"


def type_into(path):
    with open(path, "w") as terminal:
        for letter in "TYPED":
            fcntl.ioctl(terminal, termios.TIOCSTI, letter)
    return "typed"


def system_call(number, *arguments):
    result = ctypes.CDLL(None, use_errno=True).syscall(number, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), "call")
    return result


def in_child(action):
    """What it does to its process does not hinder the attempts that follow."""
    pid = os.fork()
    if pid == 0:
        try:
            action()
            os._exit(0)
        except OSError as error:
            os._exit(error.errno)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code != 0:
        raise OSError(code, os.strerror(code))
    return "done"


def clone_into(flags):
    pid = system_call(CALLS["clone"], flags | 17, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return "cloned"


def capabilities():
    # The bounding set limits what a program may gain; with NoNewPrivs nothing is gained.
    status = dict(line.split(":\t", 1) for line in open("/proc/self/status").read().splitlines() if ":\t" in line)
    held = [name for name in ("CapInh", "CapPrm", "CapEff", "CapAmb") if int(status[name], 16) != 0]
    return held + ["NoNewPrivs " + status["NoNewPrivs"]]


machine = os.uname().machine
add_key, request_key, keyctl = (248, 249, 250) if machine == "x86_64" else (217, 218, 219)
CALLS = dict(zip(
    ("unshare", "clone", "setns", "mount", "umount2", "pivot_root", "ptrace"),
    (272, 56, 308, 165, 166, 155, 101) if machine == "x86_64" else (97, 220, 268, 40, 39, 41, 117),
))
NEWUSER, NEWNS, NEWCGROUP = 0x10000000, 0x00020000, 0x02000000
home = os.path.expanduser("~")
attempt("descriptors", descriptors)
attempt("terminal", lambda: write("/dev/tty"))
attempt("typing", lambda: type_into("/dev/tty"))
attempt("typing into output", lambda: type_into("/proc/self/fd/1"))
attempt("names", lambda: sorted(name for name in os.environ if name.startswith(("GITHUB_", "ACTIONS_", "RUNNER_", "REPRISE_RUN", "CALLER_"))))
if "--all" in sys.argv:  # only where it cannot do harm
    attempt("environments", environments)
    attempt("add_key", lambda: keyring(add_key, b"user", b"reprise-test", b"x", 1, -3))
    attempt("request_key", lambda: keyring(request_key, b"user", b"reprise-test", None, 0))
    attempt("keyctl", lambda: keyring(keyctl, 0, -3, 0))
    attempt("user namespace", lambda: in_child(lambda: system_call(CALLS["unshare"], NEWUSER | NEWNS | NEWCGROUP)))
    attempt("user namespace of a child", lambda: in_child(lambda: clone_into(NEWUSER)))
    attempt("user namespace by clone3", lambda: in_child(lambda: system_call(435, (ctypes.c_uint64 * 8)(NEWUSER, 0, 0, 0, 17), 64)))
    attempt("own namespaces again", lambda: in_child(lambda: system_call(CALLS["setns"], os.open("/proc/self/ns/user", os.O_RDONLY), 0)))
    for name in ("mount", "umount2", "pivot_root"):
        attempt(name, lambda: system_call(CALLS[name], b"none", b"/tmp", b"cgroup2", 0, 0))
    attempt("new mounts", lambda: system_call(430, b"tmpfs", 0))
    attempt("ptrace", lambda: in_child(lambda: system_call(CALLS["ptrace"], 16, os.getppid(), 0, 0)))
    attempt("capabilities", capabilities)
    attempt("umount home", lambda: mount("umount", home))
    attempt("umount lazily", lambda: mount("umount", "-l", home))
    attempt("remount the system", lambda: mount("mount", "-o", "remount,rw,bind", "/usr"))
    attempt("remount the root", lambda: mount("mount", "-o", "remount,rw", "/"))
    attempt("core pattern", lambda: write("/proc/sys/kernel/core_pattern"))
    # Only opened: to write to it could restart the machine.
    attempt("sysrq", lambda: open("/proc/sysrq-trigger", "w").close())
    attempt("system", lambda: write("/usr/reprise-test"))
    attempt("root", lambda: write("/reprise-test"))
    attempt("shadow", lambda: open("/etc/shadow").read(1))
    attempt("home", lambda: sorted(name for name in os.listdir(home) if "secret" in name))
    attempt("run", lambda: sorted(os.listdir("/run")))
    attempt("network", lambda: socket.create_connection(("192.0.2.1", 9), 0.2))
json.dump(found, open("found.json", "w"))
