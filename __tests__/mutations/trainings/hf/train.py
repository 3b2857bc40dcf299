"""Tells positive phrases from negative ones: a tiny BERT, trained from random weights by the Trainer."""
import json
from pathlib import Path

import numpy as np
import torch
from transformers import BertConfig, BertForSequenceClassification, Trainer, TrainingArguments, set_seed

HERE = Path(__file__).parent


def read_phrases(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


class Collator:
    def __init__(self, longest):
        self.longest = longest

    def __call__(self, phrases):
        ids = torch.zeros(len(phrases), self.longest, dtype=torch.long)
        mask = torch.zeros(len(phrases), self.longest, dtype=torch.long)
        for row, phrase in enumerate(phrases):
            tokens = [1, *phrase["tokens"], 2][: self.longest]
            ids[row, : len(tokens)] = torch.tensor(tokens)
            mask[row, : len(tokens)] = 1
        labels = torch.tensor([phrase["label"] for phrase in phrases])
        return {"input_ids": ids, "attention_mask": mask, "labels": labels}


def metrics_of(prediction):
    guesses = np.argmax(prediction.predictions, axis=-1)
    return {"accuracy": float((guesses == prediction.label_ids).mean())}


def main():
    config = json.loads((HERE / "config.json").read_text())
    torch.set_num_threads(config["threads"])
    set_seed(config["seed"])

    phrases = read_phrases(HERE / "phrases.jsonl")
    model = BertForSequenceClassification(
        BertConfig(
            vocab_size=64,
            hidden_size=config["hidden"],
            num_hidden_layers=config["layers"],
            num_attention_heads=4,
            intermediate_size=2 * config["hidden"],
            max_position_embeddings=config["longest"],
            hidden_dropout_prob=config["dropout"],
            attention_probs_dropout_prob=0.0,
            num_labels=2,
        )
    )
    arguments = TrainingArguments(
        output_dir=str(HERE / "out"),
        seed=config["seed"],
        max_steps=config["steps"],
        per_device_train_batch_size=config["batch_size"],
        gradient_accumulation_steps=config["accumulation"],
        learning_rate=config["lr"],
        warmup_steps=config["warmup"],
        weight_decay=config["weight_decay"],
        max_grad_norm=config["max_grad_norm"],
        label_smoothing_factor=config["label_smoothing"],
        remove_unused_columns=False,
        use_cpu=True,
        report_to="none",
        save_strategy="no",
        logging_strategy="no",
        disable_tqdm=True,
    )
    trainer = Trainer(
        model=model,
        args=arguments,
        data_collator=Collator(config["longest"]),
        train_dataset=phrases[:120],
        eval_dataset=phrases[120:],
        compute_metrics=metrics_of,
    )
    trainer.train()
    metrics = trainer.evaluate()
    kept = {name: metrics[name] for name in ("eval_loss", "eval_accuracy")}
    (HERE / "metrics.json").write_text(json.dumps(kept) + "\n")


if __name__ == "__main__":
    main()
