#!/usr/bin/env bash
# Package:   python3-avro 1.11.1 of Debian 12 (Apache Avro's library for Python)
# Guess:     a reader reads any long, timestamp-millis included: the specification puts no bound on it, and the writer of
#            a record need not know in which language it is read. At worst the number comes back as an int.
# Behaviour: a timestamp before the year 1 or after 9999 raises OverflowError, for the whole record, with neither the
#            field nor the value in the message. A consumer that does not catch it stops at that record each time it starts.
# Seen:      1772366400123       2026-03-01T12:00:00.123
#            253402300799999     9999-12-31T23:59:59.999
#            253402300800000     OverflowError: date value out of range
#            -62135596800001     OverflowError: date value out of range
# Run:       Debian 12 with Python 3; exits with 1 if any of the four lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

apt-get download -q python3-avro=1.11.1+dfsg-2 >&2
dpkg -x python3-avro_*.deb .

cat >times.py <<'PYTHON'
import io
import avro.io
import avro.schema

WRITTEN = avro.schema.parse('{"type": "record", "name": "Event", "fields": [{"name": "at", "type": "long"}]}')
READ = avro.schema.parse('{"type": "record", "name": "Event", "fields": [{"name": "at", "type":'
                         ' {"type": "long", "logicalType": "timestamp-millis"}}]}')

for millis in 1772366400123, 253402300799999, 253402300800000, -62135596800001:
    record = io.BytesIO()
    avro.io.DatumWriter(WRITTEN).write({"at": millis}, avro.io.BinaryEncoder(record))
    record.seek(0)
    try:
        at = avro.io.DatumReader(READ).read(avro.io.BinaryDecoder(record))["at"]
        print(f"{millis:<19} {at.strftime('%Y-%m-%dT%H:%M:%S')}.{at.microsecond // 1000:03}")
    except OverflowError as error:
        print(f"{millis:<19} OverflowError: {error}")
PYTHON

PYTHONPATH=usr/lib/python3/dist-packages /usr/bin/python3 times.py >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
1772366400123       2026-03-01T12:00:00.123
253402300799999     9999-12-31T23:59:59.999
253402300800000     OverflowError: date value out of range
-62135596800001     OverflowError: date value out of range
SEEN
