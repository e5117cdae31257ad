package io.wordtide.server.follow;

import io.wordtide.schema.LearningEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A change in the stream or in what a model makes of it; the fields of a record of {@code learning.events}.
 *
 * @param model id of the model
 * @param version mini-batch with which the change was detected
 * @param kind what changed
 * @param message what changed, in a sentence
 * @param sinceDocument number of the document from which on the change is visible
 * @param documentsSeen documents the model had counted by then
 * @param terms the words concerned
 * @param neighboursLost words no longer near a word that moved
 * @param neighboursGained words newly near a word that moved
 * @param surfaces how the stream writes these words, by term, where it differs from the term
 * @param evidence measurements by name
 * @param detectedAt when it was detected
 */
public record ChangePoint(
        String model,
        long version,
        String kind,
        String message,
        long sinceDocument,
        long documentsSeen,
        List<String> terms,
        List<String> neighboursLost,
        List<String> neighboursGained,
        Map<String, String> surfaces,
        Map<String, Double> evidence,
        Instant detectedAt) {

    static ChangePoint of(LearningEvent event) {
        return new ChangePoint(
                event.getModel(),
                event.getModelVersion(),
                event.getKind().name(),
                event.getMessage(),
                event.getSinceDocument(),
                event.getDocumentsSeen(),
                List.copyOf(event.getTerms()),
                List.copyOf(event.getNeighboursLost()),
                List.copyOf(event.getNeighboursGained()),
                new TreeMap<>(event.getSurfaces()),
                new TreeMap<>(event.getEvidence()),
                event.getDetectedAt());
    }
}
