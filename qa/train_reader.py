"""Trains the reader: python -m qa.train_reader --data FOLDER --out FOLDER [--start FOLDER] [--hours H] [--resume].

Starts from the embedded encoder (multilingual-e5-small, cut to Chinese and English) or an earlier reader, gives the
characters of GB2312 that its vocabulary lacks tokens of their own, and trains two heads on windows cut as the program
cuts them: start and end of an answer, and whether a passage tells what is asked or, of a claim, makes it true or false.
The result is for `python -m qa.export_reader`. Reads top to bottom.

With --hours the learning rate falls with the time that is used, so that a run on a busy machine ends well all the same.
Needs torch and transformers, which the running program does not.
"""

import argparse
import json
import logging
import math
import random
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, islice
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch.nn import functional
from tqdm import tqdm
from transformers import BertConfig, BertModel

from embeddings.errors import ModelError
from embeddings.vocabulary import gb2312
from qa.reader import QUESTION_TOKENS, WINDOW
from qa.training_articles import asked_anew, packs, written
from qa.training_claims import NOT_TOLD, claims
from qa.training_data import Example, hard_negatives, read_sets, reworded, view
from qa.training_look_alikes import look_alikes
from qa.training_news import news
from qa.training_statements import about_sets, taken_out, written_pairs

log = logging.getLogger(__name__)

ENCODER = Path(__file__).parent.parent / "embeddings" / "model"

# Tokens of a step, padding included: about 25 windows. Smaller steps are noisier, larger ones are too few for an hour.
STEP_TOKENS = 3_200
# Small and narrow models take higher rates than BERT-base's 3e-5; the head starts from nothing and takes more.
LEARNING_RATE = 2e-4
HEAD_RATE = 1e-3
# Each layer below the top learns so much less: what is near the words is good already.
LAYER_DECAY = 0.93
WARM_UP = 0.05  # of the run
WEIGHT_DECAY = 0.01
VERDICT_WEIGHT = 1.0  # of the second head's loss: of claims there are fewer than of questions
CLIP = 1.0  # norm of the gradient
SAVE_EVERY = 600.0  # seconds between checkpoints
POOL = 64  # windows of this many steps are sorted by length, so that little is padding
# Questions about made-up news, for each of the sets' own: enough to learn its ways, too few to unlearn real language.
MADE_UP = 0.12
# Sentences taken out of texts, for about twice as many that were written.
STATEMENTS = 1_500
IMPOSSIBLE = -1e4  # a logit that softmax makes nothing
IGNORED = -100  # a label that cross_entropy leaves out
VERDICTS = 3  # not told, true, false
TOLD = 3  # the label of a question with its answer: true or false, any but not told


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids of one input: of a question, or of a claim.

    :param first: position of the first token of the passage.
    :param start: position of the answer's first token, 0 where there is none; of a claim, IGNORED.
    :param end: likewise, of the last token.
    :param verdict: of a claim, as in `qa.training_claims`; of a question, NOT_TOLD or TOLD.
    """

    ids: tuple[int, ...]
    first: int
    start: int
    end: int
    verdict: int


# --- 1. the model and its vocabulary ----------------------------------------------------------------------------------


def with_missing_characters(tokenizer: Tokenizer) -> tuple[Tokenizer, int]:
    """Return the tokenizer with a piece for every character of GB2312, and how many were added."""
    spec = json.loads(tokenizer.to_str())
    vocabulary = spec["model"]["vocab"]
    known = {piece for piece, _ in vocabulary}
    missing = [c for c in gb2312() if c not in known]
    # As likely as the rarest single characters, so that no longer piece is cut up for them.
    rarest = min(score for piece, score in vocabulary if len(piece) == 1)
    vocabulary.extend([c, rarest] for c in missing)
    return Tokenizer.from_str(json.dumps(spec)), len(missing)


class Reader(torch.nn.Module):
    """BERT with a span head (`qa_outputs`) and a claim head (`claim_outputs`) on its first position.

    Of the word table only the last rows are trained, as a parameter of their own: the others are good, each is seen too
    rarely to become better, and a gradient as large as the table takes a tenth of a step.

    :param added: how many rows of the word table are new.
    """

    def __init__(self, config: BertConfig, *, added: int) -> None:
        super().__init__()
        self.config = config
        self.known = config.vocab_size - added
        self.new_words = torch.nn.Parameter(torch.zeros(max(1, added), config.hidden_size))
        self.bert: Any = BertModel(config, add_pooling_layer=False)
        self.qa_outputs = torch.nn.Linear(config.hidden_size, 2)
        self.claim_outputs = torch.nn.Linear(config.hidden_size, VERDICTS)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return start and end logits (B, L, 2) and verdict logits (B, 3)."""
        words = self.bert.embeddings.word_embeddings(ids)
        new = functional.embedding((ids - self.known).clamp(min=0), self.new_words)
        words = torch.where((ids >= self.known)[..., None], new, words)
        hidden = self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return self.qa_outputs(hidden), self.claim_outputs(hidden[:, 0])


