"""A small training with everything that a tracer could disturb.

Arguments: `module:Class.method` of the tracer, which is made to fail; `compile`, to ask for a compiler.
"""
import hashlib
import sys

import torch
import torch.nn as nn

STEPS = 12


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(8, 16)
        self.norm = nn.BatchNorm1d(16)
        self.drop = nn.Dropout(0.2)
        self.fc2 = nn.Linear(16, 3)

    def forward(self, x, scale=None):
        x = torch.relu(self.norm(self.fc1(x)))
        return self.fc2(self.drop(x * scale))


def break_probe(where):
    module, _, name = where.partition(":")
    owner, _, method = name.partition(".")
    kind = getattr(__import__("reprise_probe.trace." + module, fromlist=[owner]), owner)

    def broken(self, *args, **kwargs):
        raise RuntimeError("broken on purpose")

    setattr(kind, method, broken)


for word in sys.argv[1:]:
    if ":" in word and "reprise_probe" in sys.modules:
        break_probe(word)
torch.manual_seed(1)
data = torch.utils.data.TensorDataset(torch.randn(48, 8), torch.randint(0, 3, (48,)))
loader = torch.utils.data.DataLoader(data, batch_size=8, shuffle=True)
net = Net()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
schedule = torch.optim.lr_scheduler.StepLR(optimizer, 10)
scaler = torch.cuda.amp.GradScaler(enabled=False) if torch.__version__ < "2.3" else torch.amp.GradScaler("cpu")
if "compile" in sys.argv and hasattr(torch, "compile"):
    torch.compile(lambda: None)
steps = 0
while steps < STEPS:
    net.train()
    for x, y in loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x, scale=torch.ones(1)), y)
        scaler.scale(loss).backward()
        scaler.unscale_(optimizer)
        nn.utils.clip_grad_norm_(net.parameters(), 0.5)
        scaler.step(optimizer)
        scaler.update()
        schedule.step()
        steps += 1
    net.eval()
    with torch.no_grad():
        for x, y in loader:
            net(x, scale=torch.ones(1))
tensors = [*net.parameters(), *net.buffers(), torch.random.get_rng_state()]
print(hashlib.sha256(b"".join(t.detach().numpy().tobytes() for t in tensors)).hexdigest())
