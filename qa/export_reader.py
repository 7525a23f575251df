"""Puts a trained reader into the folder that the program reads from, with its ONNX graph in int8.

    python -m qa.export_reader TRAINED_FOLDER [--out qa/model] [--float]

TRAINED_FOLDER is a BertForQuestionAnswering saved by transformers (config.json, model.safetensors) with tokenizer.json.
"""

import argparse
import shutil
import sys
from pathlib import Path

from embeddings.export import export_onnx
from qa.errors import ArticleQAError, ModelError
from qa.reader import MODEL, SpanReader

FILES = ("config.json", "model.safetensors", "tokenizer.json")


def export_reader(source: Path, out: Path, *, floating: bool = False) -> None:
    """Copy the files of a trained reader and write its ONNX graph; the result is opened once to see that it runs.

    :param floating: compute in float32 from model.safetensors, to compare with.
    :raises ModelError: a file is missing, or the model is of another architecture.
    """
    missing = [name for name in FILES if not (source / name).is_file()]
    if missing:
        raise ModelError(f"expected {', '.join(FILES)} in {source}, missing: {', '.join(missing)}")
    out.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (out / name).unlink(missing_ok=True)  # the source may be read-only, and a copy would stay so
        shutil.copyfile(source / name, out / name)
    export_onnx(out, head="span", int8=not floating)
    reader = SpanReader(folder=out)
    reader.outputs(reader.windows("谁?", ["有人。"]))


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--float", action="store_true", help="compute in float32, to compare with")
    args = parser.parse_args()
    try:
        export_reader(args.source, args.out, floating=args.float)
    except ArticleQAError as error:
        print(error, file=sys.stderr)
        return 2
    sizes = {path.name: path.stat().st_size for path in sorted(args.out.iterdir())}
    print("\n".join(f"{size:>12,} {name}" for name, size in sizes.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
