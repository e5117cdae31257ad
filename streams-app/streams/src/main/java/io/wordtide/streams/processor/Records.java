package io.wordtide.streams.processor;

import com.google.common.primitives.Floats;
import io.wordtide.evaluate.Perplexity;
import io.wordtide.learn.Change;
import io.wordtide.learn.StepReport;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.learn.StepReport.Scores;
import io.wordtide.learn.WordPublication;
import io.wordtide.learn.WordVector;
import io.wordtide.personal.PersonalData;
import io.wordtide.schema.Counts;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.LearningEventKind;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.NamedDimension;
import io.wordtide.schema.RecordSizes;
import io.wordtide.schema.WordCounts;
import io.wordtide.schema.WordEmbedding;
import io.wordtide.story.StoryReport.TrackedDocument;
import io.wordtide.streams.config.WordtideKeys;
import io.wordtide.streams.error.BadDocumentException;
import io.wordtide.streams.monitor.LearningAdvice;
import io.wordtide.streams.processor.MiniBatchOutcome.Learned;
import io.wordtide.streams.processor.MiniBatchOutcome.Undone;
import io.wordtide.streams.store.DocumentMiniBatch;
import io.wordtide.text.BagOfWords;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Converts between wire records and the model's types; no other class knows both. */
final class Records {

    /**
     * Python's datetime, on which python-avro and others depend, has no times outside the years 1 to 9999; nor has RFC
     * 3339.
     */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Records() {}

    static WordCounts wordCounts(Document document, BagOfWords bag, String origin) {
        return new WordCounts(
                document.getId(),
                bag.terms(),
                new Counts(bag.counts()),
                bag.tokenCount(),
                document.getSource().orElse(null),
                document.getPublishedAt().orElse(null),
                origin,
                personalDataCounts(bag),
                bag.surfaces());
    }

