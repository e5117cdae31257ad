#!/usr/bin/env bash
# Packages:  org.apache.kafka:kafka_2.13 and kafka-streams 4.3.1 (Maven Central), one broker
# Guess:     with exactly_once_v2, another instance takes over the tasks of a killed one after session.timeout.ms and the time that
#            restoring takes. What the dead one had not committed is skipped, as by any reader of committed records.
# Behaviour: it takes transaction.timeout.ms, and up to 10 s until the broker looks. Restoring goes up to the end of the
#            changelog including open transactions, which a reader of committed records cannot pass, so the instance stays in
#            REBALANCING. On the state directory of the killed instance, the next process has the same transactional ids and
#            aborts the transaction at once. Kafka Streams' own default of 10 s hides it; who raises the timeout meets it.
# Seen:      another state directory  RUNNING  45 s after the kill, with transaction.timeout.ms of 40 s, session.timeout.ms of 6 s
#            same state directory     RUNNING   8 s after the kill
# Run:       a JDK 17 or newer and Maven; exits with 1 if the first takes under 35 s, or the second over 30 s.
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
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-streams</artifactId><version>4.3.1</version></dependency>
  </dependencies>
</project>
POM

cat >Takeover.java <<'JAVA'
import java.io.File;
import java.net.ServerSocket;
import java.util.*;
import kafka.server.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.*;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.streams.*;
import org.apache.kafka.streams.kstream.*;

public class Takeover {

    public static void main(String[] args) throws Exception {
        if (args.length == 2) {
            instance(args[0], args[1]);
            return;
        }
        String broker = "127.0.0.1:" + port();
        String controller = "127.0.0.1:" + port();
        new Formatter().setNodeId(1).setClusterId(Uuid.randomUuid().toString()).setDirectories(Set.of("logs"))
                .setMetadataLogDirectory("logs").setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName("CONTROLLER").run();
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings(broker, controller), false), Time.SYSTEM);
        server.startup();
        long other;
        long same;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            admin.createTopics(List.of(new NewTopic("in", 1, (short) 1))).all().get();
            Process first = running("a", broker);
            other = takeover(first, "b", broker);
            Process second = running("c", broker);
            same = takeover(second, "c", broker);
        } finally {
            server.shutdown();
            server.awaitShutdown();
        }
        System.out.printf("another state directory  RUNNING %3d s after the kill%n", other);
        System.out.printf("same state directory     RUNNING %3d s after the kill%n", same);
        System.exit(other < 35 || same > 30 ? 1 : 0);
    }

    /** Kills an instance in the middle of a transaction, starts another; returns the seconds until that runs. */
    private static long takeover(Process instance, String stateDirectory, String broker) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 100; i++) {
                producer.send(new ProducerRecord<>("in", "key " + i, "value"));
            }
        }
        Thread.sleep(5_000); // it has counted, and commits later
        instance.destroyForcibly().waitFor();
        long start = System.nanoTime();
        Process next = running(stateDirectory, broker);
        long seconds = Math.round((System.nanoTime() - start) / 1e9);
        next.destroy(); // in order
        next.waitFor();
        return seconds;
    }

    private static Process running(String stateDirectory, String broker) throws Exception {
        Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
                        System.getProperty("java.class.path"), "Takeover", stateDirectory, broker)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("RUNNING")) {
                return process;
            }
        }
        throw new IllegalStateException("the instance on " + stateDirectory + " ended early");
    }

    private static void instance(String stateDirectory, String broker) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .groupByKey().count(Materialized.as("counts"));
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "application.id", "finding",
                "bootstrap.servers", broker,
                "state.dir", new File(stateDirectory).getAbsolutePath(),
                "processing.guarantee", "exactly_once_v2",
                "commit.interval.ms", "35000",
                "producer.transaction.timeout.ms", "40000",
                "session.timeout.ms", "6000",
                "statestore.cache.max.bytes", "0",
                "heartbeat.interval.ms", "1000"));
        KafkaStreams streams = new KafkaStreams(builder.build(), settings);
        streams.setStateListener((now, before) -> System.out.println(now));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(
                CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP))));
        streams.start();
    }

    private static String port() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private static Properties settings(String broker, String controller) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "log.dirs", "logs",
                "listeners", "PLAINTEXT://" + broker + ",CONTROLLER://" + controller,
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.voters", "1@" + controller,
                "group.initial.rebalance.delay.ms", "0"));
        settings.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.min.isr", "1"));
        return settings;
    }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
javac -cp 'lib/*' Takeover.java
java -cp '.:lib/*' Takeover 2>/dev/null
