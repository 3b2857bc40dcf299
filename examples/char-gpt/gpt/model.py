"""A small GPT: characters in, a score for each possible next character out."""

import math

import torch
from torch import nn


class Attention(nn.Module):
    """Causal self-attention with several heads."""

    def __init__(self, width, heads, context, dropout):
        super().__init__()
        self.heads, self.size = heads, width // heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.dropout = nn.Dropout(dropout)
        self.register_buffer("future", torch.ones(context, context).triu(1).bool(), persistent=False)

    def forward(self, x):
        batch, length, width = x.shape
        query, key, value = self.qkv(x).view(batch, length, 3, self.heads, self.size).permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-2, -1) / math.sqrt(self.size)
        scores = scores.masked_fill(self.future[:length, :length], float("-inf"))
        mixed = self.dropout(scores.softmax(-1)) @ value
        return self.out(mixed.transpose(1, 2).reshape(batch, length, width))


class Block(nn.Module):
    def __init__(self, width, heads, context, dropout):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = Attention(width, heads, context, dropout)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        x = x + self.dropout(self.attention(self.norm1(x)))
        return x + self.dropout(self.mlp(self.norm2(x)))


class GPT(nn.Module):
    def __init__(self, alphabet, layers, heads, width, context, dropout):
        super().__init__()
        self.context = context
        self.token = nn.Embedding(alphabet, width)
        self.position = nn.Embedding(context, width)
        self.blocks = nn.Sequential(*[Block(width, heads, context, dropout) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, alphabet, bias=False)
        self.apply(initialise)

    def forward(self, codes):
        place = torch.arange(codes.shape[1], device=codes.device)
        x = self.token(codes) + self.position(place)
        return self.head(self.norm(self.blocks(x)))

    @torch.no_grad()
    def continued(self, codes, length):
        """The codes with `length` more, drawn one after the other."""
        for _ in range(length):
            scores = self(codes[:, -self.context :])[:, -1]
            codes = torch.cat([codes, torch.multinomial(scores.softmax(-1), 1)], dim=1)
        return codes


def initialise(module):
    if isinstance(module, (nn.Linear, nn.Embedding)):
        nn.init.normal_(module.weight, std=0.02)
    if isinstance(module, nn.Linear) and module.bias is not None:
        nn.init.zeros_(module.bias)
