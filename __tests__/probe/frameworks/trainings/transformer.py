"""A transformer of PyTorch's own layers, with AdamW, clipping, accumulation over two parts of a batch and a schedule."""
import torch
from torch import nn

from ending import finish, seed

PARTS = 2


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.token = nn.Embedding(20, 16)
        layer = nn.TransformerEncoderLayer(16, 2, 32, dropout=0.1, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2)
        self.head = nn.Linear(16, 20)
        self.head.weight = self.token.weight

    def forward(self, codes):
        return self.head(self.encoder(self.token(codes)))


def main():
    seed(2)
    data = torch.randint(0, 20, (64, 9))
    model = Model()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / 4))
    losses = []
    for step in range(12):
        optimizer.zero_grad()
        for part in range(PARTS):
            codes = data[torch.randint(0, 64, (4,))]
            scores = model(codes[:, :-1])
            loss = nn.functional.cross_entropy(scores.flatten(0, 1), codes[:, 1:].flatten())
            (loss / PARTS).backward()
            losses.append(loss.item())
        norm = nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    finish(model, losses=losses, norm=norm.item())


if __name__ == "__main__":
    main()
