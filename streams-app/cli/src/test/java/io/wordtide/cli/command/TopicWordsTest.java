package io.wordtide.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.option.ModelOption;
import io.wordtide.schema.WordEmbedding;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TopicWordsTest {

    @Test
    void shouldKeepOnlyTheWordsOfTheModelThatIsAskedFor() {
        // Given
        TopicWords words = new TopicWords(CommandLine.populateCommand(new ModelOption(), "--model", "sports"));

        // When: the constant route's key, without a model, changes from one to the other
        words.add(record("sports/goal", word("sports", "goal")));
        words.add(record("news/oil", word("news", "oil")));
        words.add(record("team", word("sports", "team")));
        words.add(record("team", word("news", "team")));

        // Then
        assertThat(words.ofModel("sports")).containsOnlyKeys("goal");
        assertThat(words.ofModel("news")).isEmpty();
        assertThat(words.models()).containsExactly("news", "sports");
    }

    @Test
    void shouldKeepTheWordsOfAllModelsWhenNoneIsAskedForExceptThoseThatLeft() {
        // Given
        TopicWords words = new TopicWords(new ModelOption());

        // When
        words.add(record("sports/goal", word("sports", "goal")));
        words.add(record("news/oil", word("news", "oil")));
        words.add(record("sports/goal", null));

        // Then
        assertThat(words.models()).containsExactly("news");
        assertThat(words.ofModel("news")).containsOnlyKeys("oil");
    }

    /** Both crude and oil are written "Crude"; more documents have oil. */
    @Test
    void shouldFindWordsByTheirFormsAndTheMostFrequentWordWhereTwoHaveOne() {
        // Given
        TopicWords words = new TopicWords(new ModelOption());
        words.add(record("crisi", written("crisi", "crisis", 3)));
        words.add(record("crude", written("crude", "Crude", 3)));
        words.add(record("oil", written("oil", "Crude", 4)));
        words.add(record("wheat", written("wheat", "", 9)));

        // Then
        assertThat(TopicWords.termByForm(words.ofModel("news"))).isEqualTo(Map.of("crisis", "crisi", "crude", "oil"));
        assertThat(TopicWords.surfaces(words.ofModel("news")))
                .isEqualTo(Map.of("crisi", "crisis", "crude", "Crude", "oil", "Crude"));
    }

    private static WordEmbedding written(String term, String surface, long documentFrequency) {
        return WordEmbedding.newBuilder(word("news", term))
                .setSurface(surface)
                .setDocumentFrequency(documentFrequency)
                .build();
    }

    @SuppressWarnings("NullAway") // a tombstone: Kafka's own annotations do not allow a null value, its records do
    private static ConsumerRecord<String, WordEmbedding> record(String key, @Nullable WordEmbedding word) {
        return new ConsumerRecord<>("words", 0, 0, key, word);
    }

    private static WordEmbedding word(String model, String term) {
        return WordEmbedding.newBuilder()
                .setModel(model)
                .setTerm(term)
                .setModelVersion(1)
                .setDocumentFrequency(1)
                .setVector(List.of(1f))
                .setCosineDrift(null)
                .build();
    }
}
