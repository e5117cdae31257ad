#!/usr/bin/env bash
# Package:   io.confluent:kafka-avro-serializer 7.9.2, as bundled with org.apache.pulsar:pulsar-io-kafka 4.0.8 (Maven Central)
# Guess:     whatever the registry answers, KafkaAvroSerializer.serialize throws Kafka's SerializationException with the
#            registry's RestClientException as its cause, so that one catch finds all of them.
# Behaviour: true of 404 and 409. For 401, 403 and 500 the client throws exceptions that Kafka has for brokers, not a
#            SerializationException. The one for 500 is a TimeoutException, which is retriable: a program that retries it, as
#            for a slow broker, retries what the registry has refused. The message holds the whole schema in every case.
# Seen:      401  AuthenticationException   a SerializationException: false, retriable: false
#            403  AuthorizationException    a SerializationException: false, retriable: false
#            404  SerializationException    a SerializationException: true, retriable: false
#            409  SerializationException    a SerializationException: true, retriable: false
#            500  TimeoutException          a SerializationException: false, retriable: true
# Run:       a JDK 17 or newer and Maven; exits with 1 if any of the five lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
  -Dartifact=org.apache.pulsar:pulsar-io-kafka:4.0.8:jar -DoutputDirectory=. >&2
jar xf pulsar-io-kafka-4.0.8.jar META-INF/bundled-dependencies

cat >Answers.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;

public class Answers {
    public static void main(String[] args) throws Exception {
        for (int status : new int[] {401, 403, 404, 409, 500}) {
            serialize(status);
        }
    }

    private static void serialize(int status) throws Exception {
        // a registry that answers this to everything, as Confluent's does: JSON with a code
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = ("{\"error_code\": " + status + "01, \"message\": \"no\"}").getBytes();
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        KafkaAvroSerializer serializer = new KafkaAvroSerializer(new CachedSchemaRegistryClient(url, 10));
        serializer.configure(Map.of("schema.registry.url", url), false);
        GenericData.Record page = new GenericData.Record(new Schema.Parser().parse(
                "{\"type\": \"record\", \"name\": \"Page\", \"fields\": [{\"name\": \"url\", \"type\": \"string\"}]}"));
        page.put("url", "https://example.org/");
        try {
            serializer.serialize("pages", page);
            System.out.println(status + "  written");
        } catch (RuntimeException e) {
            System.out.printf(
                    "%d  %-24s  a SerializationException: %s, retriable: %s%s%n",
                    status,
                    e.getClass().getSimpleName(),
                    e instanceof SerializationException,
                    e instanceof RetriableException,
                    e.getCause() instanceof RestClientException ? "" : ", other cause");
        } finally {
            server.stop(0);
        }
    }
}
JAVA

java -cp 'META-INF/bundled-dependencies/*' Answers.java 2>log | grep -E '^[0-9]{3}  ' >found || { cat log >&2; exit 1; }
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
401  AuthenticationException   a SerializationException: false, retriable: false
403  AuthorizationException    a SerializationException: false, retriable: false
404  SerializationException    a SerializationException: true, retriable: false
409  SerializationException    a SerializationException: true, retriable: false
500  TimeoutException          a SerializationException: false, retriable: true
SEEN
