package io.wordtide.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MarkingTermsTest {

    private static final int TERMS = 300;

    private final Random random = new Random(1);
    private final Postings postings = new Postings();
    private final OpenStory story = new OpenStory(0, 1, "first", 0, 0);
    private final TermTable table = new TermTable();
    private final MarkingTerms marking = new MarkingTerms(table);
    private final List<WindowDocument> documents = new ArrayList<>();

    /** A large story keeps the sum of its documents, a small one does not; what is found must not depend on it. */
    @Test
    void shouldFindTheHeaviestTermsOfAStoryThatGrowsAndShrinks() {
        // Given
        for (int term = 0; term < TERMS; term++) {
            table.acquire(table.find("term " + term));
        }

        // When
        for (int number = 0; number < 400; number++) {
            add(number);
            // Then
            assertThatTheHeaviestAreFound();
        }
        assertThat(story.sum()).as("kept by a large story").isNotNull();

        // When
        while (documents.size() > 1) {
            story.remove(documents.remove(random.nextInt(documents.size())), postings);
            // Then
            assertThatTheHeaviestAreFound();
        }
        assertThat(story.sum()).as("no longer kept").isNull();
    }

    private void add(int number) {
        TreeSet<Integer> terms = new TreeSet<>();
        while (terms.size() < 10) {
            terms.add(random.nextInt(TERMS));
        }
        // few different weights, so that sums are often equal
        int[] weights = random.ints(10, 1, 4).toArray();
        TermVector vector =
                new TermVector(terms.stream().mapToInt(Integer::intValue).toArray(), weights);
        WindowDocument document =
                new WindowDocument(number, "document " + number, null, null, vector, new int[0], null, story);
        documents.add(document);
        story.add(document, postings);
    }

    private void assertThatTheHeaviestAreFound() {
        int[] sums = new int[TERMS];
        for (WindowDocument document : documents) {
            TermVector vector = document.vector();
            for (int i = 0; i < vector.terms().length; i++) {
                sums[vector.terms()[i]] += vector.weights()[i];
            }
        }
        List<String> expected = Arrays.stream(heaviestFirst(sums))
                .filter(term -> sums[term] > 0)
                .limit(10)
                .mapToObj(term -> "term " + term)
                .toList();
        assertThat(marking.heaviest(story)).isEqualTo(expected);
    }

    /** Of equal ones that with the lower number first. */
    private static int[] heaviestFirst(int[] sums) {
        List<Integer> terms = new ArrayList<>();
        for (int term = 0; term < sums.length; term++) {
            terms.add(term);
        }
        terms.sort((one, other) -> sums[one] == sums[other] ? one - other : sums[other] - sums[one]);
        return terms.stream().mapToInt(Integer::intValue).toArray();
    }
}
