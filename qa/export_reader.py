"""Puts a trained reader into the folder that the program reads from, with its ONNX graph in int8.

    python -m qa.export_reader TRAINED_FOLDER [TRAINED_FOLDER …] [--out qa/model] [--float]

A TRAINED_FOLDER is what `qa.train_reader` leaves: config.json, model.safetensors, tokenizer.json. Of several, runs that
began from the same weights, the mean is taken, which reads better than the best of them (Wortsman et al. 2022, Model
soups).
"""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from embeddings.export import export_onnx
from qa.errors import ArticleQAError, ModelError
from qa.reader import MODEL, SpanReader

WEIGHTS = "model.safetensors"
FILES = ("config.json", WEIGHTS, "tokenizer.json")
Weights = dict[str, NDArray[np.float16]]


def export_reader(sources: Sequence[Path], out: Path, *, floating: bool = False) -> None:
    """Write the files of a trained reader and its ONNX graph; the result is opened once to see that it runs.

    :param sources: folders of readers of one shape and vocabulary, at least one; of several, the mean of the weights.
    :param floating: compute in float32 from model.safetensors, to compare with.
    :raises ModelError: a file is missing, the readers differ in shape, or the model is of another architecture.
    """
    for source in sources:
        missing = [name for name in FILES if not (source / name).is_file()]
        if missing:
            raise ModelError(f"expected {', '.join(FILES)} in {source}, missing: {', '.join(missing)}")
    weights = _mean([load_file(source / WEIGHTS) for source in sources])
    out.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (out / name).unlink(missing_ok=True)  # the source may be read-only, and a copy would stay so
        shutil.copyfile(sources[0] / name, out / name)
    if len(sources) > 1:
        save_file(weights, out / WEIGHTS, metadata={"format": "pt"})
        (out / WEIGHTS).chmod(0o644)  # safetensors writes it for the owner alone
    export_onnx(out, head="span", int8=not floating)
    reader = SpanReader(folder=out)
    reader.outputs(reader.windows("谁?", ["有人。"]))


def _mean(readers: Sequence[Weights]) -> Weights:
    """Return the mean of the weights of some readers.

    :raises ModelError: not all have the same arrays.
    """
    shapes = [{name: array.shape for name, array in reader.items()} for reader in readers]
    if any(shape != shapes[0] for shape in shapes):
        raise ModelError("expected readers with the same arrays, got different ones")
    return {
        name: np.asarray(np.mean([reader[name] for reader in readers], axis=0, dtype=np.float32), dtype=np.float16)
        for name in readers[0]
    }


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path, nargs="+", metavar="TRAINED_FOLDER")
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--float", action="store_true", help="compute in float32, to compare with")
    args = parser.parse_args()
    try:
        export_reader(args.sources, args.out, floating=args.float)
    except ArticleQAError as error:
        print(error, file=sys.stderr)
        return 2
    sizes = {path.name: path.stat().st_size for path in sorted(args.out.iterdir())}
    print("\n".join(f"{size:>12,} {name}" for name, size in sizes.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
