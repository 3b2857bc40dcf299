"""Two models with an optimiser each, stepping in turn."""
import torch
from torch import nn

from ending import finish, seed


def main():
    seed(3)
    generator = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 2))
    critic = nn.Sequential(nn.Linear(2, 16), nn.LeakyReLU(0.2), nn.Linear(16, 1))
    of_generator = torch.optim.Adam(generator.parameters(), lr=1e-3)
    of_critic = torch.optim.RMSprop(critic.parameters(), lr=2e-3)
    criterion = nn.BCEWithLogitsLoss()
    losses = []
    for step in range(6):
        real = torch.randn(8, 2) + 2
        made = generator(torch.randn(8, 4))
        of_critic.zero_grad()
        loss = criterion(critic(real), torch.ones(8, 1)) + criterion(critic(made.detach()), torch.zeros(8, 1))
        loss.backward()
        of_critic.step()
        of_generator.zero_grad()
        other = criterion(critic(made), torch.ones(8, 1))
        other.backward()
        of_generator.step()
        losses += [loss.item(), other.item()]
    finish(nn.ModuleList([generator, critic]), losses=losses)


if __name__ == "__main__":
    main()
