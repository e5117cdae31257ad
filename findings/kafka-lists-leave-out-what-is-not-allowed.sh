#!/usr/bin/env bash
# Packages:  org.apache.kafka:kafka_2.13 and kafka-clients 4.3.1 (Maven Central), a broker with its StandardAuthorizer
# Guess:     a user who may not see something gets an AuthorizationException, as from describeTopics and
#            describeTransactions. An empty answer means that there is nothing.
# Behaviour: listTransactions and listConsumerGroupOffsets leave out, without an error, what the user may not DESCRIBE: the
#            transactional ids, and the topics of the offsets of a group that it may see. A program that looks for open
#            transactions or for committed offsets concludes that there are none.
# Seen:      describeTopics            TopicAuthorizationException
#            describeTransactions      TransactionalIdAuthorizationException
#            listTransactions          0 of 1
#            listConsumerGroupOffsets  0 of 1
# Run:       a JDK 17 or newer and Maven; exits with 1 if any of the four lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.3.1</version></dependency>
  </dependencies>
</project>
POM

cat >Lists.java <<'JAVA'
import java.net.ServerSocket;
import java.util.*;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import kafka.server.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.*;
import org.apache.kafka.common.acl.*;
import org.apache.kafka.common.resource.*;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

public class Lists {
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"%1$s\" password=\"%1$s\" user_admin=\"admin\" user_reader=\"reader\";";

    public static void main(String[] args) throws Exception {
        int broker = port();
        int controller = port();
        new Formatter().setNodeId(1).setClusterId(Uuid.randomUuid().toString()).setDirectories(Set.of("logs"))
                .setMetadataLogDirectory("logs").setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName("CONTROLLER").run();
        KafkaRaftServer server = new KafkaRaftServer(
                KafkaConfig.fromProps(settings(broker, controller), false), Time.SYSTEM);
        server.startup();
        try (Admin admin = Admin.create(client("admin", broker));
                Producer<String, String> producer = producer(broker);
                Admin reader = Admin.create(client("reader", broker))) {
            admin.createTopics(List.of(new NewTopic("a", 1, (short) 1))).all().get();
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("a", "value")).get();
            admin.alterConsumerGroupOffsets("g", Map.of(new TopicPartition("a", 0), new OffsetAndMetadata(0))).all().get();
            admin.createAcls(List.of(new AclBinding(
                    new ResourcePattern(ResourceType.GROUP, "g", PatternType.LITERAL),
                    new AccessControlEntry("User:reader", "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW)))).all().get();
            while (admin.describeAcls(AclBindingFilter.ANY).values().get().isEmpty()) {
                Thread.sleep(10);
            }

            print("describeTopics", () -> reader.describeTopics(List.of("a")).allTopicNames().get().size() + " of 1");
            print("describeTransactions",
                    () -> reader.describeTransactions(List.of("t")).all().get().size() + " of 1");
            print("listTransactions", () -> reader.listTransactions().all().get().size() + " of "
                    + admin.listTransactions().all().get().size());
            print("listConsumerGroupOffsets", () -> offsets(reader) + " of " + offsets(admin));
            producer.abortTransaction();
        } finally {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    private static int offsets(Admin admin) throws Exception {
        return admin.listConsumerGroupOffsets("g").partitionsToOffsetAndMetadata().get().size();
    }

    private static void print(String call, Callable<String> answer) throws Exception {
        String text;
        try {
            text = answer.call();
        } catch (ExecutionException e) {
            text = e.getCause().getClass().getSimpleName();
        }
        System.out.printf("%-25s %s%n", call, text);
    }

    private static int port() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Map<String, Object> client(String user, int broker) {
        return new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:" + broker, "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN", "sasl.jaas.config", LOGIN.formatted(user)));
    }

    private static Producer<String, String> producer(int broker) {
        Map<String, Object> settings = client("admin", broker);
        settings.put("transactional.id", "t");
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static Properties settings(int broker, int controller) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "log.dirs", "logs",
                "listeners", "CLIENTS://127.0.0.1:" + broker + ",CONTROLLER://127.0.0.1:" + controller,
                "listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.voters", "1@127.0.0.1:" + controller,
                "inter.broker.listener.name", "CLIENTS"));
        settings.putAll(Map.of(
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "listener.name.clients.plain.sasl.jaas.config", LOGIN.formatted("admin"),
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:admin;User:ANONYMOUS",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1"));
        return settings;
    }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
java -Xmx512m -cp 'lib/*' Lists.java 2>log | grep -E '^(describe|list)' >found || cat log >&2
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
describeTopics            TopicAuthorizationException
describeTransactions      TransactionalIdAuthorizationException
listTransactions          0 of 1
listConsumerGroupOffsets  0 of 1
SEEN
