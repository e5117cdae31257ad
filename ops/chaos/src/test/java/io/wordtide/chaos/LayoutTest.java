package io.wordtide.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.Document;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {

    @Test
    void shouldGiveEachModelASourceOfItsOwn() {
        // Given
        List<Document> documents = Input.read(null, 1, 5);

        // When
        List<Document> spread = new Layout(2, 1, 2, 1).spread(documents);

        // Then
        assertThat(spread)
                .extracting(document -> document.getSource().orElseThrow())
                .containsExactly("source 0", "source 1", "source 0", "source 1", "source 0");
        assertThat(spread)
                .extracting(Document::getText)
                .isEqualTo(documents.stream().map(Document::getText).toList());
        assertThat(Layout.SINGLE.spread(documents)).isSameAs(documents);
    }

    @Test
    void shouldExpectALastMiniBatchOfEachModelToStayOpen() {
        // When, Then: 19 bags; 19 of each of three models, and of the one that has documents without a source
        assertThat(Layout.SINGLE.mostWaiting(20)).isEqualTo(19);
        assertThat(new Layout(3, 1, 2, 1).mostWaiting(20)).isEqualTo(4 * 19);
    }

    @Test
    void shouldPassOnWhatDiffersFromASingleModel() {
        // When, Then
        assertThat(Layout.SINGLE.options()).isEmpty();
        assertThat(new Layout(200, 2, 3, 4).options()).isEqualTo(" --models 200 --instances 2 --threads 3 --shards 4");
        assertThat(Layout.SINGLE.settings()).doesNotContainKeys("wordtide.model.shards", "wordtide.model.route");
        assertThat(new Layout(200, 2, 3, 4).settings())
                .containsEntry("wordtide.model.shards", "4")
                .containsEntry("wordtide.model.route", "source")
                .containsEntry("num.stream.threads", "3");
    }
}
