"""A training that ends, or branches off, in the way that its first argument names. `steps.txt` gets a line a step."""
import os
import signal
import sys
import time

import torch
import torch.nn as nn

way = sys.argv[1]


class Data(torch.utils.data.Dataset):
    def __len__(self):
        return 24

    def __getitem__(self, at):
        if way == "workers":  # what a tracer in this process would write down
            nn.functional.mse_loss(torch.ones(1, requires_grad=True), torch.zeros(1)).backward()
        return torch.full((4,), float(at)), at % 3


def net():
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))


def train(model, steps, workers=0):
    loader = torch.utils.data.DataLoader(Data(), batch_size=4, shuffle=True, num_workers=workers)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    done = 0
    while done < steps:
        for x, y in loader:
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()
            done += 1
            with open("steps.txt", "a") as file:
                file.write("%d\n" % done)
            if way == "killed" and done == 6:
                time.sleep(1.1)
            if way == "killed" and done == 8:
                os.kill(os.getpid(), signal.SIGKILL)
            if done == 10 and way == "exception":
                raise ValueError("the training's own")
            if done == 10 and way == "exit":
                sys.exit(3)


def main():
    torch.manual_seed(0)
    if way == "evaluation":
        with torch.no_grad():
            for x, _ in torch.utils.data.DataLoader(Data(), batch_size=4):
                net()(x)
        return
    model = net()
    if way == "child" and os.fork() == 0:
        train(model, 12)
        sys.exit(0)
    train(model, 12, workers=2 if way in ("workers", "window") else 0)
    if way == "child":
        os.wait()
    print("trained")


if __name__ == "__main__":
    main()
