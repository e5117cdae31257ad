package io.wordtide.story;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a mini-batch has changed about stories.
 *
 * @param documents one entry for each tracked document, in order
 * @param changed stories to publish, as they are after the mini-batch
 * @param endedStories ids of published stories that exist no longer: all their documents have left the window, or they
 *     were merged into another story
 * @param born stories that reached the minimum number of documents
 * @param growing stories that have taken off
 */
public record StoryReport(
        List<TrackedDocument> documents,
        List<Story> changed,
        List<String> endedStories,
        List<Story> born,
        List<Story> growing) {

    /** A report without stories. */
    public static final StoryReport NOTHING = new StoryReport(List.of(), List.of(), List.of(), List.of(), List.of());

    /** The same with the forms in which the stream writes the words of stories. */
    public StoryReport withForms(UnaryOperator<String> formOf) {
        return new StoryReport(
                documents,
                withForms(changed, formOf),
                endedStories,
                withForms(born, formOf),
                withForms(growing, formOf));
    }

    private static List<Story> withForms(List<Story> stories, UnaryOperator<String> formOf) {
        return stories.stream().map(story -> story.withForms(formOf)).toList();
    }

    /**
     * @param id the document's id
     * @param story id of the story it joined or began; that story may be merged into another one later
     * @param duplicateOf id of the document it is a near-duplicate of: the earliest one of them in the window
     * @param novelty 1 - the highest similarity to a story or a near-duplicate in the window, 0 to 1; 1 for the first document
     */
    public record TrackedDocument(String id, String story, Optional<String> duplicateOf, double novelty) {}
}
