package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.SurfaceForms;
import io.wordtide.text.Vocabulary;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Three groups of ten words; the words of a group point along one direction and a little along the others. */
class NamedDimensionsTest {

    private static final int GROUPS = 3;
    private static final int WORDS = 10 * GROUPS;

    private final Vocabulary vocabulary =
            Vocabulary.fixed(IntStream.range(0, WORDS).mapToObj(i -> "w" + i).toList());
    private final DocumentFrequencies frequencies = new DocumentFrequencies();
    private final SurfaceForms forms = new SurfaceForms();

    NamedDimensionsTest() {
        TreeMap<String, Integer> all = new TreeMap<>();
        IntStream.range(0, WORDS).forEach(i -> all.put("w" + i, 1));
        frequencies.count(BagOfWords.of(all), term -> true);
        forms.growTo(WORDS);
    }

    @Test
    void shouldFindTheGroupsInATurnedSpace() {
        // Given: turned by 45 degrees in the plane of the first two groups
        NamedDimensions dimensions = new NamedDimensions(GROUPS);

        // When
        dimensions.update(turned(groups(1), Math.PI / 4), vocabulary, frequencies);

        // Then: each direction is named by words of one group, the one that points along it most first
        List<Dimension> named = dimensions.dimensions(vocabulary, forms);
        Set<Set<Integer>> groupsOfNames = named.stream()
                .map(dimension -> dimension.words().stream()
                        .map(word -> Integer.parseInt(word.substring(1)) / 10)
                        .collect(Collectors.toSet()))
                .collect(Collectors.toSet());
        assertThat(groupsOfNames).containsExactlyInAnyOrder(Set.of(0), Set.of(1), Set.of(2));
        assertThat(named)
                .allSatisfy(dimension -> assertThat(dimension.words().get(0)).endsWith("9"));
        assertThat(named.stream().mapToDouble(Dimension::share).sum()).isCloseTo(1, within(1e-9));
    }

    /** The words of a group point along the negative direction; it is turned round. */
    @Test
    void shouldPointDirectionsAlongTheirWords() {
        // Given
        Matrix vectors = groups(1);
        for (int i = 0; i < vectors.size(); i++) {
            vectors.values()[i] = -vectors.values()[i];
        }
        NamedDimensions dimensions = new NamedDimensions(GROUPS);

        // When
        dimensions.update(vectors, vocabulary, frequencies);

        // Then
        assertThat(dimensions.dimensions(vocabulary, forms))
                .allSatisfy(dimension -> assertThat(dimension.words().get(0)).endsWith("9"));
    }

    @Test
    void shouldKeepNamesAndTheirOrderWhileTheVectorsOnlyTremble() {
        // Given
        NamedDimensions dimensions = new NamedDimensions(GROUPS);
        dimensions.update(turned(groups(1, 0.3), Math.PI / 4), vocabulary, frequencies);
        List<List<String>> before = words(dimensions);

        // When: other noise, larger than the steps between the words of a group
        for (int seed = 2; seed < 20; seed++) {
            dimensions.update(turned(groups(seed, 0.3), Math.PI / 4 + 0.02 * seed), vocabulary, frequencies);
        }

        // Then
        assertThat(words(dimensions)).isEqualTo(before);
    }

    @Test
    void shouldRenameADirectionWhoseWordsHaveLeftIt() {
        // Given
        NamedDimensions dimensions = new NamedDimensions(GROUPS);
        dimensions.update(groups(1), vocabulary, frequencies);
        int direction = IntStream.range(0, GROUPS)
                .filter(k -> words(dimensions).get(k).contains("w9"))
                .findFirst()
                .orElseThrow();

        // When: the first half of the words of the first group take the place of the second half, which point away now
        Matrix vectors = groups(1);
        for (int i = 0; i < 10; i++) {
            vectors.values()[vectors.rowStart(i)] = i < 5 ? 5 + i : -0.5f;
        }
        dimensions.update(vectors, vocabulary, frequencies);

        // Then
        assertThat(words(dimensions).get(direction)).containsExactlyInAnyOrder("w0", "w1", "w2", "w3", "w4");
    }

    @Test
    void shouldDropAWordThatLostItsRow() {
        // Given
        NamedDimensions dimensions = new NamedDimensions(GROUPS);
        dimensions.update(groups(1), vocabulary, frequencies);

        // When
        dimensions.recycleRow(9);

        // Then
        assertThat(words(dimensions).stream().flatMap(List::stream)).hasSize(14).doesNotContain("w9");
    }

    @Test
    void shouldHaveNoNamesBeforeTheFirstPublication() {
        assertThat(new NamedDimensions(GROUPS).dimensions(vocabulary, forms)).isEmpty();
    }

    private List<List<String>> words(NamedDimensions dimensions) {
        return dimensions.dimensions(vocabulary, forms).stream()
                .map(Dimension::words)
                .toList();
    }

    private static Matrix groups(long seed) {
        return groups(seed, 0.05);
    }

    /** Word i of a group has the loading 1 + 0.2 i on its group's direction, and noise on all. */
    private static Matrix groups(long seed, double noise) {
        Random random = new Random(seed);
        Matrix vectors = Matrix.zeros(WORDS, GROUPS);
        for (int word = 0; word < WORDS; word++) {
            for (int k = 0; k < GROUPS; k++) {
                double loading = word / 10 == k ? 1 + 0.2 * (word % 10) : 0;
                vectors.values()[vectors.rowStart(word) + k] = (float) (loading + noise * random.nextGaussian());
            }
        }
        return vectors;
    }

    private static Matrix turned(Matrix vectors, double angle) {
        float cosine = (float) Math.cos(angle);
        float sine = (float) Math.sin(angle);
        Matrix turned = Matrix.zeros(vectors.rows(), GROUPS);
        Gemm.multiply(vectors, new Matrix(3, 3, new float[] {cosine, sine, 0, -sine, cosine, 0, 0, 0, 1}), turned);
        return turned;
    }
}
