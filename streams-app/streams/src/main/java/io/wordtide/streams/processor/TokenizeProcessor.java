package io.wordtide.streams.processor;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.streams.config.ModelRoute;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.BadDocumentException;
import io.wordtide.streams.error.RegistryUnavailableException;
import io.wordtide.streams.monitor.StreamsLearnerMetrics;
import io.wordtide.streams.topics.RecordPosition;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentAnalyzer;
import io.wordtide.text.Language;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a document into a bag of words for its model, or into a dead letter that says why not; and a record without a value
 * into a request to forget the document that is its key. This is the only place
 * where the language of a document is determined; analyzer and route both follow from it. Reads raw bytes, since a
 * dead letter carries them. Stateless, so it spreads over all partitions of the documents topic.
 *
 * <p>Errors: a {@link RegistryUnavailableException} is not the document's fault and fails the task; the document is
 * read again. Any other exception is attributed to the document: the dead letter names it, and the stream continues.
 */
@SuppressWarnings("NullAway.Init") // init() comes before every other call
public final class TokenizeProcessor implements Processor<byte[], byte[], byte[], TokenizeResult> {

    private static final Logger LOG = LoggerFactory.getLogger(TokenizeProcessor.class);

    private final WordtideConfig config;
    private final ModelRoute route;
    private final String defaultModelId;
    private final int maxCharacters;
    private final DocumentRecords records;
    private final DroppedLetters droppedLetters;
    private DocumentAnalyzer analyzer;
    private ProcessorContext<byte[], TokenizeResult> context;
    private StreamsLearnerMetrics metrics;

    /** @param registry holds the schemas that documents are written with */
    public TokenizeProcessor(WordtideConfig config, SchemaRegistryClient registry) {
        this.config = config;
        this.route = config.modelRoute();
        this.defaultModelId = config.defaultModelId();
        this.maxCharacters = config.documentMaxCharacters();
        this.droppedLetters = new DroppedLetters(config);
        this.records = new DocumentRecords(registry);
    }

    @Override
    public void init(ProcessorContext<byte[], TokenizeResult> processorContext) {
        context = processorContext;
        metrics = new StreamsLearnerMetrics(processorContext);
        analyzer = config.documentAnalyzer();
    }

    @Override
    public void process(Record<byte[], byte[]> document) {
        metrics.received();
        context.forward(tokenize(document));
    }

    @Override
    public void close() {
        analyzer.close();
        metrics.close();
    }

    private Record<byte[], TokenizeResult> tokenize(Record<byte[], byte[]> document) {
        try {
            // without its headers: nobody downstream reads them, and they may be too large for the bags topic
            return new Record<>(document.key(), result(document), document.timestamp());
        } catch (BadDocumentException e) {
            return setAside(document, e);
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // an analyzer that failed in the middle of a text cannot be reused
            analyzer.close();
            analyzer = config.documentAnalyzer();
            return setAside(document, failed(e));
        }
    }

    private TokenizeResult result(Record<byte[], byte[]> document) throws BadDocumentException {
        if (document.value() == null) {
            String documentId = records.idToForget(document.key());
            metrics.forgetRequested();
            return new TokenizeResult.ToForget(documentId);
        }
        TokenizeResult.Routed routed = route(document);
        metrics.routed();
        return routed;
    }

    private TokenizeResult.Routed route(Record<byte[], byte[]> record) throws BadDocumentException {
        Document document = records.document(record.key(), record.headers(), record.value());
        RecordLimits.requireNames(document);
        String text = text(document);
        Optional<Language> language = analyzer.language(document.getLanguage(), text);
        BagOfWords bag = analyze(language, text);
        RecordLimits.requireBagThatFits(bag);
        bag.personalData().forEach((kind, count) -> metrics.personalDataDropped(kind.toString(), count));
        return new TokenizeResult.Routed(
                route.modelId(document, language, defaultModelId), Records.wordCounts(document, bag, origin()));
    }

    private String text(Document document) throws BadDocumentException {
        String text = document.getTitle()
                .map(title -> title + "\n" + document.getText())
                .orElse(document.getText());
        if (text.isBlank()) {
            throw new BadDocumentException(DeadLetterReason.EMPTY, "expected a text, found a blank one");
        }
        if (text.length() > maxCharacters) {
            throw new BadDocumentException(
                    DeadLetterReason.TOO_LONG,
                    "expected at most " + maxCharacters + " characters (wordtide.document.max.characters), found "
                            + text.length());
        }
        return text;
    }

    private BagOfWords analyze(Optional<Language> language, String text) throws BadDocumentException {
        BagOfWords bag = analyzer.analyze(language, text);
        droppedLetters.add(text);
        if (bag.terms().isEmpty()) {
            throw new BadDocumentException(
                    DeadLetterReason.EMPTY,
                    "expected at least one term, found none in " + text.length() + " characters with the analyzer "
                            + analyzer.analyzerName(language));
        }
        return bag;
    }

    /** Names the exception and where it was thrown, but omits its message, which may quote the text. */
    private static BadDocumentException failed(Throwable error) {
        StackTraceElement[] trace = error.getStackTrace();
        return new BadDocumentException(
                DeadLetterReason.FAILED,
                "expected to count the terms of the document, found "
                        + error.getClass().getName()
                        + (trace.length == 0 ? "" : " at " + trace[0])
                        + "; please report this");
    }

    private Record<byte[], TokenizeResult> setAside(Record<byte[], byte[]> document, BadDocumentException problem) {
        metrics.deadLettered();
        String origin = origin();
        LOG.warn("Set aside a document origin={} reason={} cause={}", origin, problem.reason(), problem.getMessage());
        DeadLetterRecord aside = DeadLetterRecord.of(
                origin,
                problem,
                document.key(),
                document.headers(),
                document.value(),
                Instant.ofEpochMilli(context.currentSystemTimeMs()));
        return new Record<>(
                aside.key(), new TokenizeResult.Refused(aside.letter()), document.timestamp(), aside.headers());
    }

    /** Where the current record was read. */
    private String origin() {
        return context.recordMetadata()
                .map(metadata ->
                        new RecordPosition(metadata.topic(), metadata.partition(), metadata.offset()).toString())
                .orElse("unknown");
    }
}
