#!/usr/bin/env bash
# Package:   python3-confluent-kafka 1.7.0 of Debian 12, with the packages it suggests for Avro and the registry:
#            python3-avro 1.11.1 and python3-requests 2.28.1
# Guess:     with these installed, AvroSerializer can be imported: the client's documentation recommends it, and
#            the package contains it.
# Behaviour: it needs fastavro, which Debian 12 does not have. What can be imported is AvroProducer, declared deprecated
#            by its makers in 2020; it refuses a key that is not Avro, too, so no record with a plain text as key can be
#            written with it.
# Seen:      confluent_kafka.schema_registry.avro  ModuleNotFoundError: No module named 'fastavro'
#            confluent_kafka.avro                  imported
#            AvroProducer, text as key             KeySerializerError: Avro schema required for key
# Run:       Debian 12 with Python 3; exits with 1 if any of the three lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

apt-get download -q python3-confluent-kafka=1.7.0-4 librdkafka1=2.0.2-1 python3-avro=1.11.1+dfsg-2 python3-requests \
  python3-urllib3 python3-chardet python3-certifi python3-idna python3-six >&2
for package in *.deb; do dpkg -x "$package" .; done

cat >clients.py <<'PYTHON'
def attempt(name, action):
    try:
        print(f"{name:<37} {action()}")
    except Exception as error:
        print(f"{name:<37} {type(error).__name__}: {error}")

def serializer():
    import confluent_kafka.schema_registry.avro
    return "imported"

def producer():
    import confluent_kafka.avro
    return "imported"

def text_as_key():
    from confluent_kafka.avro import AvroProducer, loads
    # nothing is sent: the key is refused before anybody is asked
    client = AvroProducer({"bootstrap.servers": "127.0.0.1:1", "schema.registry.url": "http://127.0.0.1:1",
                           "log_level": 0})
    client.produce(topic="t", key="k")
    return "accepted"

attempt("confluent_kafka.schema_registry.avro", serializer)
attempt("confluent_kafka.avro", producer)
attempt("AvroProducer, text as key", text_as_key)
PYTHON

LD_LIBRARY_PATH=$(echo usr/lib/*-linux-gnu) PYTHONPATH=usr/lib/python3/dist-packages /usr/bin/python3 clients.py >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
confluent_kafka.schema_registry.avro  ModuleNotFoundError: No module named 'fastavro'
confluent_kafka.avro                  imported
AvroProducer, text as key             KeySerializerError: Avro schema required for key
SEEN
