#!/usr/bin/env bash
# Packages:  org.apache.kafka:kafka-clients 4.3.1 (Maven Central); libfaketime 0.9.10 (Debian), which sets the clock of one process
# Guess:     poll(Duration) returns after this time at the latest. Timeouts are measured with the clock that is made for it,
#            System.nanoTime, so setting the system's clock (NTP, an operator, a virtual machine that resumes) changes none.
# Behaviour: Kafka's clients measure nearly all timeouts on the wall clock. If that is put back during a poll, poll returns as
#            much later, unless records arrive: an hour back, an hour later. The same timers drive heartbeats, and Kafka Streams
#            decides by the same clock when to commit. A timer that has seen a later time does not start again from the earlier one.
# Seen:      clock untouched             2 s
#            clock put back by 10 s     12 s
#            clock put forward by 10 s   1 s
# Run:       a JDK 17 or newer, Maven, apt-get, on Debian with amd64 or arm64; exits with 1 if the second line is under 10 s or
#            the first over 5 s.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

apt-get download -qq libfaketime >&2
dpkg -x libfaketime_*.deb library
library=$(find "$PWD/library" -name libfaketime.so.1)

mkdir lib
for artifact in org.apache.kafka:kafka-clients:4.3.1 org.slf4j:slf4j-api:1.7.36; do
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -Dartifact="$artifact" -DoutputDirectory=lib >&2
done

cat >Poll.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

public class Poll {

    public static void main(String[] arguments) throws Exception {
        Path clock = Path.of(arguments[0]);
        // nothing serves the port: no records arrive, and poll has to wait for its timeout
        Map<String, Object> settings = Map.of("bootstrap.servers", "127.0.0.1:9", "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("topic", 0)));
            consumer.seek(new TopicPartition("topic", 0), 0);
            consumer.poll(Duration.ofMillis(100));
            long untouched = poll(consumer, clock, "+20");
            long back = poll(consumer, clock, "+10");
            long forward = poll(consumer, clock, "+20");
            System.out.printf("clock untouched            %2d s%n", untouched);
            System.out.printf("clock put back by 10 s     %2d s%n", back);
            System.out.printf("clock put forward by 10 s  %2d s%n", forward);
            System.exit(back < 10 || untouched > 5 ? 1 : 0);
        }
    }

    /** Seconds that a poll of 2 s takes if the clock is set half a second after its beginning. */
    private static long poll(KafkaConsumer<String, String> consumer, Path clock, String deviation) throws Exception {
        Thread setter = new Thread(() -> {
            try {
                Thread.sleep(500);
                Files.writeString(clock, deviation + "\n");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        setter.start();
        long start = System.nanoTime();
        consumer.poll(Duration.ofSeconds(2));
        long seconds = Math.round((System.nanoTime() - start) / 1e9);
        setter.join();
        Thread.sleep(1_500); // the library reads the file once a second
        return seconds;
    }
}
JAVA

javac -cp 'lib/*' Poll.java
echo +20 >clock
LD_PRELOAD=$library FAKETIME_TIMESTAMP_FILE=$PWD/clock FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1 \
  java -cp '.:lib/*' Poll clock 2>/dev/null
