package io.wordtide.cli.check;

import static io.wordtide.streams.topics.AdminCalls.await;

import io.wordtide.streams.StepProbe;
import io.wordtide.streams.config.ModelsSettings;
import io.wordtide.streams.config.StepTiming;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.config.WordtideKeys;
import io.wordtide.streams.topics.TopicException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Whether learning steps, as measured on this machine, fit into the time limits of the clients and the brokers, and how
 * many models fit into memory and on the disk.
 */
final class StepCheck implements Supplier<List<Finding>> {

    private static final String SUBJECT = "time limits";
    private static final String MEMORY = "memory";
    private static final String DISK = "disk";
    private static final double MEGABYTE = 1e6;

    /** Share of the heap that models may take beside everything else. */
    private static final double LARGEST_SHARE = 0.7;

    /**
     * What an instance has outside the heap and RocksDB: classes and compiled code, native libraries, stacks, buffers.
     * Measured after 20,000 documents, with two stream threads.
     */
    private static final long NATIVE_BYTES = 300_000_000;

    private static final String LONGEST = "transaction.max.timeout.ms";

    private final WordtideConfig config;
    private final Admin admin;

    StepCheck(WordtideConfig config, Admin admin) {
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
        return List.of(
                judgeTimeout(timing, asked),
                judgeMemory(timing, config.models(), Runtime.getRuntime().maxMemory(), config.rocksDbMemory()),
                judgeDisk(timing, config.models(), config.snapshotKeep(), usableBytes()));
    }

    /** The brokers' limit or, where this user may not read it, whether they accept the timeout. */
    private Finding judgeTimeout(StepTiming timing, long asked) {
        try {
            return judge(timing, asked, allowed());
        } catch (TopicException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
        }
        // the client has no exception of its own for a timeout that is too long; access reports what is not allowed
        return TransactionTrial.refusal(config, Math.toIntExact(asked))
                .filter(refusal -> !(refusal instanceof AuthorizationException))
                .map(refusal ->
                        tooLong(found(timing, asked) + ", which the brokers refuse (" + refusal.getMessage() + ")"))
                .orElseGet(() -> Finding.ok(
                        SUBJECT,
                        found(timing, asked)
                                + "; the limit of the brokers is not visible, because this user is not allowed"
                                + " DESCRIBE_CONFIGS on the cluster"));
    }

    /**
     * @param asked transaction timeout of the application, ms
     * @param allowed longest one that the brokers allow, ms
     */
    static Finding judge(StepTiming timing, long asked, long allowed) {
        String found = found(timing, asked) + ", brokers allow " + allowed;
        return asked <= allowed ? Finding.ok(SUBJECT, found) : tooLong(found);
    }

    private static String found(StepTiming timing, long asked) {
        return "a learning step takes %d ms here, a snapshot %.1f MB; %s is %d"
                .formatted(
                        timing.step().toMillis(),
                        timing.snapshotBytes() / 1e6,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        asked);
    }

    private static Finding tooLong(String found) {
        return Finding.problem(
                SUBJECT,
                found + ": the application cannot start; raise " + LONGEST
                        + " of the brokers, or lower wordtide.snapshot.interval,"
                        + " wordtide.mini-batch.size or the refinement's steps");
    }

    /**
     * @param heapBytes the most that this process may use, which a start with the same options has, too
     * @param rocksDbBytes bound on the memory of all local stores
     */
    static Finding judgeMemory(StepTiming timing, ModelsSettings models, long heapBytes, long rocksDbBytes) {
        String found =
                "a model whose vocabulary is full takes %.1f MB while it is awake; %s is %.0f MB of a heap of %.0f MB"
                        .formatted(
                                timing.modelBytes() / MEGABYTE,
                                WordtideKeys.MODELS_MEMORY,
                                models.memoryBytes() / MEGABYTE,
                                heapBytes / MEGABYTE);
        if (timing.modelBytes() + models.memoryBytes() > heapBytes * LARGEST_SHARE) {
            return Finding.problem(
                    MEMORY,
                    found + ", which leaves too little for the rest; raise -Xmx, or lower " + WordtideKeys.MODELS_MEMORY
                            + ", wordtide.vocabulary.size or wordtide.model.latent.size");
        }
        return Finding.ok(
                MEMORY,
                found
                        + ", so that %d of them are awake at once; an instance takes at most %.0f MB: heap, %.0f MB for %s and some %.0f MB for code, libraries and buffers"
                                .formatted(
                                        Math.max(1, models.memoryBytes() / Math.max(1, timing.modelBytes())),
                                        (heapBytes + rocksDbBytes + NATIVE_BYTES) / MEGABYTE,
                                        rocksDbBytes / MEGABYTE,
                                        WordtideKeys.ROCKSDB_MEMORY,
                                        NATIVE_BYTES / MEGABYTE));
    }

    /** @param usableBytes free on the disk of the state directory */
    static Finding judgeDisk(StepTiming timing, ModelsSettings models, int snapshotKeep, long usableBytes) {
        double modelMegabytes = timing.snapshotBytes() * snapshotKeep / MEGABYTE;
        return Finding.ok(
                DISK,
                "a model whose vocabulary is full takes %.1f MB (%d snapshots); %.0f MB are free, enough for %,d of the %,d models that %s allows for each partition"
                        .formatted(
                                modelMegabytes,
                                snapshotKeep,
                                usableBytes / MEGABYTE,
                                Math.min(models.maximum(), (long) (usableBytes / MEGABYTE / modelMegabytes)),
                                models.maximum(),
                                WordtideKeys.MODELS_MAXIMUM));
    }

    private long usableBytes() {
        Path existing = config.stateDirectory().toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = Objects.requireNonNull(existing.getParent());
        }
        return existing.toFile().getUsableSpace();
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
