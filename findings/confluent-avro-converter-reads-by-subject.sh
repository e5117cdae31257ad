#!/usr/bin/env bash
# Package:   io.confluent:kafka-connect-avro-converter 7.9.2 as contained in org.apache.pulsar:pulsar-io-kafka-connect-adaptor-nar 4.0.8
#            (Maven Central), with kafka-avro-serializer from the same archive
# Guess:     a record says by its id which schema it was written with, so the subject name strategy matters to who writes and
#            is ignored by who reads, as the deserializer ignores it.
# Behaviour: the converter looks up the version of the schema under the subject that its own strategy names. If the record was
#            written with another strategy, a sink's task fails at its first record with "Subject Not Found". A worker whose
#            sources need TopicRecordNameStrategy cannot run a sink of topics written with the default.
# Seen:      deserializer, other strategy   read: {"url": "/oil"}
#            converter, same strategy       read: Struct{url=/oil}
#            converter, other strategy      DataException: Subject Not Found; error code: 40401
# Run:       a JDK 17 or newer and Maven (130 MB), no registry: Confluent's MockSchemaRegistryClient takes its place. Exits with 1
#            if any of the lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId><artifactId>connect-runtime</artifactId><version>4.3.1</version>
    </dependency>
    <dependency>
      <groupId>org.apache.avro</groupId><artifactId>avro</artifactId><version>1.12.2</version>
    </dependency>
    <dependency>
      <groupId>com.google.guava</groupId><artifactId>guava</artifactId><version>33.5.0-jre</version>
    </dependency>
    <dependency>
      <groupId>com.fasterxml.jackson.datatype</groupId><artifactId>jackson-datatype-jdk8</artifactId><version>2.21.2</version>
    </dependency>
  </dependencies>
</project>
POM

cat >Read.java <<'JAVA'
import io.confluent.connect.avro.AvroConverter;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.serialization.Deserializer;

public class Read {
    private static final String BY_RECORD = "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy";

    public static void main(String[] args) {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        Schema schema = SchemaBuilder.record("Page").fields().requiredString("url").endRecord();
        GenericRecord page = new GenericRecordBuilder(schema).set("url", "/oil").build();
        byte[] written;
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer(registry, settings(false))) {
            written = serializer.serialize("pages", page);
        }
        try (Deserializer<Object> deserializer = new KafkaAvroDeserializer(registry, settings(true))) {
            print("deserializer, other strategy", () -> deserializer.deserialize("pages", written));
        }
        print("converter, same strategy", () -> converter(registry, false).toConnectData("pages", written).value());
        print("converter, other strategy", () -> converter(registry, true).toConnectData("pages", written).value());
    }

    private static AvroConverter converter(MockSchemaRegistryClient registry, boolean byRecord) {
        AvroConverter converter = new AvroConverter(registry);
        converter.configure(settings(byRecord), false);
        return converter;
    }

    private static Map<String, Object> settings(boolean byRecord) {
        Map<String, Object> settings = new HashMap<>(Map.of("schema.registry.url", "mock://pages"));
        if (byRecord) {
            settings.put("value.subject.name.strategy", BY_RECORD);
        }
        return settings;
    }

    private static void print(String what, Supplier<Object> read) {
        String found;
        try {
            found = "read: " + read.get();
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            found = e.getClass().getSimpleName() + ": " + cause.getMessage();
        }
        System.out.printf("%-30s %s%n", what, found);
    }
}
JAVA

plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0
mvn -q -B $plugin:copy-dependencies -DoutputDirectory=lib >&2
mvn -q -B $plugin:unpack -Dartifact=org.apache.pulsar:pulsar-io-kafka-connect-adaptor-nar:4.0.8 -DoutputDirectory=converter \
  '-Dmdep.unpack.includes=**/kafka-connect-avro-*.jar,**/kafka-avro-*.jar,**/kafka-schema-*.jar' >&2
java -cp 'lib/*:converter/META-INF/bundled-dependencies/*' Read.java 2>/dev/null | tee found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
deserializer, other strategy   read: {"url": "/oil"}
converter, same strategy       read: Struct{url=/oil}
converter, other strategy      DataException: Subject Not Found; error code: 40401
SEEN
