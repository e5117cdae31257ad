package io.wordtide.server.follow;

import io.wordtide.schema.Story;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A story as it was published last; the fields of a record of {@code stories}.
 *
 * @param storyId unique within the model
 * @param model id of the model
 * @param version mini-batch with which it was published
 * @param phase what is happening to it
 * @param terms the words that mark it, the heaviest first
 * @param surfaces how the stream writes these words, by term, where it differs from the term
 * @param documentCount documents that ever joined it
 * @param recentCount documents of it in the newest tenth of the window
 * @param previousCount documents of it in the tenth before
 * @param duplicateCount documents that are near-duplicates of others
 * @param firstDocumentId the document that began it
 * @param firstPublishedAt earliest time of a document, if any has one
 * @param lastPublishedAt latest time of a document, if any has one
 * @param sources sources of its documents
 * @param documents its newest documents, the newest first
 */
public record FollowedStory(
        String storyId,
        String model,
        long version,
        String phase,
        List<String> terms,
        Map<String, String> surfaces,
        long documentCount,
        int recentCount,
        int previousCount,
        int duplicateCount,
        String firstDocumentId,
        @Nullable Instant firstPublishedAt,
        @Nullable Instant lastPublishedAt,
        List<String> sources,
        List<Member> documents) {

    /**
     * A document of a story.
     *
     * @param duplicateOf the earlier document that it is a near-duplicate of, if it is one
     */
    public record Member(
            String documentId,
            @Nullable String source,
            @Nullable Instant publishedAt,
            @Nullable String duplicateOf) {}

    static FollowedStory of(Story story) {
        return new FollowedStory(
                story.getStoryId(),
                story.getModel(),
                story.getModelVersion(),
                story.getPhase().name(),
                List.copyOf(story.getTerms()),
                Map.copyOf(story.getSurfaces()),
                story.getDocumentCount(),
                story.getRecentCount(),
                story.getPreviousCount(),
                story.getDuplicateCount(),
                story.getFirstDocumentId(),
                story.getFirstPublishedAt().orElse(null),
                story.getLastPublishedAt().orElse(null),
                List.copyOf(story.getSources()),
                story.getDocuments().stream()
                        .map(document -> new Member(
                                document.getDocumentId(),
                                document.getSource().orElse(null),
                                document.getPublishedAt().orElse(null),
                                document.getDuplicateOf().orElse(null)))
                        .toList());
    }
}
