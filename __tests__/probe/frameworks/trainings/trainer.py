"""A tiny GPT-2 in the Trainer of transformers."""
import torch
from torch.utils.data import Dataset
from transformers import GPT2Config, GPT2LMHeadModel, PrinterCallback, Trainer, TrainingArguments, set_seed

from ending import finish


class Codes(Dataset):
    def __init__(self):
        self.codes = torch.randint(0, 30, (48, 8), generator=torch.Generator().manual_seed(9))

    def __len__(self):
        return len(self.codes)

    def __getitem__(self, index):
        return {"input_ids": self.codes[index], "labels": self.codes[index]}


def main():
    set_seed(9)
    shape = GPT2Config(vocab_size=30, n_positions=8, n_embd=16, n_layer=2, n_head=2, bos_token_id=0, eos_token_id=0)
    model = GPT2LMHeadModel(shape)
    arguments = TrainingArguments(
        "out", per_device_train_batch_size=4, gradient_accumulation_steps=2, max_steps=10, learning_rate=1e-3,
        warmup_steps=2, seed=9, use_cpu=True, report_to=[], disable_tqdm=True, save_strategy="no", logging_steps=1,
    )
    trainer = Trainer(model, arguments, train_dataset=Codes(), callbacks=[])
    trainer.remove_callback(PrinterCallback)
    trainer.train()
    finish(model, losses=[row["loss"] for row in trainer.state.log_history if "loss" in row])


if __name__ == "__main__":
    main()
