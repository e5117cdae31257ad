package io.wordtide.app.processor;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.app.config.ModelRoute;
import io.wordtide.app.config.WordtideConfig;
import io.wordtide.app.error.BadDocumentException;
import io.wordtide.app.error.RegistryUnavailableException;
import io.wordtide.app.monitor.StreamsLearnerMetrics;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.TextAnalyzer;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a document into the bag of words of its model, or into a dead letter that says why not. Reads raw bytes, since
 * a dead letter carries them on. Has no state, so it spreads over all partitions of the documents topic.
 *
 * <p>Errors: a {@link RegistryUnavailableException} is not the document's fault and ends the task, which reads the
 * document again.
 */
@SuppressWarnings("NullAway.Init") // init() comes before every other call
public final class TokenizeProcessor implements Processor<byte[], byte[], byte[], TokenizeResult> {

    private static final Logger LOG = LoggerFactory.getLogger(TokenizeProcessor.class);

    private final WordtideConfig config;
    private final ModelRoute route;
    private final String defaultModelId;
    private final int maxCharacters;
    private final DocumentDecoder decoder;
    private TextAnalyzer analyzer;
    private ProcessorContext<byte[], TokenizeResult> context;
    private StreamsLearnerMetrics metrics;

    /** @param registry knows the schemas that documents are written with */
    public TokenizeProcessor(WordtideConfig config, SchemaRegistryClient registry) {
        this.config = config;
        this.route = config.modelRoute();
        this.defaultModelId = config.defaultModelId();
        this.maxCharacters = config.documentMaxCharacters();
        this.decoder = new DocumentDecoder(registry);
    }

    @Override
    public void init(ProcessorContext<byte[], TokenizeResult> processorContext) {
        context = processorContext;
        metrics = new StreamsLearnerMetrics(processorContext);
        analyzer = TextAnalyzer.named(config.analyzer());
    }

    @Override
    public void process(Record<byte[], byte[]> document) {
        metrics.received();
        context.forward(document.withValue(tokenize(document.value())));
    }

    @Override
    public void close() {
        analyzer.close();
        metrics.close();
    }

    private TokenizeResult tokenize(byte @Nullable [] value) {
        try {
            Document document = decode(value);
            BagOfWords bag = analyze(document);
            metrics.routed();
            return new TokenizeResult.Routed(
                    route.modelId(document, defaultModelId), Records.wordCounts(document, bag, origin()));
        } catch (BadDocumentException e) {
            return new TokenizeResult.Refused(setAside(value, e));
        }
    }

    private Document decode(byte @Nullable [] value) throws BadDocumentException {
        if (value == null) {
            throw new BadDocumentException(
                    DeadLetterReason.EMPTY, "expected a document, found a record without a value");
        }
        return decoder.decode(value);
    }

    private BagOfWords analyze(Document document) throws BadDocumentException {
        String text = document.getTitle()
                .map(title -> title + "\n" + document.getText())
                .orElse(document.getText());
        if (text.isBlank()) {
            throw new BadDocumentException(DeadLetterReason.EMPTY, "expected a text, found none");
        }
        if (text.length() > maxCharacters) {
            throw new BadDocumentException(
                    DeadLetterReason.TOO_LONG,
                    "expected at most " + maxCharacters + " characters (wordtide.document.max.characters), found "
                            + text.length());
        }
        BagOfWords bag = analyzer.analyze(text);
        if (bag.terms().isEmpty()) {
            throw new BadDocumentException(
                    DeadLetterReason.EMPTY,
                    "expected a term, found none in " + text.length() + " characters by the analyzer "
                            + config.analyzer());
        }
        return bag;
    }

    private DeadLetter setAside(byte @Nullable [] value, BadDocumentException problem) {
        metrics.deadLettered();
        String origin = origin();
        LOG.warn("Set a document aside origin={} reason={} cause={}", origin, problem.reason(), problem.getMessage());
        return Records.deadLetter(origin, problem, value, Instant.ofEpochMilli(context.currentSystemTimeMs()));
    }

    /** Where the record at hand was read. */
    private String origin() {
        return context.recordMetadata()
                .map(metadata -> metadata.topic() + "-" + metadata.partition() + "@" + metadata.offset())
                .orElse("unknown");
    }
}
