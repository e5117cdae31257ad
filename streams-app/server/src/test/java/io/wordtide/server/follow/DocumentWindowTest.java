package io.wordtide.server.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.schema.DocumentEmbedding;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentWindowTest {

    private final DocumentWindow window = new DocumentWindow(3);

    @Test
    void shouldForgetTheOldestWhereThereIsNoRoom() {
        add("a", 1, 0);
        add("b", 1, 0);
        add("c", 1, 0);
        add("d", 1, 0);

        assertThat(window.get("m", "a")).isEmpty();
        assertThat(window.get("m", "b")).isPresent();
        assertThat(newest()).containsExactly("d", "c", "b");
    }

    @Test
    void shouldKeepTheNewestOfADocumentThatComesAgain() {
        add("a", 1, 0);
        add("a", 0, 1);
        add("b", 1, 0);
        add("c", 1, 0);

        assertThat(window.get("m", "a").orElseThrow().mean()).containsExactly(0, 1);
        assertThat(newest()).containsExactly("c", "b", "a");

        add("d", 1, 0); // takes the place of the newer a

        assertThat(window.get("m", "a")).isEmpty();
    }

    @Test
    void shouldLoseADocumentThatHasBeenForgotten() {
        add("a", 1, 0);
        add("b", 1, 0);

        window.remove("a");
        window.remove("unknown");

        assertThat(window.get("m", "a")).isEmpty();
        assertThat(newest()).containsExactly("b");
        assertThat(window.similar("m", 0, new float[] {1, 0}, 2, document -> true))
                .extracting(found -> found.document().documentId())
                .containsExactly("b");
    }

    @Test
    void shouldFindTheNearestByCosineWhateverTheirLength() {
        add("same", 5, 0);
        add("diagonal", 1, 1);
        add("opposite", -1, 0);

        List<DocumentWindow.Similar> similar = window.similar("m", 0, new float[] {1, 0}, 2, document -> true);

        assertThat(similar).extracting(found -> found.document().documentId()).containsExactly("same", "diagonal");
        assertThat(similar.get(1).cosine()).isCloseTo(Math.sqrt(0.5), within(1e-6));
    }

    @Test
    void shouldCompareDocumentsOfAllVersionsOfASpaceAndOfNoOther() {
        window.add(DocumentEmbedding.newBuilder(embedding("m", "same space", 1, 0))
                .setSpace(7)
                .setModelVersion(400)
                .build());
        window.add(DocumentEmbedding.newBuilder(embedding("m", "other space", 1, 0))
                .setSpace(8)
                .build());

        assertThat(window.similar("m", 7, new float[] {1, 0}, 5, document -> true))
                .extracting(found -> found.document().documentId())
                .containsExactly("same space");
    }

    @Test
    void shouldLeaveOutOtherModelsAndVectorsOfZeros() {
        window.add(embedding("other", "a", 1, 0));
        add("zeros", 0, 0);

        assertThat(window.similar("m", 0, new float[] {1, 0}, 5, document -> true))
                .isEmpty();
        assertThat(window.get("m", "a")).isEmpty();
    }

    private List<String> newest() {
        return window.newest("m", 10, document -> true).stream()
                .map(FollowedDocument::documentId)
                .toList();
    }

    private void add(String id, float first, float second) {
        window.add(embedding("m", id, first, second));
    }

    private static DocumentEmbedding embedding(String model, String id, float first, float second) {
        return DocumentEmbedding.newBuilder()
                .setDocumentId(id)
                .setModel(model)
                .setModelVersion(1)
                .setMean(List.of(first, second))
                .setLogVariance(List.of(0f, 0f))
                .setElboPerToken(-5)
                .setTokenCount(20)
                .setOutOfVocabularyRate(0)
                .build();
    }
}