def new_model(folder: Path) -> tuple[Reader, Tokenizer]:
    """Make a reader of the encoder, or of the earlier reader, in a folder."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer, added = with_missing_characters(tokenizer)
    config = BertConfig.from_pretrained(folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    # On a CPU the fused attention is three times slower than plain products here, and dropout takes 7 % of a step.
    config._attn_implementation = "eager"
    single = [i for piece, i in tokenizer.get_vocab().items() if len(piece) == 1 and "\u4e00" <= piece <= "\u9fff"]
    weights = {name: tensor.float() for name, tensor in load_file(folder / "model.safetensors").items()}
    words = next(name for name in weights if name.endswith("word_embeddings.weight"))
    rows = weights[words][[i for i in single if i < config.vocab_size]]
    # New characters look like characters, each unlike all others: enough to know a rare name again.
    new = rows.mean(0) + rows.std(0) * torch.randn(added, rows.shape[1])
    weights[words] = torch.cat([weights[words], new])
    config.vocab_size += added
    model = Reader(config, added=added)
    named = {
        name if "." in name and name.startswith(("bert.", "qa_", "claim_")) else f"bert.{name}": t
        for name, t in weights.items()
    }
    result = model.load_state_dict(named, strict=False)
    log.info("from %s, %d characters added, new: %s", folder, added, ", ".join(result.missing_keys))
    model.bert.embeddings.word_embeddings.weight.requires_grad_(False)
    model.new_words.data[:added] = new
    return model, tokenizer


def parameter_groups(model: Reader) -> list[dict[str, Any]]:
    """Give each layer its learning rate."""
    layers = model.config.num_hidden_layers
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith(("qa_outputs", "claim_outputs")):
            rate = HEAD_RATE
        elif ".layer." in name:
            rate = LEARNING_RATE * LAYER_DECAY ** (layers - 1 - int(name.split(".layer.")[1].split(".")[0]))
        else:
            rate = LEARNING_RATE * LAYER_DECAY**layers
        decay = WEIGHT_DECAY if parameter.ndim > 1 and name != "new_words" else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [{"params": p, "lr": r, "peak": r, "weight_decay": d} for (r, d), p in groups.items()]


# --- 2. windows -------------------------------------------------------------------------------------------------------


def _id(tokenizer: Tokenizer, token: str) -> int:
    found = tokenizer.token_to_id(token)
    if found is None:
        raise ModelError(f"expected a tokenizer with {token}, got one without")
    return int(found)


def window_of(example: Example, tokenizer: Tokenizer, rng: random.Random) -> Window | None:
    """Cut one input, `<s> question </s> </s> passage </s>`, at a random place around the answer; None if none fits."""
    bos, eos = _id(tokenizer, "<s>"), _id(tokenizer, "</s>")
    asked = tokenizer.encode(example.question, add_special_tokens=False).ids[-QUESTION_TOKENS:]
    head = (bos, *asked, eos, eos)
    room = WINDOW - len(head) - 1
    encoding = tokenizer.encode(example.context, add_special_tokens=False)
    ids, offsets = encoding.ids, encoding.offsets
    spare = max(0, len(ids) - room)
    if example.answer is None:
        at = rng.randint(0, spare)
        return Window((*head, *ids[at : at + room], eos), len(head), 0, 0, NOT_TOLD)
    inside = [i for i, (a, b) in enumerate(offsets) if a < example.answer[1] and b > example.answer[0]]
    if not inside or inside[-1] - inside[0] + 1 > room:
        return None
    at = rng.randint(max(0, min(spare, inside[-1] + 1 - room)), min(spare, inside[0]))
    shift = len(head) - at
    return Window((*head, *ids[at : at + room], eos), len(head), inside[0] + shift, inside[-1] + shift, TOLD)


def epochs(
    sets: Sequence[Example],
    tokenizer: Tokenizer,
    seed: int,
    *,
    folder: Path,
    anew: Sequence[Example] = (),
    share: float = 1.0,
    claimed_share: float = 1.0,
) -> Iterator[list[Window]]:
    """Yield batches of about STEP_TOKENS tokens for ever; each pass cuts the texts anew and makes other negatives.

    :param folder: of the sets.
    :param anew: questions about texts of the sets that are all in each pass, as those about the written news are.
    :param share: so many of the questions of the sets are in one pass.
    :param claimed_share: so many of the claims are.
    """
    for epoch in range(10_000):
        rng = random.Random(f"{seed} {epoch}")  # noqa: S311
        articles = written()
        some = rng.sample(sets, round(share * len(sets)))
        examples = [*some, *anew, *(e for article in articles for e in article.examples)]
        made_up = islice(chain.from_iterable(news(rng) for _ in count()), round(MADE_UP * len(some)))
        asked = [*examples, *hard_negatives(examples, rng), *look_alikes(examples, rng), *packs(rng), *made_up]
        claimed = [c for c in claims(examples, rng) if rng.random() < claimed_share]
        if claimed_share:
            texts = sorted({(e.title, e.context) for e in examples})
            claimed += taken_out(rng.sample(texts, min(len(texts), STATEMENTS)), rng)
            claimed += [*written_pairs(rng), *about_sets(folder, rng)]
        log.info("pass %d: %d questions, %d claims", epoch, len(asked), len(claimed))
        mixed = [(replace(e, question=reworded(e.question, rng)), IGNORED) for e in asked] + [
            (replace(c.example, question=c.words), c.verdict) for c in claimed
        ]
        rng.shuffle(mixed)
        pool: list[Window] = []
        size = 0
        for number, (example, verdict) in enumerate(mixed, 1):
            if made := window_of(view(example, rng), tokenizer, rng):
                if verdict != IGNORED:
                    made = replace(made, start=IGNORED, end=IGNORED, verdict=verdict)
                pool.append(made)
                size += len(made.ids)
            if size >= POOL * STEP_TOKENS or (number == len(mixed) and pool):
                yield from _batches(pool, rng)
                pool, size = [], 0


def _batches(pool: list[Window], rng: random.Random) -> list[list[Window]]:
    pool.sort(key=lambda w: len(w.ids))
    batches: list[list[Window]] = [[]]
    for window in pool:
        if batches[-1] and (len(batches[-1]) + 1) * len(window.ids) > STEP_TOKENS:
            batches.append([])
        batches[-1].append(window)
    rng.shuffle(batches)
    return batches


def tensors(batch: Sequence[Window], pad: int, device: str) -> tuple[torch.Tensor, ...]:
    """Return ids (B, L), attention mask (B, L), legal positions (B, L), starts, ends and verdicts (B,)."""
    length = max(len(w.ids) for w in batch)
    ids = torch.full((len(batch), length), pad)
    mask = torch.zeros(len(batch), length, dtype=torch.long)
    legal = torch.zeros(len(batch), length, dtype=torch.bool)
    for row, window in enumerate(batch):
        n = len(window.ids)
        ids[row, :n] = torch.tensor(window.ids)
        mask[row, :n] = 1
        legal[row, window.first : n - 1] = True
    legal[:, 0] = True  # "no answer here"
    labels = (torch.tensor([getattr(w, name) for w in batch]) for name in ("start", "end", "verdict"))
    return tuple(t.to(device) for t in (ids, mask, legal, *labels))


# --- 3. training ------------------------------------------------------------------------------------------------------


def loss_of(model: Reader, parts: Sequence[torch.Tensor], device: str) -> torch.Tensor:
    """Return the mean cross-entropy of the windows: of start and end among the legal positions, and of verdicts."""
    ids, mask, legal, starts, ends, verdicts = parts
    with torch.autocast(device, dtype=torch.bfloat16):
        spans, claimed = model(ids, mask)
    start, end = spans.float().masked_fill(~legal[..., None], IMPOSSIBLE).unbind(-1)
    verdict = functional.log_softmax(claimed.float(), -1)
    told = verdict[:, NOT_TOLD + 1 :].logsumexp(-1, keepdim=True)
    total = (
        functional.cross_entropy(start, starts, reduction="sum") / 2
        + functional.cross_entropy(end, ends, reduction="sum") / 2
        + functional.nll_loss(torch.cat([verdict, told], -1), verdicts, reduction="sum") * VERDICT_WEIGHT
    )
    return total / len(ids)


def save(model: Reader, folder: Path) -> None:
    """Write config.json and, in float16, model.safetensors."""
    weights = {name: tensor.half().contiguous() for name, tensor in model.state_dict().items()}
    table, new = weights["bert.embeddings.word_embeddings.weight"], weights.pop("new_words")
    table[model.known :] = new[: len(table) - model.known]
    save_file(weights, folder / "model.safetensors")
    model.config.save_pretrained(folder)


def train(options: argparse.Namespace) -> None:
    """Train until the hours or the steps are used up; save in the form that `qa.export_reader` takes."""
    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    model, tokenizer = new_model(options.start)
    model.to(device).train()
    optimizer = torch.optim.AdamW(parameter_groups(model), betas=(0.9, 0.98), fused=device == "cuda")
    examples, anew = read_sets(options.data), asked_anew(options.data)
    step, used, running = 0, 0.0, 0.0
    checkpoint = out / "checkpoint.pt"
    if options.resume and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step, used, running = state["step"], state["used"], state["running"]
    pad = _id(tokenizer, "<pad>")

    def save_checkpoint() -> None:
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
        torch.save(state | {"step": step, "used": used, "running": running}, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").replace(checkpoint)

    limit = options.hours * 3600
    saved = clock = time.monotonic()
    bar = tqdm(total=1000, initial=0, unit="‰", disable=None)
    passes = epochs(
        examples,
        tokenizer,
        options.seed,
        folder=options.data,
        anew=anew,
        share=options.sets,
        claimed_share=options.claims,
    )
    for number, batch in enumerate(passes):
        if number < step:
            continue  # what the run before has seen
        done = step / options.steps if options.steps else used / limit
        if done >= 1:
            break
        factor = min(1.0, done / WARM_UP, (1.0 - done) / (1.0 - WARM_UP))
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * factor * options.rate
        loss = loss_of(model, tensors(batch, pad, device), device)
        if not math.isfinite(loss.item()):
            log.warning("step %d: loss %s, left out", step, loss.item())
        else:
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            optimizer.step()
            running = loss.item() if step == 0 else 0.99 * running + 0.01 * loss.item()
        optimizer.zero_grad()
        step += 1
        now = time.monotonic()
        used, clock = used + now - clock, now
        bar.n = min(1000, int(1000 * done))
        bar.set_postfix(step=step, loss=f"{running:.3f}")
        if step % 50 == 0:
            log.info("step %d, %.0f s, loss %.4f", step, used, running)
        if now - saved > SAVE_EVERY:
            save_checkpoint()
            saved = now
    bar.close()
    save_checkpoint()
    save(model, out)
    tokenizer.save(str(out / "tokenizer.json"))
    shutil.copyfile(ENCODER / "tokenizer_config.json", out / "tokenizer_config.json")
    log.info("done: %d steps, %.0f s, loss %.4f", step, used, running)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the sets, NAME.jsonl.gz each")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--start", type=Path, default=ENCODER, help="the folder of the encoder, or of an earlier reader"
    )
    parser.add_argument("--rate", type=float, default=1.0, help="times the learning rates; less for an earlier reader")
    parser.add_argument("--hours", type=float, default=2.0, help="time to train")
    parser.add_argument("--steps", type=int, help="steps to train, instead of hours")
    parser.add_argument("--sets", type=float, default=1.0, help="share of the sets' questions in one pass, 0 to 1")
    parser.add_argument("--claims", type=float, default=1.0, help="share of the claims to train on, 0 to 1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(message)s", filename=options.out / "train.log", force=True
    )
    train(options)


if __name__ == "__main__":
    main()