    /** In the order of the kinds: records of the same document have the same bytes. */
    private static Map<String, Integer> personalDataCounts(BagOfWords bag) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (PersonalData.Kind kind : PersonalData.Kind.values()) {
            Integer count = bag.personalData().get(kind);
            if (count != null) {
                counts.put(kind.toString(), count);
            }
        }
        return counts;
    }

    private static Map<String, Integer> personalDataCounts(DocumentMiniBatch miniBatch) {
        Map<String, Integer> counts = new TreeMap<>();
        miniBatch
                .bags()
                .forEach(bag ->
                        bag.getPersonalDataCounts().forEach((kind, count) -> counts.merge(kind, count, Integer::sum)));
        return counts;
    }

    static BagOfWords bagOfWords(WordCounts bag) {
        return new BagOfWords(bag.getTerms(), Counts.values(bag.getCounts()), bag.getSurfaces(), Map.of());
    }

    /** The bags of a mini-batch to learn, without duplicates. */
    static List<BagOfWords> bagsOfWords(DocumentMiniBatch miniBatch) {
        return miniBatch.bags().stream().map(Records::bagOfWords).toList();
    }

    static DeadLetter deadLetter(
            String origin, BadDocumentException problem, byte @Nullable [] value, Instant failedAt) {
        return DeadLetter.newBuilder()
                .setOrigin(origin)
                .setReason(problem.reason())
                .setCause(problem.getMessage())
                .setValue(value == null ? null : ByteBuffer.wrap(cut(value)))
                .setValueSize(value == null ? 0 : value.length)
                .setFailedAt(failedAt)
                .build();
    }

    /** A document of an undone mini-batch; its bytes are no longer available, but its origin says where they are. */
    static DeadLetter deadLetter(Undone undone, WordCounts bag, Instant failedAt) {
        return DeadLetter.newBuilder()
                .setOrigin(bag.getOrigin().orElse("unknown"))
                .setReason(DeadLetterReason.BROKEN_STEP)
                .setCause("expected model " + undone.modelId() + " to learn a mini-batch of "
                        + undone.miniBatch().size() + " documents after version " + undone.version() + ", found "
                        + undone.cause().getMessage())
                .setValue(null)
                .setValueSize(0)
                .setFailedAt(failedAt)
                .build();
    }

    /** A document of a model that would be one too many; its origin says where its bytes are. */
    static DeadLetter deadLetterBeyondMaximum(WordCounts bag, int maximum, Instant failedAt) {
        return DeadLetter.newBuilder()
                .setOrigin(bag.getOrigin().orElse("unknown"))
                .setReason(DeadLetterReason.TOO_MANY_MODELS)
                .setCause("expected one of the " + maximum + " models of its partition, or room for another, found"
                        + " a further one; raise " + WordtideKeys.MODELS_MAXIMUM + ", or set "
                        + WordtideKeys.MODELS_BEYOND + "=default-model")
                .setValue(null)
                .setValueSize(0)
                .setFailedAt(failedAt)
                .build();
    }

    /** @param instead the model that learns its documents, if one does */
    static LearningEvent modelBeyondMaximum(String modelId, int maximum, Optional<String> instead, Instant detectedAt) {
        return LearningEvent.newBuilder()
                .setModel(modelId)
                .setModelVersion(0)
                .setKind(LearningEventKind.MODEL_BEYOND_MAXIMUM)
                .setMessage("No room for another model beside " + maximum + " (" + WordtideKeys.MODELS_MAXIMUM
                        + "): its documents "
                        + instead.map(id -> "are learned by the model " + id).orElse("become dead letters"))
                .setSinceDocument(1)
                .setDocumentsSeen(0)
                .setTerms(List.of())
                .setNeighboursLost(List.of())
                .setNeighboursGained(List.of())
                .setEvidence(Map.of())
                .setDetectedAt(detectedAt)
                .build();
    }

    static DocumentEmbedding documentEmbedding(
            Learned learned, WordCounts bag, EmbeddedDocument embedded, @Nullable TrackedDocument tracked) {
        return DocumentEmbedding.newBuilder()
                .setDocumentId(bag.getDocumentId())
                .setModel(learned.modelId())
                .setModelVersion(learned.report().version())
                .setSpace(learned.report().space())
                .setMean(Floats.asList(embedded.mean()))
                .setLogVariance(Floats.asList(embedded.logVariance()))
                .setElboPerToken(embedded.elboPerToken())
                .setTokenCount(embedded.tokenCount())
                .setOutOfVocabularyRate(embedded.outOfVocabularyRate())
                .setSource(bag.getSource().orElse(null))
                .setPublishedAt(publishedAt(bag).orElse(null))
                .setStory(tracked == null ? null : tracked.story())
                .setDuplicateOf(tracked == null ? null : tracked.duplicateOf().orElse(null))
                .setNovelty(tracked == null ? null : tracked.novelty())
                .build();
    }

    /** Whether a document's time is one that other clients cannot read, and is left out. */
    static boolean hasUnreadableTime(WordCounts bag) {
        return bag.getPublishedAt().isPresent() && publishedAt(bag).isEmpty();
    }

    /** When the document was published, if other clients can read the time. */
    static Optional<Instant> publishedAt(WordCounts bag) {
        return bag.getPublishedAt().filter(time -> !time.isBefore(EARLIEST) && !time.isAfter(LATEST));
    }

    /** @param space of the vector */
    static WordEmbedding wordEmbedding(String modelId, long version, long space, WordVector word) {
        return WordEmbedding.newBuilder()
                .setModel(modelId)
                .setTerm(word.term())
                .setModelVersion(version)
                .setSpace(space)
                .setDocumentFrequency(word.documentFrequency())
                .setVector(Floats.asList(word.vector()))
                .setSurface(word.surface().equals(word.term()) ? "" : word.surface())
                .setCosineDrift(
                        word.cosineDrift().isPresent() ? word.cosineDrift().getAsDouble() : null)
                .build();
    }

    static LearningReport learningReport(Learned learned, Instant learnedAt) {
        StepReport report = learned.report();
        Optional<Scores> scores = report.scores();
        return LearningReport.newBuilder()
                .setModel(learned.modelId())
                .setModelVersion(report.version())
                .setDocumentCount(report.documentCount())
                .setTokenCount(report.tokenCount())
                .setSkippedDocumentCounts(skipped(learned))
                .setOutOfVocabularyRate(report.outOfVocabularyRate())
                .setVocabularySize(report.vocabularySize())
                .setAmortizedPerDocumentPerplexity(perDocument(scores, Scores::amortized))
                .setRefinedPerDocumentPerplexity(perDocument(scores, Scores::refined))
                .setUnigramPerDocumentPerplexity(perDocument(scores, Scores::unigram))
                .setRecentUnigramPerDocumentPerplexity(perDocument(scores, Scores::recentUnigram))
                .setCachePerDocumentPerplexity(perDocument(scores, Scores::cache))
                .setAmortizedCorpusPerplexity(corpus(scores, Scores::amortized))
                .setRefinedCorpusPerplexity(corpus(scores, Scores::refined))
                .setUnigramCorpusPerplexity(corpus(scores, Scores::unigram))
                .setRecentUnigramCorpusPerplexity(corpus(scores, Scores::recentUnigram))
                .setCacheCorpusPerplexity(corpus(scores, Scores::cache))
                .setElbo(scores.map(Scores::elbo).orElse(null))
                .setReconstruction(scores.map(Scores::reconstruction).orElse(null))
                .setKlDivergence(scores.map(Scores::klDivergence).orElse(null))
                .setRefinementGain(scores.map(Scores::refinementGain).orElse(null))
                .setRefinementSteps(report.refinementSteps())
                .setActiveLatentCount(report.activeLatentCount())
                .setDocumentsSeen(report.documentsSeen())
                .setLearnedAt(learnedAt)
                .setStepMs(learned.stepMs())
                .setAdmittedWordCount(report.admittedWordCount())
                .setForgottenWordCount(report.forgottenWords().size())
                .setSources(SourceScoring.of(learned.miniBatch().bags(), report.documents()))
                .setSpace(report.space())
                .setSpaceResidual(
                        learned.publication().map(WordPublication::residual).orElse(null))
                .setDimensions(learned.publication().map(Records::dimensions).orElse(null))
                .setPersonalDataCounts(personalDataCounts(learned.miniBatch()))
                .build();
    }

    private static List<NamedDimension> dimensions(WordPublication publication) {
        return publication.dimensions().stream()
                .map(dimension -> new NamedDimension(dimension.words(), dimension.share()))
                .toList();
    }

    static LearningEvent learningEvent(Learned learned, Change change, Instant detectedAt) {
        return LearningEvent.newBuilder()
                .setModel(learned.modelId())
                .setModelVersion(learned.report().version())
                .setKind(LearningEventKind.valueOf(change.kind().name()))
                .setMessage(ChangeMessages.of(change))
                .setSinceDocument(change.sinceDocument())
                .setDocumentsSeen(learned.report().documentsSeen())
                .setTerms(change.terms())
                .setNeighboursLost(change.neighboursLost())
                .setNeighboursGained(change.neighboursGained())
                .setSurfaces(change.forms())
                .setEvidence(change.evidence())
                .setDetectedAt(detectedAt)
                .build();
    }

    private static Map<String, Integer> skipped(Learned learned) {
        Map<String, Integer> countByReason = new TreeMap<>();
        countByReason.put(LearningAdvice.NO_KNOWN_WORD, learned.report().skippedDocumentCount());
        countByReason.put(LearningAdvice.DUPLICATE, learned.miniBatch().duplicateCount());
        countByReason.values().removeIf(count -> count == 0);
        return countByReason;
    }

    private static @Nullable Double perDocument(Optional<Scores> scores, Function<Scores, Perplexity> which) {
        return scores.map(which)
                .map(Perplexity::perDocument)
                .map(Records::finite)
                .orElse(null);
    }

    private static @Nullable Double corpus(Optional<Scores> scores, Function<Scores, Perplexity> which) {
        return scores.map(which).map(Perplexity::corpus).map(Records::finite).orElse(null);
    }

    /**
     * The largest double for a perplexity beyond it: that of more than 709 nats per token. JSON and many databases have no
     * infinity.
     */
    static double finite(double perplexity) {
        return Math.min(perplexity, Double.MAX_VALUE);
    }

    private static byte[] cut(byte[] value) {
        return value.length <= RecordSizes.MAX_KEPT_VALUE_BYTES
                ? value
                : Arrays.copyOf(value, RecordSizes.CUT_VALUE_BYTES);
    }
}
