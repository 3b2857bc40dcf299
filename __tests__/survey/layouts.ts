import type { RepositoryListing } from '../../src/survey/survey.ts'

export function listing(files: Readonly<Record<string, string>>): RepositoryListing {
  return {
    paths: Object.keys(files),
    read: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
  }
}

/** One program beside its data. */
export const plainScript = listing({
  'README.md': '# Digits\n\nRun the tests with pytest.\n',
  'requirements.txt': 'numpy==2.1.0\n',
  'train.py': `import argparse, csv, json
from model import Network

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--config', default='configs/full.yaml')
    parser.add_argument('--seed', type=int, default=0)
    args = parser.parse_args()
    rows = list(csv.reader(open('data/train.csv')))
    extra = open('words/vocabulary.bin', 'rb')
    for epoch in range(10):
        print(epoch)
    json.dump({'eval_loss': 0.1}, open('metrics.json', 'w'))

if __name__ == '__main__':
    main()
`,
  'model.py': 'class Network:\n    def fit(self): ...\n',
  'evaluate.py': 'if __name__ == "__main__":\n    print(1)\n',
  'configs/full.yaml': 'epochs: 100\n',
  'configs/mini.yaml': 'epochs: 2\n',
  'data/train.csv': 'a,b\n1,2\n',
  'data/README.md': 'where it is from\n',
  'tests/test_train.py': 'def test_fit():\n    model.fit()\n    for epoch in range(3): pass\n',
})

/** A script of the Hugging Face Trainer, with arguments that only its author knows. */
export const huggingFace = listing({
  'requirements.txt': 'transformers\n',
  'run_finetune.py': `from transformers import AutoModel, HfArgumentParser, Trainer, TrainingArguments

def main():
    parser = HfArgumentParser((ModelArguments, TrainingArguments))
    model_args, training_args = parser.parse_args_into_dataclasses()
    trainer = Trainer(model=model, args=training_args)
    trainer.train()

if __name__ == "__main__":
    main()
`,
  'utils.py': 'def f(): ...\n',
})

/** Lightning with hydra, laid out as the well-known template. */
export const lightning = listing({
  'pyproject.toml': '[project]\nname = "thing"\n',
  'uv.lock': 'version = 1\n',
  'configs/train.yaml': 'defaults:\n  - trainer: default\nseed: 1\n',
  'configs/eval.yaml': 'defaults:\n  - trainer: default\n',
  'configs/trainer/default.yaml': '_target_: lightning.Trainer\nmax_epochs: 10\nmin_epochs: 1\n',
  'configs/trainer/gpu.yaml': 'defaults:\n  - default\n',
  'configs/experiment/full.yaml': 'trainer:\n  max_epochs: 500\n',
  'configs/experiment/mini.yaml': 'trainer:\n  max_epochs: 1\n',
  'src/train.py': `import hydra
import lightning as L

@hydra.main(version_base="1.3", config_path="../configs", config_name="train.yaml")
def main(cfg):
    trainer = hydra.utils.instantiate(cfg.trainer)
    trainer.fit(model=model)

if __name__ == "__main__":
    main()
`,
  'src/models/module.py': `import lightning as L

class Module(L.LightningModule):
    def validation_step(self, batch, index):
        self.log("val_loss", 1.0)
`,
})

/** A notebook and nothing else. */
export const notebook = listing({
  'environment.yml': 'dependencies: [python=3.12]\n',
  'analysis/look.ipynb': JSON.stringify({
    cells: [{ cell_type: 'code', source: ['import pandas\n', 'pandas.read_csv("x.csv")'] }],
  }),
  'Train model.ipynb': JSON.stringify({
    cells: [
      { cell_type: 'markdown', source: ['# for epoch in\n'] },
      { cell_type: 'code', source: ['for epoch in range(3):\n', '    loss.backward()\n'] },
    ],
    nbformat: 4,
  }),
})

/** As DVC 3.67 wrote it: lists of commands, parameters of two files, metrics with options. */
export const dvc = listing({
  'dvc.yaml': `stages:
  prepare:
    cmd: python3 src/prepare.py
    deps: [data/train.csv, src/prepare.py]
    outs: [prepared.csv]
  train:
    cmd:
      - python3 src/train.py
      - echo done
    deps:
      - prepared.csv
      - data/raw
      - src/train.py
    params:
      - lr
      - epochs
      - extra.toml:
          - opt.momentum
    outs:
      - out/model
    metrics:
      - eval/metrics.json:
          cache: false
    plots:
      - eval/loss.csv:
          x: step
`,
  'params.yaml': 'lr: 0.1\nepochs: 3\n',
  'extra.toml': '[opt]\nmomentum = 0.9\n',
  'src/prepare.py': 'print()\n',
  'src/train.py': 'for epoch in range(3):\n    pass\n',
  'data/train.csv.dvc': 'outs:\n- md5: aa\n  path: train.csv\n',
  'data/raw.dvc': 'outs:\n- md5: bb.dir\n  path: raw\n',
})

/** Two trainings and a library in one repository. */
export const monorepo = listing({
  'README.md': '# All our models\n',
  'packages/common/pyproject.toml': '[project]\nname = "common"\n',
  'packages/common/src/common/__init__.py': '',
  'projects/speech/pyproject.toml': '[project]\nname = "speech"\n',
  'projects/speech/train.py': 'for step in range(9):\n    loss.backward()\n',
  'projects/speech/data/clips.jsonl': '{}\n',
  'projects/vision/requirements.txt': 'torch==2.11.0\n',
  'projects/vision/src/vision/train.py': `from .model import Net

def main():
    loss.backward()

if __name__ == "__main__":
    main()
`,
  'projects/vision/src/vision/model.py': 'class Net: ...\n',
})
