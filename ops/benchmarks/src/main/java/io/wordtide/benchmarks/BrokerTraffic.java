package io.wordtide.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * What producers have sent to the internal topics of an application, by the metrics of the broker in this JVM: bytes as
 * they were sent, that is compressed, whatever the broker has deleted since.
 *
 * @param bytes by the name of the topic without the application's
 */
record BrokerTraffic(Map<String, Long> bytes) {

    private static final String METRIC = "kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec,topic=";

    /** From the start of the broker until now. */
    static BrokerTraffic of(String applicationId) {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        String prefix = applicationId + "-";
        try {
            return new BrokerTraffic(beans.queryNames(new ObjectName(METRIC + prefix + "*"), null).stream()
                    .collect(Collectors.toMap(
                            name -> name.getKeyProperty("topic").substring(prefix.length()),
                            name -> count(beans, name))));
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("expected an application id, found " + applicationId, e);
        }
    }

    private static long count(MBeanServer beans, ObjectName name) {
        try {
            return (Long) beans.getAttribute(name, "Count");
        } catch (JMException e) {
            throw new IllegalStateException("expected the broker to count the bytes of its topics, found " + e, e);
        }
    }

    /** Of a topic; 0 if nothing was sent to it. */
    long of(Topic topic) {
        return bytes.getOrDefault(topic.suffix, 0L);
    }

    /** Internal topics by what is written to them. */
    enum Topic {
        BAGS("bags-repartition"),
        JOURNAL("bag-journal-changelog"),
        SNAPSHOTS("model-snapshot-changelog"),
        FREQUENCIES("document-frequencies-changelog"),
        RECENT("recent-documents-changelog"),
        ROUNDS("rounds"),
        REFINED_PARTS("refined-parts");

        private final String suffix;

        Topic(String suffix) {
            this.suffix = suffix;
        }
    }
}
