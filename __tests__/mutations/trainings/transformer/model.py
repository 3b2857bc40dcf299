"""A small transformer over characters; the embedding is also the output layer."""
import math

import torch
from torch import nn
from torch.nn import functional as F


class Attention(nn.Module):
    def __init__(self, width, heads, dropout):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x):
        batch, time, width = x.shape
        q, k, v = (
            part.view(batch, time, self.heads, -1).transpose(1, 2)
            for part in self.qkv(x).split(width, dim=2)
        )
        scores = (q @ k.transpose(-2, -1)) / math.sqrt(q.size(-1))
        future = torch.ones(time, time, dtype=torch.bool).triu(1)
        weights = F.softmax(scores.masked_fill(future, float("-inf")), dim=-1)
        x = (weights @ v).transpose(1, 2).reshape(batch, time, width)
        return self.drop(self.proj(x))


class MLP(nn.Module):
    def __init__(self, width, dropout):
        super().__init__()
        self.up = nn.Linear(width, 4 * width)
        self.act = nn.GELU()
        self.down = nn.Linear(4 * width, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x):
        return self.drop(self.down(self.act(self.up(x))))


class Block(nn.Module):
    def __init__(self, width, heads, dropout):
        super().__init__()
        self.ln1 = nn.LayerNorm(width)
        self.attn = Attention(width, heads, dropout)
        self.ln2 = nn.LayerNorm(width)
        self.mlp = MLP(width, dropout)

    def forward(self, x):
        x = x + self.attn(self.ln1(x))
        x = x + self.mlp(self.ln2(x))
        return x


class Tale(nn.Module):
    def __init__(self, letters, config):
        super().__init__()
        width = config["width"]
        self.letter = nn.Embedding(letters, width)
        self.place = nn.Embedding(config["context"], width)
        self.drop = nn.Dropout(config["dropout"])
        self.blocks = nn.ModuleList(
            Block(width, config["heads"], config["dropout"]) for _ in range(config["layers"])
        )
        self.ln = nn.LayerNorm(width)
        self.out = nn.Linear(width, letters, bias=False)
        self.out.weight = self.letter.weight
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                nn.init.normal_(weight, std=config["init_std"])

    def forward(self, ids):
        places = torch.arange(ids.size(1))
        x = self.drop(self.letter(ids) * 1.3 + self.place(places))
        for block in self.blocks:
            x = block(x)
        return self.out(self.ln(x))
