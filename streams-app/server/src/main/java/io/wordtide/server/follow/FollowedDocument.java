package io.wordtide.server.follow;

import com.google.common.primitives.Floats;
import io.wordtide.linalg.Cosine;
import io.wordtide.schema.DocumentEmbedding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document as it was embedded when it was learned.
 *
 * @param documentId its key
 * @param model id of the model that learned it
 * @param version mini-batch that learned it
 * @param space number of the space that the mean is in
 * @param source where it comes from, if known
 * @param publishedAt when the source published it, if known
 * @param mean [K], the embedding
 * @param norm length of the mean
 * @param logVariance [K], nats
 * @param elboPerToken nats per known token
 * @param tokenCount known tokens
 * @param outOfVocabularyRate share of unknown tokens, 0 to 1
 * @param story id of the story that it joined, if stories are tracked
 * @param duplicateOf the earlier document that it is a near-duplicate of, if it is one
 * @param novelty 1 - the highest similarity to a story, 0 to 1, if stories are tracked
 */
public record FollowedDocument(
        String documentId,
        String model,
        long version,
        long space,
        @Nullable String source,
        @Nullable Instant publishedAt,
        float[] mean,
        double norm,
        float[] logVariance,
        double elboPerToken,
        int tokenCount,
        double outOfVocabularyRate,
        @Nullable String story,
        @Nullable String duplicateOf,
        @Nullable Double novelty) {

    static FollowedDocument of(DocumentEmbedding embedding) {
        float[] mean = Floats.toArray(embedding.getMean());
        return new FollowedDocument(
                embedding.getDocumentId(),
                embedding.getModel(),
                embedding.getModelVersion(),
                embedding.getSpace(),
                embedding.getSource().orElse(null),
                embedding.getPublishedAt().orElse(null),
                mean,
                Cosine.norm(mean),
                Floats.toArray(embedding.getLogVariance()),
                embedding.getElboPerToken(),
                embedding.getTokenCount(),
                embedding.getOutOfVocabularyRate(),
                embedding.getStory().orElse(null),
                embedding.getDuplicateOf().orElse(null),
                embedding.getNovelty().orElse(null));
    }

    /** Perplexity of the document, an upper bound: exp of -ELBO per token. */
    public double perplexity() {
        return Math.exp(-elboPerToken);
    }
}
