#!/usr/bin/env bash
# Packages:  org.apache.avro:avro 1.12.2 (Maven Central); python3-avro 1.11.1 (Debian 12)
# Guess:     a reader whose schema has timestamp-millis gets the right instant from a writer's timestamp-micros or date, or
#            an error: the logical types of both schemas are known to it, and Java's SchemaCompatibility reports what
#            cannot be read. Decimals of another scale likewise.
# Behaviour: Java resolves the number alone and reads it in the reader's unit, which is not the one it was written in, while
#            SchemaCompatibility (and with it every registry that uses it) calls the schemas compatible. Python reads in the
#            writer's unit, whatever the reader's schema says. So one record has two dates.
# Seen:      Java    timestamp-micros as timestamp-millis  COMPATIBLE  +58134-01-21T00:00:00Z
#            Java    date as timestamp-millis              COMPATIBLE  1970-01-01T00:00:20.513Z
#            Java    decimal(9,2) as decimal(9,4)          COMPATIBLE  0.1234
#            Python  timestamp-micros as timestamp-millis  2026-03-01 12:00:00+00:00
#            Python  date as timestamp-millis              2026-03-01
# Run:       a JDK 17 or newer, Maven, Python 3 and apt-get; exits with 1 if any of the lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.avro</groupId><artifactId>avro</artifactId><version>1.12.2</version></dependency>
  </dependencies>
</project>
POM

cat >Units.java <<'JAVA'
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

public class Units {
    public static void main(String[] args) throws Exception {
        GenericData data = GenericData.get();
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        Schema millis = LogicalTypes.timestampMillis().addToSchema(Schema.create(Type.LONG));
        Schema micros = LogicalTypes.timestampMicros().addToSchema(Schema.create(Type.LONG));
        Schema date = LogicalTypes.date().addToSchema(Schema.create(Type.INT));
        Schema cents = LogicalTypes.decimal(9, 2).addToSchema(Schema.create(Type.BYTES));
        Schema finer = LogicalTypes.decimal(9, 4).addToSchema(Schema.create(Type.BYTES));
        read("timestamp-micros as timestamp-millis", Instant.parse("2026-03-01T12:00:00Z"), micros, millis);
        read("date as timestamp-millis", LocalDate.parse("2026-03-01"), date, millis);
        read("decimal(9,2) as decimal(9,4)", new BigDecimal("12.34"), cents, finer);
    }

    private static void read(String what, Object value, Schema writer, Schema reader) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(writer).write(value, encoder);
        encoder.flush();
        Object found = new GenericDatumReader<>(writer, reader)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
        System.out.printf("Java    %-36s  %s  %s%n", what, compatibility, found);
    }
}
JAVA

cat >units.py <<'PYTHON'
import io
import avro.schema
from avro.io import BinaryDecoder, BinaryEncoder, DatumReader

def read(what, number, writer, reader):
    written = io.BytesIO()
    BinaryEncoder(written).write_long(number)  # int and long are written alike
    decoder = BinaryDecoder(io.BytesIO(written.getvalue()))
    print("Python  %-36s  %s" % (what, DatumReader(avro.schema.parse(writer), avro.schema.parse(reader)).read(decoder)))

millis = '{"type": "long", "logicalType": "timestamp-millis"}'
read("timestamp-micros as timestamp-millis", 1772366400000000, '{"type": "long", "logicalType": "timestamp-micros"}', millis)
read("date as timestamp-millis", 20513, '{"type": "int", "logicalType": "date"}', millis)
PYTHON

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
apt-get -q download python3-avro=1.11.1+dfsg-2 >&2
dpkg-deb -x python3-avro_*.deb .

{
  javac -cp 'lib/*' -d classes Units.java
  java -cp 'classes:lib/*' Units 2>log
  PYTHONPATH=usr/lib/python3/dist-packages python3 units.py
} >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
Java    timestamp-micros as timestamp-millis  COMPATIBLE  +58134-01-21T00:00:00Z
Java    date as timestamp-millis              COMPATIBLE  1970-01-01T00:00:20.513Z
Java    decimal(9,2) as decimal(9,4)          COMPATIBLE  0.1234
Python  timestamp-micros as timestamp-millis  2026-03-01 12:00:00+00:00
Python  date as timestamp-millis              2026-03-01
SEEN
