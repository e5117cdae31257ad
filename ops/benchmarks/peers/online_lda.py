#!/usr/bin/python3
"""Learns bags of words by online LDA in one pass, each mini-batch scored before it is learned, and prints KEY VALUE lines.

The packages are Debian's: apt-get install python3-gensim python3-sklearn

Figures: documents/s and processor time of the second half, learning alone and with scoring, and two perplexities per
document of the last quarter, exp(mean over documents of -bound / tokens). Both use the variational bound of a document
with the Dirichlet parameters gamma that the library infers for it,

    bound = sum over words w of count(w) log(sum over topics k of exp(E[log theta_k] + b_kw))
            + E[log p(theta)] - E[log q(theta)]

as gensim's LdaModel.bound and scikit-learn's _approx_bound do, without the topics' own divergence from their prior, which
belongs to no document. `perplexity` has b_kw = E[log beta_kw], like the two libraries; `perplexityOfMean` has the logarithm
of E[beta_kw], the topics' posterior mean, which is never worse.
"""
import argparse
import math
import time

import numpy
from scipy.sparse import csr_matrix
from scipy.special import gammaln, logsumexp, psi


def read(bags_file, vocabulary_file):
    """The documents' words and counts, [D, V], and the line of each; and how many lines there are.

    Documents without a known word are left out, as Wordtide does.
    """
    with open(vocabulary_file, encoding="utf-8") as lines:
        row_of_word = {line.rstrip("\n"): row for row, line in enumerate(lines)}
    columns, counts, starts, numbers = [], [], [0], []
    with open(bags_file, encoding="utf-8") as lines:
        line_count = 0
        for line in lines:
            fields = line.split()
            known = [(row_of_word[word], int(count))
                     for word, count in zip(fields[::2], fields[1::2]) if word in row_of_word]
            if known:
                columns.extend(row for row, _ in known)
                counts.extend(count for _, count in known)
                starts.append(len(columns))
                numbers.append(line_count)
            line_count += 1
    matrix = csr_matrix((numpy.array(counts, dtype=float), columns, starts), shape=(len(numbers), len(row_of_word)))
    return matrix, numpy.array(numbers), line_count


class Gensim:
    """gensim's LdaModel with a symmetric or a learned prior of the topics of a document."""

    def __init__(self, options, vocabulary_size):
        from gensim.models import LdaModel
        self.total = options.total
        self.model = LdaModel(
            num_topics=options.topics, id2word={row: str(row) for row in range(vocabulary_size)},
            alpha=options.alpha if options.alpha == "auto" else [options.alpha] * options.topics, eta=options.eta,
            decay=options.decay, offset=options.offset, iterations=options.iterations, chunksize=options.batch,
            passes=1, update_every=1, eval_every=0, random_state=options.seed)

    @staticmethod
    def documents(counts):
        return [list(zip(row.indices.tolist(), row.data.tolist())) for row in counts]

    def learn(self, documents):
        # as if the whole stream had been given at once; otherwise old documents would count less than new ones
        self.model.state.numdocs = self.total - len(documents)
        self.model.update(documents)

    def infer(self, documents):
        return self.model.inference(documents)[0]

    def topics(self):
        """Dirichlet parameters of the topics, [K, V]."""
        return self.model.state.get_lambda()

    def alpha(self):
        return numpy.asarray(self.model.alpha)


class ScikitLearn:
    """scikit-learn's LatentDirichletAllocation."""

    def __init__(self, options, vocabulary_size):
        from sklearn.decomposition import LatentDirichletAllocation
        self.model = LatentDirichletAllocation(
            n_components=options.topics, doc_topic_prior=options.alpha, topic_word_prior=options.eta,
            learning_method="online", learning_decay=options.decay, learning_offset=options.offset,
            total_samples=options.total, batch_size=options.batch, max_doc_update_iter=options.iterations,
            random_state=options.seed)

    @staticmethod
    def documents(counts):
        return counts

    def learn(self, documents):
        self.model.partial_fit(documents)

    def infer(self, documents):
        return self.model._unnormalized_transform(documents)  # transform would normalize it

    def topics(self):
        return self.model.components_

    def alpha(self):
        return numpy.full(self.model.n_components, self.model.doc_topic_prior_)


