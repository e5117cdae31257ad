package io.wordtide.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.cli.evaluate.EvaluationResult.Completion;
import io.wordtide.cli.evaluate.EvaluationResult.Neighbour;
import io.wordtide.evaluate.Perplexity;
import io.wordtide.text.TextFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationResultTest {

    /** Written out, so that a renamed component is detected: files of earlier builds must stay readable. */
    private static final String JSON = """
            {"preset": "1-M1-tfidf",
             "settings": {"latentSize": 100, "decoder": "LOG_LINEAR"},
             "seed": 1, "epochs": 200, "bestEpoch": 120, "trainingSeconds": 312.5, "command": "wordtide evaluate",
             "corpus": {"vocabulary": 2000,
                        "training": {"documents": 10768, "tokens": 1100000},
                        "validation": {"documents": 500, "tokens": 50000},
                        "test": {"documents": 7505, "tokens": 700000}},
             "history": [{"epoch": 5, "seconds": 12.3,
                          "validation": {"psi(x)": {"perDocument": 1100.5, "corpus": 1000.25},
                                         "adam-100": {"perDocument": 900, "corpus": 850}}}],
             "test": {"unigram": {"perDocument": 1500, "corpus": 1400}},
             "completion": {"share": 0.2, "documents": 7496, "leftOut": 9, "heldOutTokens": 144168,
                            "perplexity": {"unigram": 1205.5, "adam-100": 680.25}},
             "singularValues": [3.5, 0.25],
             "neighbours": {"oil": [{"word": "crude", "cosine": 0.7}]},
             "addedLater": true}
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldReadEveryFigureByItsName() throws IOException {
        // When
        EvaluationResult result = EvaluationResult.read(file(JSON));

        // Then
        assertThat(result.preset()).isEqualTo("1-M1-tfidf");
        assertThat(result.settings())
                .containsExactly(Map.entry("latentSize", "100"), Map.entry("decoder", "LOG_LINEAR"));
        assertThat(result.bestEpoch()).isEqualTo(120);
        assertThat(result.trainingSeconds()).isEqualTo(312.5);
        assertThat(result.corpus().training().tokens()).isEqualTo(1_100_000);
        assertThat(result.history().get(0).validation())
                .containsOnly(
                        Map.entry("psi(x)", new Perplexity(1100.5, 1000.25)),
                        Map.entry("adam-100", new Perplexity(900, 850)));
        assertThat(result.test()).containsOnly(Map.entry("unigram", new Perplexity(1500, 1400)));
        assertThat(result.completion())
                .isEqualTo(new Completion(0.2, 7496, 9, 144168, Map.of("unigram", 1205.5, "adam-100", 680.25)));
        assertThat(result.singularValues()).containsExactly(3.5, 0.25);
        assertThat(result.neighbours()).containsExactly(Map.entry("oil", List.of(new Neighbour("crude", 0.7))));
    }

    @Test
    void shouldReadTheSameWhenItHasWrittenIt() throws IOException {
        // Given
        EvaluationResult result = EvaluationResult.read(file(JSON));
        Path copy = directory.resolve("copy.json");

        // When
        result.write(copy);

        // Then
        assertThat(EvaluationResult.read(copy)).isEqualTo(result);
    }

    @Test
    void shouldLeaveOutWhatAModelDoesNotHave() throws IOException {
        // Given
        Path file = directory.resolve("lda.json");

        // When
        Results.withoutWords("lda").write(file);

        // Then
        assertThat(Files.readString(file)).doesNotContain("completion", "singularValues", "neighbours", "null");
        assertThat(EvaluationResult.read(file).singularValues()).isNull();
    }

    @Test
    void shouldNameTheLineWhenAFileIsSomethingElse() throws IOException {
        // Given
        Path cut = file(JSON.substring(0, 100));
        Path other = Files.writeString(directory.resolve("other.json"), "{\"preset\": \"stream\"}");

        // Then
        assertThatThrownBy(() -> EvaluationResult.read(cut))
                .isInstanceOf(TextFileException.class)
                .hasMessageStartingWith(cut + ", line 3: expected a result that evaluate --json wrote, found");
        assertThatThrownBy(() -> EvaluationResult.read(other))
                .isInstanceOf(TextFileException.class)
                .hasMessageContainingAll("other.json, line 1: expected a result", "settings");
        Path hole = Files.writeString(directory.resolve("hole.json"), JSON.replace("0.25],", "null],"));
        assertThatThrownBy(() -> EvaluationResult.read(hole))
                .isInstanceOf(TextFileException.class)
                .hasMessageContainingAll("hole.json, line 14: expected a result", "singularValues");
        assertThatThrownBy(() -> EvaluationResult.read(directory.resolve("none.json")))
                .isInstanceOf(TextFileException.class)
                .hasMessageContainingAll("expected a result that evaluate --json wrote at", "found nothing there");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("result.json"), content);
    }
}
