"""Lines of one step whose digests may still lie on a device. One copy a step brings them over, without waiting.

The lines of a step are written when the next step is over: the copy has ended long before.
"""
from .mixing import spell
from .rows import finish_rows
from .sketch import rounded


class Lines:
    def __init__(self, torch, write):
        self.torch = torch
        self.write = write
        self.open = []
        self.copied = None

    def add(self, line, **later):
        """`later`: key of the line -> (tensors or numbers, function that makes the value of their numbers)."""
        self.open.append((line, later))

    def close(self):
        """The step is over."""
        self.settle()
        far = [part for _, later in self.open for parts, _ in later.values() for part in parts if is_far(part)]
        if far:
            self.copied = (self.open, Copy(self.torch, far))
        else:
            self.hand_over(self.open, iter(()))
        self.open = []

    def settle(self):
        if self.copied is not None:
            lines, copy = self.copied
            self.copied = None
            self.hand_over(lines, copy.values())

    def hand_over(self, lines, values):
        """Each sketch once a step and digest."""
        seen = set()
        for line, later in lines:
            for key, (parts, make) in later.items():
                numbers = [next(values) if is_far(part) else part for part in parts]
                line[key] = make(numbers)
            digest = line.get("digest")
            if digest in seen:
                line.pop("sketch", None)
            if digest is not None:
                seen.add(digest)
            self.write(line)


def is_far(part):
    return hasattr(part, "device")


class Copy:
    """Tensors of one dtype each, brought to the CPU in one transfer a dtype and device."""

    def __init__(self, torch, parts):
        self.shapes, self.groups = [], {}
        for part in parts:
            key = (part.device, part.dtype)
            group = self.groups.setdefault(key, [])
            self.shapes.append((key, part.dim(), part.numel()))
            group.append(part.reshape(-1))
        self.hosts = {key: self.start(torch, torch.cat(group)) for key, group in self.groups.items()}
        self.groups = None
        self.events = [self.mark(torch, device) for device, _ in self.hosts if device.type == "cuda"]

    def start(self, torch, joined):
        pinned = joined.device.type == "cuda"
        host = torch.empty(joined.shape, dtype=joined.dtype, device="cpu", pin_memory=pinned)
        return host.copy_(joined, non_blocking=pinned)

    def mark(self, torch, device):
        event = torch.cuda.Event()
        event.record(torch.cuda.current_stream(device))
        return event

    def values(self):
        for event in self.events:
            event.synchronize()
        numbers = {key: iter(host.tolist()) for key, host in self.hosts.items()}
        for key, dimensions, count in self.shapes:
            found = [next(numbers[key]) for _ in range(count)]
            yield found if dimensions else found[0]


def digest_of(total):
    return (total.numbers, lambda numbers: spell(total.make(numbers)))


def rows_of(found):
    totals, count = found
    near = totals.tolist() if totals.device.type == "cpu" else totals
    return ([near], lambda numbers: [spell(number) for number in finish_rows(numbers[0], count)])


def sketch_of(sums):
    near = sums.tolist() if sums.device.type == "cpu" else sums
    return ([near], lambda numbers: rounded(numbers[0]))
