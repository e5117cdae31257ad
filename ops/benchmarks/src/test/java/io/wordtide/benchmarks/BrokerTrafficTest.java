package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.benchmarks.BrokerTraffic.Topic;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;

class BrokerTrafficTest {

    private static final String METRIC = "kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec,topic=";

    /** As the broker's meters. */
    public interface Meter {
        long getCount();
    }

    @Test
    void shouldReadTheBytesOfTheInternalTopicsOfOneApplication() throws JMException {
        // Given: another application's name begins with the same letters, and public topics have a dot
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        register(beans, "run-1-rounds", 700);
        register(beans, "run-1-bag-journal-changelog", 50);
        register(beans, "run-12-rounds", 9000);
        register(beans, "run-1.learning.reports", 80);
        try {
            // When
            BrokerTraffic traffic = BrokerTraffic.of("run-1");

            // Then
            assertThat(traffic.bytes()).hasSize(2);
            assertThat(traffic.of(Topic.ROUNDS)).isEqualTo(700);
            assertThat(traffic.of(Topic.JOURNAL)).isEqualTo(50);
            assertThat(traffic.of(Topic.REFINED_PARTS)).isZero();
        } finally {
            for (ObjectName name : beans.queryNames(new ObjectName(METRIC + "run-*"), null)) {
                beans.unregisterMBean(name);
            }
        }
    }

    private static void register(MBeanServer beans, String topic, long count) throws JMException {
        beans.registerMBean(new StandardMBean((Meter) () -> count, Meter.class), new ObjectName(METRIC + topic));
    }
}
