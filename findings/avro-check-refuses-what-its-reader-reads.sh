#!/usr/bin/env bash
# Package:   org.apache.avro:avro 1.12.2 (Maven Central)
# Guess:     SchemaCompatibility, which "evaluates the compatibility between a reader schema and a writer schema", agrees
#            with DatumReader: what it calls incompatible cannot be read. Registries decide by it.
# Behaviour: it calls records of different names incompatible, while the reader reads them, also within other records and
#            unions: the reader compares only their fields. For enums both refuse. So a registry refuses a producer whose
#            records every Java consumer could read (ksqlDB and Kafka Connect give records names of their own).
# Seen:      record                    INCOMPATIBLE  read {"text": "oil"}
#            record in another record  INCOMPATIBLE  read {"in": {"text": "oil"}}
#            record in a union         INCOMPATIBLE  read {"text": "oil"}
#            enum                      INCOMPATIBLE  AvroTypeException
# Run:       a JDK 17 or newer and Maven; exits with 1 if any of the lines differs.
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

cat >Names.java <<'JAVA'
import java.io.ByteArrayOutputStream;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

public class Names {
    public static void main(String[] args) throws Exception {
        Schema writer = record("Value");
        Schema reader = record("Document");
        GenericRecord oil = new GenericRecordBuilder(writer).set("text", "oil").build();
        read("record", oil, writer, reader);
        Schema around = within(writer);
        read("record in another record", new GenericRecordBuilder(around).set("in", oil).build(), around, within(reader));
        read("record in a union", oil, writer, Schema.createUnion(Schema.create(Schema.Type.NULL), reader));
        Schema one = SchemaBuilder.enumeration("One").symbols("A");
        read("enum", new GenericData.EnumSymbol(one, "A"), one, SchemaBuilder.enumeration("Other").symbols("A"));
    }

    private static Schema record(String name) {
        return SchemaBuilder.record(name).fields().requiredString("text").endRecord();
    }

    private static Schema within(Schema record) {
        return SchemaBuilder.record("Around").fields().name("in").type(record).noDefault().endRecord();
    }

    private static void read(String what, Object value, Schema writer, Schema reader) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(writer).write(value, encoder);
        encoder.flush();
        String found;
        try {
            found = "read " + new GenericDatumReader<>(writer, reader)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        } catch (AvroTypeException e) {
            found = "AvroTypeException";
        }
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
        System.out.printf("%-24s  %s  %s%n", what, compatibility, found);
    }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
javac -cp 'lib/*' -d classes Names.java
java -cp 'classes:lib/*' Names 2>log | tee found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
record                    INCOMPATIBLE  read {"text": "oil"}
record in another record  INCOMPATIBLE  read {"in": {"text": "oil"}}
record in a union         INCOMPATIBLE  read {"text": "oil"}
enum                      INCOMPATIBLE  AvroTypeException
SEEN
