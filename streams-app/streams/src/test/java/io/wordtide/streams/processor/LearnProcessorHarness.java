package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.Document;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.WordCounts;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.shard.Shards;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.view.ModelViews;
import io.wordtide.text.TextAnalyzer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LearnProcessor} on real stores, which can be replaced by a new one while the stores stay: what
 * {@code TopologyTestDriver} cannot do, since it deletes its state when it closes.
 */
final class LearnProcessorHarness implements AutoCloseable {

    /** Two terms and one count: the learner cannot build a mini-batch from it. */
    private static final WordCounts OF_WRONG_SHAPE = WordCounts.newBuilder()
            .setDocumentId("broken")
            .setTerms(List.of("oil", "wheat"))
            .setCounts(List.of(1))
            .setTokenCount(1)
            .setOrigin("documents-0@77")
            .build();

    private static final int MOST_CHECKS = 100;

    private final TextAnalyzer analyzer = TextAnalyzer.named("simple");
    private final Path stateDirectory;
    private final List<KeyValueStore<Bytes, byte[]>> stores = LearnerStores.builders().stream()
            .map(store -> store.withLoggingDisabled().build())
            .toList();
    private final List<Emitted> emitted = new ArrayList<>();
    private WordtideConfig config;
    private MockProcessorContext<String, SpecificRecord> context;
    private final EndOfInput endOfInput = new EndOfInput();
    private AwakeModels awake;
    private LearnProcessor processor;
    private long nowMs = 1_000;

    LearnProcessorHarness(WordtideConfig config, Path stateDirectory) {
        this.config = config;
        this.stateDirectory = stateDirectory;
        this.context = context();
        stores.forEach(store -> store.init(context.getStateStoreContext(), store));
        begin(config);
    }

    void send(List<Document> documents) {
        for (Document document : documents) {
            WordCounts bag = Records.wordCounts(document, analyzer.analyze(document.getText()), "documents-0@0");
            processor.process(
                    new Record<>(config.modelRoute().modelId(document, Optional.empty(), "default"), bag, nowMs));
            collect();
        }
    }

    /** A bag that no document yields, as a broken program might write it; it breaks its step. */
    void sendBrokenBag() {
        processor.process(new Record<>("default", OF_WRONG_SHAPE, nowMs));
        collect();
    }

    /** Lets the linger time pass, and one check fire. */
    void pause() {
        var look = context.scheduledPunctuators().get(0);
        long endMs = nowMs + config.miniBatchLinger().toMillis();
        while (nowMs <= endMs) {
            nowMs += look.getInterval().toMillis();
            context.setCurrentSystemTimeMs(nowMs);
            look.getPunctuator().punctuate(nowMs);
        }
        collect();
    }

    /** Announces that no more documents will come. */
    void endInput() {
        endOfInput.reached();
    }

    /** Lets one check for requests fire. */
    void answerRequests() {
        context.scheduledPunctuators().get(1).getPunctuator().punctuate(nowMs);
        collect();
    }

    /** Asks to forget a document; nothing is done yet. */
    void askToForget(String documentId) {
        processor.process(new Record<>(documentId, null, nowMs));
        collect();
    }

    /** Lets checks for documents to forget fire until nothing is left to be forgotten. */
    void forget() {
        for (int check = 0; check < MOST_CHECKS && isAskedToForget(); check++) {
            forgetNext();
        }
        assertThat(isAskedToForget()).as("left to be forgotten").isFalse();
    }

    /** Lets one check for documents to forget fire. */
    void forgetNext() {
        context.scheduledPunctuators().get(2).getPunctuator().punctuate(nowMs);
        collect();
    }

    private boolean isAskedToForget() {
        return stores().snapshots().modelIds().stream()
                .anyMatch(id -> !stores().forgetRequests().of(id).isEmpty());
    }

    /** A model as it would continue after a restart. */
    RestoredModel restored(String modelId) {
        return RestoredModel.of(modelId, config, stores());
    }

    /** Whether the processor has asked for a commit. */
    boolean isCommitRequested() {
        return context.committed();
    }

    void restart() {
        restart(config);
    }

    void restart(WordtideConfig newConfig) {
        processor.close();
        context = context();
        stores.forEach(context::addStateStore);
        begin(newConfig);
    }

    /**
     * A record that was forwarded.
     *
     * @param value null for a tombstone
     */
    record Emitted(String child, String key, @Nullable SpecificRecord value) {}

    /** Everything that was forwarded, in order, without measured durations. */
    List<Emitted> emitted() {
        return List.copyOf(emitted);
    }

    /** The forwarded values of one type. */
    <T extends SpecificRecord> List<T> emitted(Class<T> type) {
        return emitted.stream()
                .map(Emitted::value)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The stores, to put into them what only a faulty restore would leave there. */
    LearnerStores stores() {
        return LearnerStores.of(name -> stores.get(LearnerStores.NAMES.indexOf(name)));
    }

    /** Models that are awake. */
    int awakeCount() {
        return awake.count();
    }

    /** Documents that wait for their mini-batch, over all models in the stores. */
    int waitingCount() {
        LearnerStores all = stores();
        return all.snapshots().modelIds().stream()
                .mapToInt(id -> all.journal()
                        .summary(id, all.snapshots().manifest(id).orElseThrow().nextSequence())
                        .waitingDocuments())
                .sum();
    }

    int journalRowCount() {
        try (KeyValueIterator<Bytes, byte[]> rows = stores.get(0).all()) {
            int count = 0;
            while (rows.hasNext()) {
                rows.next();
                count++;
            }
            return count;
        }
    }

    @Override
    public void close() {
        processor.close();
        stores.forEach(KeyValueStore::close);
        analyzer.close();
    }

    private void begin(WordtideConfig newConfig) {
        config = newConfig;
        awake = new AwakeModels(newConfig.models());
        processor = new LearnProcessor(
                newConfig, new ModelViews(newConfig.models()), awake, Shards.alone(newConfig), endOfInput);
        processor.init(context);
    }

    private MockProcessorContext<String, SpecificRecord> context() {
        MockProcessorContext<String, SpecificRecord> fresh =
                new MockProcessorContext<>(new Properties(), new TaskId(1, 0), stateDirectory.toFile());
        fresh.setCurrentSystemTimeMs(nowMs);
        return fresh;
    }

    private void collect() {
        context.forwarded()
                .forEach(forward -> emitted.add(new Emitted(
                        forward.childName().orElseThrow(),
                        forward.record().key(),
                        withoutStopWatch(forward.record().value()))));
        context.resetForwards();
    }

    private static @Nullable SpecificRecord withoutStopWatch(@Nullable SpecificRecord value) {
        return value instanceof LearningReport report
                ? LearningReport.newBuilder(report).setStepMs(0).build()
                : value;
    }
}
