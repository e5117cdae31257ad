package io.wordtide.server.http;

import static java.util.Comparator.comparingDouble;

import io.javalin.http.Context;
import io.wordtide.server.follow.DocumentWindow;
import io.wordtide.server.follow.FollowedDocument;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The newest of the documents that were learned. Thread-safe. */
final class DocumentHandlers {

    /** Shorter documents are surprising by accident: their perplexity rests on a handful of words. */
    private static final int LEAST_TOKENS = 20;

    private static final int SURPRISING_AMONG = 1_000;

    private final Models models;
    private final DocumentWindow documents;

    DocumentHandlers(Models models, DocumentWindow documents) {
        this.models = models;
        this.documents = documents;
    }

    record Document(
            String model,
            long version,
            long space,
            String documentId,
            @Nullable String source,
            @Nullable Instant publishedAt,
            double perplexity,
            double elboPerToken,
            int tokenCount,
            double outOfVocabularyRate,
            @Nullable String story,
            @Nullable String duplicateOf,
            @Nullable Double novelty,
            float[] mean,
            float[] logVariance) {}

    record Similar(String documentId, @Nullable String source, double cosine, double perplexity) {

        static List<Similar> of(List<DocumentWindow.Similar> found) {
            return found.stream()
                    .map(similar -> new Similar(
                            similar.document().documentId(),
                            similar.document().source(),
                            similar.cosine(),
                            similar.document().perplexity()))
                    .toList();
        }
    }

    record SimilarDocuments(String model, long version, String documentId, List<Similar> documents) {}

    record Listed(
            String documentId,
            @Nullable String source,
            double perplexity,
            double outOfVocabularyRate,
            int tokenCount,
            @Nullable Instant publishedAt) {}

    record Documents(String model, long version, List<Listed> documents) {}

    void document(Context context) {
        FollowedDocument document = known(context);
        context.json(new Document(
                document.model(),
                document.version(),
                document.space(),
                document.documentId(),
                document.source(),
                document.publishedAt(),
                document.perplexity(),
                document.elboPerToken(),
                document.tokenCount(),
                document.outOfVocabularyRate(),
                document.story(),
                document.duplicateOf(),
                document.novelty(),
                document.mean(),
                document.logVariance()));
    }

    void similar(Context context) {
        int count = Parameters.number(context, "count", 10, 1, 100);
        FollowedDocument document = known(context);
        List<DocumentWindow.Similar> similar = documents.similar(
                document.model(),
                document.space(),
                document.mean(),
                count,
                other -> !other.documentId().equals(document.documentId()));
        context.json(
                new SimilarDocuments(document.model(), document.version(), document.documentId(), Similar.of(similar)));
    }

    void list(Context context) {
        String order = Parameters.choice(context, "order", List.of("surprising", "newest"));
        int count = Parameters.number(context, "count", 20, 1, 100);
        String model = models.id(context);
        long version = models.version(model);
        Stream<FollowedDocument> listed = order.equals("newest")
                ? documents.newest(model, count, document -> true).stream()
                : documents.newest(model, SURPRISING_AMONG, document -> document.tokenCount() >= LEAST_TOKENS).stream()
                        .sorted(comparingDouble(FollowedDocument::perplexity).reversed())
                        .limit(count);
        context.json(new Documents(
                model,
                version,
                listed.map(document -> new Listed(
                                document.documentId(),
                                document.source(),
                                document.perplexity(),
                                document.outOfVocabularyRate(),
                                document.tokenCount(),
                                document.publishedAt()))
                        .toList()));
    }

    private FollowedDocument known(Context context) {
        String id = context.pathParam("id");
        String model = models.id(context);
        models.version(model); // throws if the model does not exist
        return documents
                .get(model, id)
                .orElseThrow(() -> Problem.notFound("expected a document among the newest " + documents.capacity()
                        + ", found none with the id " + Parameters.excerpt(id)
                        + "; older ones are on the topic embeddings.documents"));
    }
}
