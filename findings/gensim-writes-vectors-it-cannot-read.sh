#!/usr/bin/env bash
# Packages:  python3-gensim 4.2.0 (Debian 12), with its python3-smart-open, python3-numpy and python3-scipy
# Guess:     KeyedVectors.load_word2vec_format reads what save_word2vec_format wrote, or save refuses keys that the format
#            cannot hold. Keys with blanks are ordinary: names and phrases.
# Behaviour: save_word2vec_format writes the key "new york" as it is, without a warning. Loading then fails at this word: the
#            text reader takes "york" for the first number, the binary one takes its bytes for the vector and reads the next word
#            from within the numbers.
# Seen:      text    without a blank   read 3 keys
#            text    with a blank      ValueError
#            binary  without a blank   read 3 keys
#            binary  with a blank      UnicodeDecodeError
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

cat >round_trip.py <<'PYTHON'
import numpy
from gensim.models import KeyedVectors

for binary in (False, True):
    for key in ("york", "new york"):
        vectors = KeyedVectors(3)
        vectors.add_vectors(["oil", key, "wheat"], numpy.array([[1, 2, 3], [.1, .2, .3], [4, 5, 6]], dtype=numpy.float32))
        vectors.save_word2vec_format("vectors", binary=binary)
        try:
            result = "read %d keys" % len(KeyedVectors.load_word2vec_format("vectors", binary=binary))
        except ValueError as e:  # of which UnicodeDecodeError is one
            result = type(e).__name__
        print("%-7s %-17s %s" % ("binary" if binary else "text", "with a blank" if " " in key else "without a blank", result))
PYTHON
LD_LIBRARY_PATH=$libraries/blas:$libraries/lapack:$libraries PYTHONPATH=$PWD/root/usr/lib/python3/dist-packages \
  /usr/bin/python3 round_trip.py >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
text    without a blank   read 3 keys
text    with a blank      ValueError
binary  without a blank   read 3 keys
binary  with a blank      UnicodeDecodeError
SEEN
