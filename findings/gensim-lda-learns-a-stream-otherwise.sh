#!/usr/bin/env bash
# Packages:  python3-gensim 4.2.0 (Debian 12), with its python3-smart-open, python3-numpy and python3-scipy
# Guess:     LdaModel learns online, so update() once with a whole corpus, or once for each of its mini-batches (chunksize) in
#            the same order, gives the same topics.
# Behaviour: it does not. Online LDA scales a mini-batch up to the size of the corpus; gensim takes that to be the number of
#            documents that update() has been given so far, this call's included. In a stream the early mini-batches therefore
#            count less. With state.numdocs set before each call, so that it always adds up to the corpus, the topics are those
#            of one call.
# Seen:      one call                             sum of the topics' parameters 12977
#            a call for each mini-batch           sum of the topics' parameters 10960
#            the same, number of documents given  sum of the topics' parameters 12977, equal topics: True
# Run:       Debian 12 with apt-get and /usr/bin/python3; nothing is installed. Exits with 1 if a line differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

# of the C libraries only what NumPy and SciPy load
chmod 755 .
apt-get -q download python3-gensim=4.2.0+dfsg-1+deb12u1 python3-smart-open=5.2.1-5 python3-numpy=1:1.24.2-1+deb12u1 python3-scipy=1.10.1-2 \
  python3-decorator=5.1.1-3 libblas3=3.11.0-2 liblapack3=3.11.0-2 libgfortran5 liblbfgsb0 >&2
for package in *.deb; do
  dpkg-deb -x "$package" root
done
libraries=$PWD/root/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || echo x86_64-linux-gnu)

cat >learn.py <<'PYTHON'
import numpy
from gensim.models import LdaModel

WORDS, DOCUMENTS, BATCH = 20, 2000, 100
words = numpy.random.RandomState(1)
# each document has ten words of one half of the vocabulary
corpus = [sorted((int(word), 1) for word in words.choice(range(d % 2 * 10, d % 2 * 10 + 10), 10)) for d in range(DOCUMENTS)]


def learn(mini_batches, documents=None):
    model = LdaModel(num_topics=2, id2word={word: str(word) for word in range(WORDS)}, chunksize=BATCH, eval_every=0,
                     eta=0.01, random_state=1, dtype=numpy.float64)
    for mini_batch in mini_batches:
        if documents:
            model.state.numdocs = documents - len(mini_batch)
        model.update(mini_batch)
    return model.state.get_lambda()


parts = [corpus[first:first + BATCH] for first in range(0, DOCUMENTS, BATCH)]
whole = learn([corpus])
print("one call                             sum of the topics' parameters %.0f" % whole.sum())
print("a call for each mini-batch           sum of the topics' parameters %.0f" % learn(parts).sum())
told = learn(parts, DOCUMENTS)
print("the same, number of documents given  sum of the topics' parameters %.0f, equal topics: %s"
      % (told.sum(), numpy.allclose(whole, told)))
PYTHON
LD_LIBRARY_PATH=$libraries/blas:$libraries/lapack:$libraries PYTHONPATH=$PWD/root/usr/lib/python3/dist-packages \
  OPENBLAS_NUM_THREADS=1 /usr/bin/python3 learn.py >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
one call                             sum of the topics' parameters 12977
a call for each mini-batch           sum of the topics' parameters 10960
the same, number of documents given  sum of the topics' parameters 12977, equal topics: True
SEEN
