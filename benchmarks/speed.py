"""Times the program on this machine: questions, a cold start, and each model by onnxruntime against PyTorch.

    python benchmarks/speed.py [--questions N] [--rounds N]

Milliseconds, medians; the two ways of a model take turns, so that a change of the machine's speed hits both.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tqdm import tqdm

from embeddings.encoder import EMBEDDED_MODEL, load_encoder
from qa.metrics import percentile
from qa.pipeline import default_article
from qa.question_sets import read_question_set
from qa.reader import MODEL, load_reader

ROOT = Path(__file__).parent.parent
THREADS = 2
# A passage of 150 characters.
PASSAGE = ("会议由市图书馆馆长主持,来自各地的三百名代表参加,会上宣读了新的借阅办法。" * 5)[:150]


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long a call takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def in_turns(first: Callable[[], object], second: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the median time of each of two calls that take turns, after one round that does not count."""
    pairs = [(milliseconds(first), milliseconds(second)) for _ in range(rounds + 1)][1:]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def questions(limit: int) -> None:
    """Time questions of the default set, every passage read, models warm."""
    asked = [q.turns[-1] for q in read_question_set(ROOT / "qa" / "articles" / "default.jsonl").spread(limit).questions]
    qa = default_article()
    qa.answer(asked[0])
    times = [milliseconds(lambda q=q: qa.answer(q)) for q in tqdm(asked, desc="asking")]  # type: ignore[misc]
    p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
    print(f"a question on the default article, {len(times)} asked: p50 {p50:.0f}, p95 {p95:.0f}")


def cold(rounds: int) -> None:
    """Time the command line from nothing."""
    for name, words in (("ask", ["ask", "谁主持了会议?"]), ("--help", ["--help"])):
        command = [sys.executable, "-m", "qa", *words]
        times = [
            milliseconds(lambda c=command: subprocess.run(c, cwd=ROOT, capture_output=True, check=True))  # type: ignore[misc]
            for _ in range(rounds)
        ]
        print(f"python -m qa {name}, cold: {statistics.median(times):.0f}")


def models(rounds: int) -> None:
    """Time both models against the same weights in PyTorch."""
    import torch
    from transformers import AutoModelForQuestionAnswering

    torch.set_num_threads(THREADS)
    texts = [PASSAGE] * 16
    mine, other = load_encoder(threads=THREADS), load_encoder(EMBEDDED_MODEL, threads=THREADS)
    a, b = in_turns(lambda: mine.embed_documents(texts), lambda: other.embed_documents(texts), rounds)
    print(f"embed a passage of 150 characters, among others: {a / 16:.1f}, PyTorch {b / 16:.1f}, ratio {b / a:.1f}")

    reader = load_reader(threads=THREADS)
    model = AutoModelForQuestionAnswering.from_pretrained(MODEL, dtype=torch.float32).eval()
    windows = reader.windows("谁主持了会议?", [(PASSAGE * 3)[:400]])  # several, as the program cuts it
    rows = [torch.tensor([w.ids]) for w in windows]

    def by_pytorch() -> object:
        with torch.inference_mode():
            return [model(input_ids=row) for row in rows]

    a, b = in_turns(lambda: reader.outputs(windows), by_pytorch, rounds)
    print(f"read a passage of 400 characters: {a:.0f}, PyTorch {b:.0f}, ratio {b / a:.1f}")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    questions(args.questions)
    cold(args.rounds)
    models(args.rounds)


if __name__ == "__main__":
    main()
