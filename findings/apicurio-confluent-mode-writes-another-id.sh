#!/usr/bin/env bash
# Package:   io.apicurio:apicurio-registry-serdes-avro-serde 2.6.13.Final (Maven Central)
# Guess:     AvroKafkaSerializer begins a value with a magic byte and an 8-byte id; with apicurio.registry.as-confluent=true it
#            writes what a Confluent client reads: a 0, and in 4 bytes the id that the registry's Confluent API knows.
# Behaviour: by default the value has no id, which is in a header. as-confluent=true changes the length of the id and nothing
#            else: it is the global id, while the registry's Confluent API (/apis/ccompat) answers content ids. The two
#            differ from the second registration of a schema on, so a Confluent client finds no schema, or another one.
#            Three settings are needed together.
# Seen:      default                     value 066f696c  apicurio.value.globalId 000000000000012c
#            headers.enabled=false       value 00000000000000012c066f696c
#            and as-confluent=true       value 000000012c066f696c
#            and use-id=contentId        value 0000000007066f696c
# Run:       a JDK 17 or newer and Maven, no registry: its client is replaced by one that registers every schema as global id
#            300 (hexadecimal 012c) and content id 7. Exits with 1 if any of the lines differs.
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
      <groupId>io.apicurio</groupId><artifactId>apicurio-registry-serdes-avro-serde</artifactId><version>2.6.13.Final</version>
    </dependency>
  </dependencies>
</project>
POM

cat >Ids.java <<'JAVA'
import io.apicurio.registry.rest.client.RegistryClient;
import io.apicurio.registry.rest.v2.beans.ArtifactMetaData;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.header.internals.RecordHeaders;

public class Ids {
    public static void main(String[] args) {
        Map<String, Object> settings = new HashMap<>(Map.of("apicurio.registry.auto-register", "true"));
        write("default", settings);
        settings.put("apicurio.registry.headers.enabled", "false");
        write("headers.enabled=false", settings);
        settings.put("apicurio.registry.as-confluent", "true");
        write("and as-confluent=true", settings);
        settings.put("apicurio.registry.use-id", "contentId");
        write("and use-id=contentId", settings);
    }

    private static void write(String what, Map<String, Object> settings) {
        Schema schema = SchemaBuilder.record("R").fields().requiredString("text").endRecord();
        GenericRecord record = new GenericRecordBuilder(schema).set("text", "oil").build();
        RecordHeaders headers = new RecordHeaders();
        try (AvroKafkaSerializer<GenericRecord> serializer = new AvroKafkaSerializer<>(registry())) {
            serializer.configure(settings, false);
            System.out.printf("%-26s  value %s", what, hex(serializer.serialize("topic", headers, record)));
        }
        headers.headers("apicurio.value.globalId")
                .forEach(header -> System.out.print("  " + header.key() + " " + hex(header.value())));
        System.out.println();
    }

    private static RegistryClient registry() {
        ArtifactMetaData registered = new ArtifactMetaData();
        registered.setId("topic-value");
        registered.setVersion("1");
        registered.setGlobalId(300L);
        registered.setContentId(7L);
        return (RegistryClient) Proxy.newProxyInstance(
                Ids.class.getClassLoader(),
                new Class<?>[] {RegistryClient.class},
                (proxy, method, arguments) -> method.getReturnType() == ArtifactMetaData.class ? registered : null);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
javac -cp 'lib/*' -d classes Ids.java
java -cp 'classes:lib/*' Ids 2>log | tee found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
default                     value 066f696c  apicurio.value.globalId 000000000000012c
headers.enabled=false       value 00000000000000012c066f696c
and as-confluent=true       value 000000012c066f696c
and use-id=contentId        value 0000000007066f696c
SEEN
