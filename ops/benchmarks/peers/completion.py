#!/usr/bin/python3
"""Online LDA completes documents: the protocol of `wordtide evaluate --complete`, on the same held-out tokens.

The packages are Debian's: apt-get install python3-gensim python3-sklearn

    completion.py sklearn DIRECTORY

Of each test document a share of its tokens is held out. The library fits the Dirichlet parameters gamma of the
document's topics to the other tokens; a held-out token of word w has the probability

    sum over topics k of E[theta_k] E[beta_kw]          theta ~ Dirichlet(gamma), beta_k ~ Dirichlet(lambda_k)

and `completion` is exp(-sum of its logarithms / held-out tokens). `unigram` has the same for the training documents'
frequencies, each plus one: it equals that of `wordtide evaluate --complete` to twelve digits, because both hold out the
same tokens.
"""
import argparse
import gzip
import math
import pathlib
import time

import numpy
from online_lda import Gensim, ScikitLearn, parse
from scipy.sparse import csr_matrix

MASK = (1 << 64) - 1
GOLDEN_GAMMA = 0x9E3779B97F4A7C15
HELD_OUT_TOKENS = 30  # SeededNoise.Purpose


def read(file, vocabulary_size):
    """Counts, [D, V], of the documents with a word; a document a line: a label, then id:count with ids from 1."""
    columns, counts, starts = [], [], [0]
    with gzip.open(file, "rt") as lines:
        for line in lines:
            words = sorted(tuple(map(int, field.split(":"))) for field in line.split()[1:])
            if words:
                columns.extend(word - 1 for word, _ in words)
                counts.extend(count for _, count in words)
                starts.append(len(columns))
    return csr_matrix((numpy.array(counts, dtype=float), columns, starts), shape=(len(starts) - 1, vocabulary_size))


def mix(value):
    """The finaliser of SplitMix64, as in SeededNoise."""
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    return value ^ (value >> 31)


def hash_code(numbers):
    """Java's Arrays.hashCode."""
    code = 1
    for number in numbers:
        code = (31 * code + number) & 0xFFFFFFFF
    return code - (1 << 32) if code >> 31 else code


def held_out(rows, counts, share):
    """How many tokens of each word are held out: the draw of CompletionSplit."""
    key = mix((mix(mix(0)) + HELD_OUT_TOKENS) & MASK)
    key = mix((mix((key + GOLDEN_GAMMA) & MASK) + 31 * hash_code(rows) + hash_code(counts)) & MASK)
    undecided = sum(counts)
    wanted = max(1, min(undecided - 1, math.floor(share * undecided + 0.5)))
    held, draw = [0] * len(counts), 0
    for i, count in enumerate(counts):
        for _ in range(count):
            draw += 1
            if (mix((key + draw * GOLDEN_GAMMA) & MASK) >> 11) * 2.0**-53 * undecided < wanted:
                held[i] += 1
                wanted -= 1
            undecided -= 1
    return held


def split(documents, share):
    """Observed and held-out counts, [D, V] each, of the documents of two tokens and more."""
    documents = documents[numpy.asarray(documents.sum(axis=1)).ravel() >= 2]
    held = documents.copy()
    for d in range(documents.shape[0]):
        words = slice(documents.indptr[d], documents.indptr[d + 1])
        held.data[words] = held_out(documents.indices[words].tolist(), documents.data[words].astype(int).tolist(), share)
    observed = documents - held
    for part in (observed, held):
        part.eliminate_zeros()
    return observed, held


def perplexity(held, probabilities):
    """exp(-sum of log p / tokens); probabilities is a function of a document's number and words."""
    total = sum(held[d].data @ numpy.log(probabilities(d, held[d].indices)) for d in range(held.shape[0]))
    return math.exp(-total / held.sum())


def run(options):
    with open(options.data / "vocab.new", encoding="utf-8") as lines:
        vocabulary_size = sum(1 for _ in lines)
    training = read(options.data / "train.feat.gz", vocabulary_size)
    test = read(options.data / "test.feat.gz", vocabulary_size)
    rows = options.data / "valid_rows.txt"
    if rows.exists():  # those that Wordtide chooses its epoch by: not learned here either
        keep = numpy.ones(training.shape[0], dtype=bool)
        keep[[int(row) for row in rows.read_text().split()]] = False
        training = training[keep]
    observed, held = split(test, options.share)
    counts = numpy.asarray(training.sum(axis=0)).ravel() + 1
    print("documents", held.shape[0])
    print("heldOutTokens", int(held.sum()))
    print("unigram", perplexity(held, lambda d, words: counts[words] / counts.sum()))

    options.total = training.shape[0]
    peer = {"gensim": Gensim, "sklearn": ScikitLearn}[options.peer](options, vocabulary_size)
    order = numpy.random.RandomState(options.seed)
    started = time.process_time()
    for _ in range(options.epochs):
        shuffled = training[order.permutation(training.shape[0])]
        for first in range(0, shuffled.shape[0], options.batch):
            peer.learn(peer.documents(shuffled[first:first + options.batch]))
    print("trainingProcessorSeconds", time.process_time() - started)

    topics = peer.topics().astype(float)
    topics /= topics.sum(axis=1, keepdims=True)
    theta = numpy.vstack([peer.infer(peer.documents(observed[first:first + options.batch])).astype(float)
                          for first in range(0, observed.shape[0], options.batch)])
    theta /= theta.sum(axis=1, keepdims=True)
    print("completion", perplexity(held, lambda d, words: theta[d] @ topics[:, words]))


def arguments():
    parser = argparse.ArgumentParser(description="Completes test documents by online LDA.")
    parser.add_argument("peer", choices=["gensim", "sklearn"])
    parser.add_argument("data", type=pathlib.Path, help="directory with train.feat.gz, test.feat.gz and vocab.new")
    parser.add_argument("--share", type=float, default=0.2, help="share of a document's tokens to hold out")
    parser.add_argument("--epochs", type=int, default=10, help="passes over the training documents")
    return parse(parser, eta=1.0, decay=0.6, offset=10.0)


if __name__ == "__main__":
    run(arguments())
