"""Trains the encoder: python -m embeddings.train --pairs FILE --out FOLDER [--start FOLDER] [--steps N] [--resume].

Contrastive training with sentence-transformers (InfoNCE, van den Oord et al. 2018, https://arxiv.org/abs/1807.03748):
each question is to be nearer to its own passage than to its negative and to all other passages of the batch. FILE has a
JSON object on each line, {"question", "passage", "negative"}, made for instance by `python -m qa.training_pairs`. The
result is a folder like `embeddings/model`, to be looked at, measured (benchmarks/retrieval.py) and put there.

Needs the extra `train`; on a processor it computes in bfloat16. The log is in --out, trainer_state.json.
"""

import argparse
import json
import os
import shutil
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer, SentenceTransformerTrainingArguments
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.training_args import BatchSamplers
from transformers import TrainerCallback

from embeddings.encoder import EMBEDDED_MODEL
from embeddings.errors import ModelError
from embeddings.export import export_onnx
from embeddings.graph import read_weights_header
from embeddings.runtime import WEIGHTS_FILE

COLUMNS = ("question", "passage", "negative")
# Every other passage of the batch is a negative: more of them teach more, and this many fit a small machine.
BATCH = 64
# E5 was trained with a temperature of 0.01; another one would move its cosines, which `qa.similarity` knows.
SCALE = 100.0
# The weights are good: as much as brings the sets closer, not so much that English or rare subjects are forgotten.
LEARNING_RATE = 3e-5
WARM_UP = 0.1  # of the steps
WEIGHT_DECAY = 0.01
MAX_TOKENS = 320  # a paragraph of 480 Chinese characters; longer ones are cut, the time grows with the square
SAVE_EVERY = 50  # steps between checkpoints


def read_triplets(path: Path) -> list[dict[str, str]]:
    """Read the lines of a file of triplets.

    :raises ModelError: a missing file, or a line of another form.
    """
    rows = []
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                row = json.loads(line)
                if not isinstance(row, dict) or not all(isinstance(row.get(c), str) and row[c] for c in COLUMNS):
                    raise ModelError(f"{path}, line {number}: expected {', '.join(COLUMNS)} as text, got {line[:60]!r}")
                rows.append({column: row[column] for column in COLUMNS})
    except (OSError, ValueError) as error:
        raise ModelError(f"expected triplets, one in JSON on each line, in {path}, got {error}") from error
    if len(rows) < 2:
        raise ModelError(f"expected at least 2 triplets in {path}, got {len(rows)}")
    return rows


def load(folder: Path) -> SentenceTransformer:
    """Open the model to train, in float32, its word table as it stays."""
    # On a processor the fused attention is slower than plain products.
    kwargs: dict[str, Any] = {"dtype": "float32", "use_safetensors": True, "attn_implementation": "eager"}
    model = SentenceTransformer(str(folder), trust_remote_code=False, local_files_only=True, model_kwargs=kwargs)
    model.max_seq_length = MAX_TOKENS
    bert: Any = model[0]
    # Its rows are too rarely seen to become better.
    bert.auto_model.get_input_embeddings().weight.requires_grad_(False)
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0  # one or two passes over the pairs leave nothing to learn by heart
    return model


def save(model: SentenceTransformer, start: Path, out: Path) -> None:
    """Write the folder that the program runs from: the files of the start, the trained weights, their graph in int8.

    :raises ModelError: the weights are not those of the start's architecture.
    """
    bert: Any = model[0]
    weights = {name: tensor.half().contiguous() for name, tensor in bert.auto_model.state_dict().items()}
    expected = set(read_weights_header(start / WEIGHTS_FILE))
    if missing := expected - weights.keys():
        raise ModelError(f"expected the weights of {start}, got none for {', '.join(sorted(missing)[:3])}")
    shutil.copytree(start, out, dirs_exist_ok=True)
    (out / WEIGHTS_FILE).unlink()
    save_file({name: weights[name] for name in sorted(expected)}, out / WEIGHTS_FILE, metadata={"format": "pt"})
    (out / WEIGHTS_FILE).chmod(0o644)
    export_onnx(out, head="embedding", int8=True)


class LoadableCheckpoints(TrainerCallback):
    """Puts the start's way of loading, without a pooler, into each checkpoint: sentence-transformers leaves it out."""

    def __init__(self, start: Path) -> None:
        self._start = start

    def on_save(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Mend the checkpoint that was just written."""
        name = "sentence_bert_config.json"
        shutil.copyfile(self._start / name, Path(args.output_dir) / f"checkpoint-{state.global_step}" / name)


def train(options: argparse.Namespace) -> None:
    """Train and save; a run that was stopped goes on from its last checkpoint with --resume.

    :raises ModelError: triplets or a model that cannot be used.
    """
    rows = read_triplets(options.pairs)
    model = load(options.start)
    asked, told = (str(model.prompts[role]) for role in ("query", "document"))
    arguments = SentenceTransformerTrainingArguments(
        output_dir=str(options.out / "checkpoints"),
        num_train_epochs=1,
        max_steps=options.steps or -1,
        per_device_train_batch_size=min(options.batch, len(rows)),
        learning_rate=LEARNING_RATE,
        warmup_steps=WARM_UP,
        weight_decay=WEIGHT_DECAY,
        bf16=True,
        use_cpu=not torch.cuda.is_available(),
        batch_sampler=BatchSamplers.NO_DUPLICATES,
        prompts=dict(zip(COLUMNS, (asked, told, told), strict=True)),
        save_steps=SAVE_EVERY,
        save_total_limit=1,
        logging_steps=10,
        seed=options.seed,
        report_to="none",
    )
    trainer = SentenceTransformerTrainer(
        model=model,
        args=arguments,
        train_dataset=Dataset.from_list(rows),
        loss=MultipleNegativesRankingLoss(model, scale=SCALE),
        callbacks=[LoadableCheckpoints(options.start)],
    )
    trainer.train(resume_from_checkpoint=options.resume)
    trainer.state.save_to_json(str(options.out / "trainer_state.json"))
    save(model, options.start, options.out / "model")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True, help="the triplets, one in JSON on each line")
    parser.add_argument("--out", type=Path, required=True, help="the result is in its folder model")
    parser.add_argument("--start", type=Path, default=EMBEDDED_MODEL, help="the folder of the encoder to train")
    parser.add_argument("--steps", type=int, help="steps to train, instead of one pass over the triplets")
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint in --out")
    options = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"  # saving a checkpoint would ask the model hub about its card
    options.out.mkdir(parents=True, exist_ok=True)
    train(options)


if __name__ == "__main__":
    main()
