#!/usr/bin/python3
"""Writes documents to Wordtide: one for each line of standard input. Shares no code with Wordtide.

The packages are Debian's: apt-get install python3-confluent-kafka python3-avro
"""
import hashlib
import io
import json
import struct
import sys
import urllib.request
from datetime import datetime, timezone

import avro.io
import avro.schema
from confluent_kafka import Producer

USAGE = "Usage: produce.py BOOTSTRAP_SERVERS REGISTRY_URL TOPIC <LINES"

# A writer's own schema: the fields of Wordtide's Document that it fills. A field that is left out, such as title, is
# read with its default.
SCHEMA = json.dumps({
    "type": "record", "name": "Document", "namespace": "io.wordtide.schema", "fields": [
        {"name": "id", "type": "string"},
        {"name": "text", "type": "string"},
        {"name": "source", "type": ["null", "string"], "default": None},
        {"name": "publishedAt", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}],
         "default": None}]})


def register(registry_url, subject):
    """The id of the schema in the registry, which is the same each time."""
    request = urllib.request.Request(
        f"{registry_url}/subjects/{subject}/versions",
        data=json.dumps({"schema": SCHEMA}).encode(),
        headers={"Content-Type": "application/vnd.schemaregistry.v1+json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["id"]


def wire_format(schema_id, writer, document):
    """Byte 0, the schema's id in 4 bytes, big-endian, and the document in Avro's binary encoding."""
    encoded = io.BytesIO()
    encoded.write(struct.pack(">bI", 0, schema_id))
    writer.write(document, avro.io.BinaryEncoder(encoded))
    return encoded.getvalue()


def main(bootstrap_servers, registry_url, topic):
    schema_id = register(registry_url, f"{topic}-value")
    writer = avro.io.DatumWriter(avro.schema.parse(SCHEMA))
    producer = Producer({"bootstrap.servers": bootstrap_servers, "enable.idempotence": True})
    failures = []
    count = 0
    for text in filter(None, map(str.strip, sys.stdin)):
        document = {
            # the same text has the same id, so that a document that is sent twice is learned once
            "id": hashlib.sha256(text.encode()).hexdigest()[:16],
            "text": text,
            "source": "python",
            "publishedAt": datetime.now(timezone.utc)}
        producer.produce(
            topic, key=document["id"], value=wire_format(schema_id, writer, document),
            on_delivery=lambda error, _: error and failures.append(error))
        producer.poll(0)
        count += 1
    producer.flush()
    if failures:
        sys.exit(f"{len(failures)} of {count} documents were not accepted, the first because of: {failures[0].str()}")
    print(f"{count} documents sent to {topic}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(USAGE)
    main(*sys.argv[1:])
