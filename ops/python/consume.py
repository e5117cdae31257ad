#!/usr/bin/python3
"""Prints the document embeddings that Wordtide has published. Shares no code with Wordtide.

The packages are Debian's: apt-get install python3-confluent-kafka python3-avro
"""
import io
import json
import struct
import sys
import urllib.request
import uuid

import avro.io
import avro.schema
from confluent_kafka import Consumer

USAGE = "Usage: consume.py BOOTSTRAP_SERVERS REGISTRY_URL TOPIC COUNT"
COMPONENTS_SHOWN = 4


class Registry:
    """The writers' schemas by their ids, each asked for once."""

    def __init__(self, url):
        self.url = url
        self.readers = {}

    def decode(self, value):
        magic, schema_id = struct.unpack(">bI", value[:5])
        if magic != 0:
            raise ValueError(f"expected the Confluent wire format, which begins with a byte 0, found {magic}")
        if schema_id not in self.readers:
            with urllib.request.urlopen(f"{self.url}/schemas/ids/{schema_id}") as answer:
                self.readers[schema_id] = avro.io.DatumReader(avro.schema.parse(json.load(answer)["schema"]))
        return self.readers[schema_id].read(avro.io.BinaryDecoder(io.BytesIO(value[5:])))


def main(bootstrap_servers, registry_url, topic, count):
    registry = Registry(registry_url)
    consumer = Consumer({
        "bootstrap.servers": bootstrap_servers,
        "group.id": f"consume-{uuid.uuid4()}",  # of its own, so that every run reads everything
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
        "isolation.level": "read_committed"})
    consumer.subscribe([topic])
    try:
        for _ in range(count):
            record = consumer.poll()
            if record.error():
                sys.exit(f"cannot read {topic}: {record.error().str()}")
            embedding = registry.decode(record.value())
            mean = embedding["mean"]
            components = " ".join(f"{component:8.4f}" for component in mean[:COMPONENTS_SHOWN])
            more = f" … ({len(mean)})" if len(mean) > COMPONENTS_SHOWN else ""
            print(f"{embedding['documentId']:20} version {embedding['modelVersion']:4}  {components}{more}")
    finally:
        consumer.close()


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(USAGE)
    main(*sys.argv[1:4], int(sys.argv[4]))
