"""L-BFGS asks for the loss several times a step, through a closure."""
import torch
from torch import nn

from ending import finish, seed


def main():
    seed(4)
    x = torch.randn(32, 3)
    y = x @ torch.tensor([[1.0], [-2.0], [0.5]]) + 0.1 * torch.randn(32, 1)
    model = nn.Sequential(nn.Linear(3, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.LBFGS(model.parameters(), lr=0.1, max_iter=5)
    losses = []

    def closure():
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        losses.append(loss.item())
        return loss

    for step in range(6):
        optimizer.step(closure)
    finish(model, losses=losses)


if __name__ == "__main__":
    main()
