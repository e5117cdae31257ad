#!/usr/bin/env bash
# Package:   python3-avro 1.11.1 of Debian 12 (Apache Avro's library for Python)
# Guess:     a value that fits several branches of a union is written as the first of them, as in Java and C, so that
#            {"id": "a"} for [Short, Long] is a Short where Short has the one field id.
# Behaviour: it is written as the last branch that it fits. Branches that are added at the end take over the values of
#            those before, as soon as their additional fields may be null.
# Seen:      [Short]                      {"id": "a"}  branch 0
#            [Short, Long]                {"id": "a"}  branch 1
#            ["null", "int", "long"]      5            branch 2
# Run:       Debian 12 with Python 3; exits with 1 if any of the three lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

apt-get download -q python3-avro=1.11.1+dfsg-2 >&2
dpkg -x python3-avro_*.deb .

cat >branches.py <<'PYTHON'
import io
import json
import avro.io
import avro.schema

ID = {"name": "id", "type": "string"}
NOTE = {"name": "note", "type": ["null", "string"]}
SHORT = {"type": "record", "name": "Short", "fields": [ID]}
LONG = {"type": "record", "name": "Long", "fields": [ID, NOTE]}

for name, union, value in (
        ("[Short]", [SHORT], {"id": "a"}),
        ("[Short, Long]", [SHORT, LONG], {"id": "a"}),
        ('["null", "int", "long"]', ["null", "int", "long"], 5)):
    written = io.BytesIO()
    avro.io.DatumWriter(avro.schema.parse(json.dumps(union))).write(value, avro.io.BinaryEncoder(written))
    written.seek(0)
    branch = avro.io.BinaryDecoder(written).read_long()
    print(f"{name:<28} {json.dumps(value):<12} branch {branch}")
PYTHON

PYTHONPATH=usr/lib/python3/dist-packages /usr/bin/python3 branches.py >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
[Short]                      {"id": "a"}  branch 0
[Short, Long]                {"id": "a"}  branch 1
["null", "int", "long"]      5            branch 2
SEEN
