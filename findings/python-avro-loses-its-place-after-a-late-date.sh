#!/usr/bin/env bash
# Package:   python3-avro 1.11.1 (Debian 12)
# Guess:     a timestamp in the year 10000, which is valid Avro and which Java writes, costs a Python reader that one record:
#            next() raises for it, and the next call returns the next record.
# Behaviour: DataFileReader raises OverflowError in the middle of the record and stays there. If a field follows the time,
#            its bytes are read as the beginning of the next record: further records are lost, and errors come instead. If
#            the time is the last field, the following records are right, but their count is one too high, so that the
#            end of the block is read as a record. In a for loop the first error ends the reading, anyway.
# Seen:      time last   a, OverflowError, c, d, InvalidAvroBinaryEncoding
#            time first  a, OverflowError, InvalidAvroBinaryEncoding, InvalidAvroBinaryEncoding, InvalidAvroBinaryEncoding
# Run:       Python 3 and apt-get; exits with 1 if any of the lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat >place.py <<'PYTHON'
import io
import avro.schema
from avro.datafile import DataFileReader, DataFileWriter
from avro.io import DatumReader, DatumWriter

def read(what, fields):
    # written as a plain long, since the writer has no such datetime either; then the file says what the long is
    unnamed = '{"type": "record", "name": "R", "fields": [%s]}' % fields.replace("LOGICAL", "unknownType")
    file = io.BytesIO()
    writer = DataFileWriter(file, DatumWriter(), avro.schema.parse(unnamed))
    for name, ms in (("a", 0), ("b", 253402300800000), ("c", 0), ("d", 0)):  # b: 10000-01-01T00:00Z
        writer.append({"name": name, "time": ms})
    writer.flush()
    bytes = file.getvalue().replace(b"unknownType", b"logicalType")
    reader = DataFileReader(io.BytesIO(bytes), DatumReader())
    found = []
    for _ in range(5):
        try:
            found.append(next(reader)["name"])
        except StopIteration:
            found.append("end")
            break
        except Exception as error:
            found.append(type(error).__name__)
    print("%-10s  %s" % (what, ", ".join(found)))

name = '{"name": "name", "type": "string"}'
time = '{"name": "time", "type": {"type": "long", "LOGICAL": "timestamp-millis"}}'
read("time last", name + ", " + time)
read("time first", time + ", " + name)
PYTHON

apt-get -q download python3-avro=1.11.1+dfsg-2 >&2
dpkg-deb -x python3-avro_*.deb .
PYTHONPATH=usr/lib/python3/dist-packages python3 place.py | tee found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
time last   a, OverflowError, c, d, InvalidAvroBinaryEncoding
time first  a, OverflowError, InvalidAvroBinaryEncoding, InvalidAvroBinaryEncoding, InvalidAvroBinaryEncoding
SEEN