def bounds_per_token(counts, gamma, alpha, log_topics):
    """For each document, nats; counts [B, V], gamma [B, K], alpha [K], log_topics [K, V]."""
    gamma = gamma.astype(float)
    log_theta = psi(gamma) - psi(gamma.sum(axis=1, keepdims=True))
    prior = ((alpha - gamma) * log_theta + gammaln(gamma) - gammaln(alpha)).sum(axis=1)
    prior += gammaln(alpha.sum()) - gammaln(gamma.sum(axis=1))
    words = [counts[d].data @ logsumexp(log_theta[d][:, None] + log_topics[:, counts[d].indices], axis=0)
             for d in range(counts.shape[0])]
    return (numpy.array(words) + prior) / numpy.asarray(counts.sum(axis=1)).ravel()


def run(options):
    counts, numbers, line_count = read(options.bags, options.vocabulary)
    options.total = counts.shape[0]
    peer = {"gensim": Gensim, "sklearn": ScikitLearn}[options.peer](options, counts.shape[1])
    half = counts.shape[0] // 2
    last_quarter = line_count - line_count // 4
    own, of_mean = [], []
    learning = scoring = learning_processor = scoring_processor = timed = 0
    for first in range(0, counts.shape[0], options.batch):
        batch = counts[first:first + options.batch]
        documents = peer.documents(batch)
        times = [(time.perf_counter(), time.process_time())]
        gamma = peer.infer(documents) if first >= half else None
        times.append((time.perf_counter(), time.process_time()))
        # by the document's place, so that it does not depend on the length of the mini-batches
        late = numbers[first:first + options.batch] >= last_quarter
        if late.any():
            scored, gamma = batch[late], gamma[late]
            topics, alpha = peer.topics().astype(float), peer.alpha().astype(float)
            own.extend(bounds_per_token(scored, gamma, alpha, psi(topics) - psi(topics.sum(axis=1, keepdims=True))))
            of_mean.extend(
                bounds_per_token(scored, gamma, alpha, numpy.log(topics / topics.sum(axis=1, keepdims=True))))
        times.append((time.perf_counter(), time.process_time()))
        peer.learn(documents)
        times.append((time.perf_counter(), time.process_time()))
        if first >= half:
            timed += batch.shape[0]
            scoring += times[1][0] - times[0][0]
            scoring_processor += times[1][1] - times[0][1]
            learning += times[3][0] - times[2][0]
            learning_processor += times[3][1] - times[2][1]
    print("rate", timed / learning)
    print("rateWithScoring", timed / (learning + scoring))
    print("processorMs", learning_processor * 1e3 / timed)
    print("processorMsWithScoring", (learning_processor + scoring_processor) * 1e3 / timed)
    print("scored", len(own))
    print("perplexity", math.exp(-numpy.mean(own)))
    print("perplexityOfMean", math.exp(-numpy.mean(of_mean)))


def prior(text):
    """A number, or auto."""
    return text if text == "auto" else float(text)


def arguments():
    parser = argparse.ArgumentParser(description="Learns bags of words by online LDA; prints what that took.")
    parser.add_argument("peer", choices=["gensim", "sklearn"])
    parser.add_argument("bags", help="a document a line: words and counts in turn")
    parser.add_argument("vocabulary", help="a word a line")
    return parse(parser, eta=0.1, decay=0.7, offset=64.0)


def parse(parser, eta, decay, offset):
    """The command line with the settings of a library beside the parser's own arguments; some have other defaults."""
    parser.add_argument("--topics", type=int, default=50)
    parser.add_argument("--batch", type=int, default=256, help="documents of a mini-batch")
    parser.add_argument("--alpha", type=prior, default=0.02, help="prior of a document's topics, or auto (gensim)")
    parser.add_argument("--eta", type=float, default=eta, help="prior of a topic's words")
    parser.add_argument("--decay", type=float, default=decay, help="exponent of the learning rate, kappa")
    parser.add_argument("--offset", type=float, default=offset, help="offset of the learning rate, tau")
    parser.add_argument("--iterations", type=int, default=100, help="inner iterations of a document at most")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.peer == "sklearn" and options.alpha == "auto":
        parser.error("argument --alpha: expected a number for sklearn, found auto, which only gensim can learn")
    return options


if __name__ == "__main__":
    run(arguments())
