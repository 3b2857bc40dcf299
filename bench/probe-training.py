"""One of the trainings whose steps `bench/probe.ts` times: prints, when it ends, the seconds of each step as JSON.

    python bench/probe-training.py SHAPE STEPS

With BENCH_DEBUG_MODE set each step runs under PyTorch's DebugMode with tensor hashes.
"""
import contextlib
import json
import os
import sys
import tempfile
import time

import torch
from torch import nn

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


class Laps:
    """The time of each step; on a GPU by its own clock, so that nothing waits for it. And the CPU time of the process."""

    def __init__(self):
        self.marks, self.cpu = [], []

    def lap(self):
        self.cpu.append(time.process_time())
        if DEVICE == "cpu":
            self.marks.append(time.perf_counter())
        else:
            self.marks.append(torch.cuda.Event(enable_timing=True))
            self.marks[-1].record()

    def seconds(self):
        if DEVICE == "cpu":
            return differences(self.marks)
        torch.cuda.synchronize()
        return [before.elapsed_time(after) / 1000 for before, after in zip(self.marks, self.marks[1:])]


def differences(marks):
    return [after - before for before, after in zip(marks, marks[1:])]


class Transformer(nn.Module):
    def __init__(self, width, layers, vocabulary, context):
        super().__init__()
        self.token = nn.Embedding(vocabulary, width)
        self.position = nn.Parameter(torch.randn(context, width) * 0.02)
        layer = nn.TransformerEncoderLayer(width, width // 32, 4 * width, dropout=0.1, batch_first=True, norm_first=True)
        self.blocks = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
        self.head = nn.Linear(width, vocabulary)

    def forward(self, codes):
        return self.head(self.blocks(self.token(codes) + self.position)).transpose(1, 2)


def transformer(width, layers, vocabulary, context, batch):
    codes = torch.randint(0, vocabulary, (batch * 4, context))
    return Transformer(width, layers, vocabulary, context), codes, codes.roll(-1, 1), batch


def mlp():
    model = nn.Sequential(
        nn.Linear(1024, 2048), nn.ReLU(), nn.Dropout(0.1), nn.Linear(2048, 1024), nn.ReLU(), nn.Linear(1024, 10)
    )
    return model, torch.randn(1024, 1024), torch.randint(0, 10, (1024,)), 256


def cnn():
    def block(before, after):
        return [nn.Conv2d(before, after, 3, padding=1), nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)]

    model = nn.Sequential(
        *block(3, 32), *block(32, 64), *block(64, 128), nn.Flatten(), nn.Dropout(0.2), nn.Linear(2048, 10)
    )
    return model, torch.randn(384, 3, 32, 32), torch.randint(0, 10, (384,)), 96


SHAPES = {
    "mlp": mlp,
    "cnn": cnn,
    "transformer": lambda: transformer(256, 5, 256, 64, 4),
    # As many tensors as the one before, but none that takes time: for the size of its trace.
    "thin transformer": lambda: transformer(32, 5, 256, 8, 2),
    "large transformer": lambda: transformer(768, 14, 2048, 256, 32),
}


def debug_mode():
    if not os.environ.get("BENCH_DEBUG_MODE"):
        return contextlib.nullcontext()
    from torch.utils._debug_mode import DebugMode

    stack = contextlib.ExitStack()
    stack.enter_context(DebugMode())
    stack.enter_context(DebugMode.log_tensor_hashes(hash_fn="hash_tensor"))
    return stack


def train(shape, steps, laps):
    model, inputs, targets, batch = SHAPES[shape]()
    model.to(DEVICE)
    data = torch.utils.data.TensorDataset(inputs, targets)
    loader = torch.utils.data.DataLoader(data, batch, shuffle=True)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)
    done = 0
    laps.lap()
    while done < steps:
        for x, y in loader:
            if done == steps:
                break
            with debug_mode():
                optimizer.zero_grad()
                loss = nn.functional.cross_entropy(model(x.to(DEVICE)), y.to(DEVICE))
                loss.backward()
                optimizer.step()
            laps.lap()
            done += 1
    return model


def train_with_trainer(steps, laps):
    """GPT-2 of 4 million parameters in the Trainer of transformers."""
    from transformers import GPT2Config, GPT2LMHeadModel, PrinterCallback, Trainer, TrainerCallback, TrainingArguments

    class Lap(TrainerCallback):
        def on_train_begin(self, *_, **__):
            laps.lap()

        def on_step_end(self, *_, **__):
            laps.lap()

    shape = GPT2Config(vocab_size=256, n_positions=64, n_embd=256, n_layer=5, n_head=8, bos_token_id=0, eos_token_id=0)
    model = GPT2LMHeadModel(shape)
    codes = torch.randint(0, 256, (64, 64))
    rows = [{"input_ids": row, "labels": row} for row in codes]
    with tempfile.TemporaryDirectory() as folder:
        arguments = TrainingArguments(
            folder, per_device_train_batch_size=4, max_steps=steps, learning_rate=1e-4, report_to=[],
            disable_tqdm=True, save_strategy="no", logging_strategy="no", dataloader_pin_memory=False,
        )
        trainer = Trainer(model, arguments, train_dataset=rows, callbacks=[Lap])
        trainer.remove_callback(PrinterCallback)
        with debug_mode():
            trainer.train()
    return model


def main(shape, steps):
    torch.manual_seed(0)
    laps = Laps()
    model = train_with_trainer(steps, laps) if shape == "HF Trainer" else train(shape, steps, laps)
    parameters = sum(weight.numel() for weight in model.parameters())
    times = {"wall": laps.seconds(), "cpu": differences(laps.cpu)}
    print(json.dumps(dict(times, parameters=parameters, device=DEVICE, torch=torch.__version__)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
