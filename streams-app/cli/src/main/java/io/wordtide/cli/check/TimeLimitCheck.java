package io.wordtide.cli.check;

import static io.wordtide.streams.topics.AdminCalls.await;

import io.wordtide.streams.StepProbe;
import io.wordtide.streams.config.StepTiming;
import io.wordtide.streams.config.WordtideConfig;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.streams.StreamsConfig;

/** Whether learning steps, as measured on this machine, fit into the time limits of the clients and the brokers. */
final class TimeLimitCheck implements Supplier<List<Finding>> {

    private static final String SUBJECT = "time limits";
    private static final String LONGEST = "transaction.max.timeout.ms";

    private final WordtideConfig config;
    private final Admin admin;

    TimeLimitCheck(WordtideConfig config, Admin admin) {
        this.config = config;
        this.admin = admin;
    }

    @Override
    public List<Finding> get() {
        StepTiming timing = StepProbe.measure(config);
        // throws if the model cannot fit, and says what to lower
        StreamsConfig streams = new StreamsConfig(config.streamsProperties(timing));
        long asked = (Long) ConfigDef.parseType(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                String.valueOf(streams.getProducerConfigs("check").get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG)),
                ConfigDef.Type.LONG);
        return List.of(judge(timing, asked, allowed()));
    }

    /**
     * @param asked transaction timeout of the application, ms
     * @param allowed longest one that the brokers allow, ms
     */
    static Finding judge(StepTiming timing, long asked, long allowed) {
        String found = "a learning step takes %d ms here, a snapshot %.1f MB; %s is %d, brokers allow %d"
                .formatted(
                        timing.step().toMillis(),
                        timing.snapshotBytes() / 1e6,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        asked,
                        allowed);
        return asked <= allowed
                ? Finding.ok(SUBJECT, found)
                : Finding.problem(
                        SUBJECT,
                        found + ": the application cannot start; raise " + LONGEST
                                + " of the brokers, or lower wordtide.snapshot.interval,"
                                + " wordtide.mini-batch.size or the refinement's steps");
    }

    private long allowed() {
        String broker = await("describe the cluster", admin.describeCluster().nodes())
                .iterator()
                .next()
                .idString();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker);
        Config settings = await(
                        "read the settings of broker " + broker,
                        admin.describeConfigs(List.of(resource)).all())
                .values()
                .iterator()
                .next();
        return Long.parseLong(settings.get(LONGEST).value());
    }
}
