package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.snapshot.SnapshotException;
import io.wordtide.text.Bags;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelSnapshotTest {

    private static final LearnerConfig CONFIG = TinyConfigs.stream();

    private final OnlineLearner learner = learner();
    private final byte[] snapshot = ModelSnapshot.encode(learner);

    private static OnlineLearner learner() {
        OnlineLearner learner = new OnlineLearner(CONFIG, TwoTopics.vocabulary(), new DocumentFrequencies());
        TwoTopics.miniBatches(1, 3, 8).forEach(learner::learn);
        return learner;
    }

    private static OnlineLearner decode(byte[] bytes) {
        return ModelSnapshot.decode(bytes, CONFIG, TwoTopics.vocabulary(), new DocumentFrequencies());
    }

    @Test
    void shouldGiveBackTheWholeState() {
        // When
        OnlineLearner restored = decode(snapshot);

        // Then
        assertThat(restored.version()).isEqualTo(3);
        assertThat(StateFingerprint.of(restored)).isEqualTo(StateFingerprint.of(learner));
    }

    @Test
    void shouldFindADamagedByteWhereverItIs() {
        // Given: the first and last hundred bytes, and 500 in between
        Random random = new Random(5);
        int[] positions = new int[700];
        Arrays.setAll(
                positions,
                i -> i < 100 ? i : i < 200 ? snapshot.length - 1 - (i - 100) : random.nextInt(snapshot.length));

        for (int position : positions) {
            // When: a single bit
            byte[] damaged = snapshot.clone();
            damaged[position] ^= (byte) (1 << random.nextInt(8));

            // Then
            assertThatThrownBy(() -> decode(damaged)).as("byte %d", position).isInstanceOf(SnapshotException.class);
        }
    }

    @Test
    void shouldNameBothChecksumsAndTheWayOutWhenDamaged() {
        // Given
        byte[] damaged = snapshot.clone();
        damaged[damaged.length / 2] ^= 1;

        // Then
        assertThatThrownBy(() -> decode(damaged))
                .isInstanceOf(SnapshotException.class)
                .hasMessageMatching("expected a snapshot with SHA-256 [0-9a-f]{64}, found [0-9a-f]{64}; it is damaged,"
                        + " restore an older one");
    }

    @Test
    void shouldRefuseBytesThatAreNoSnapshot() {
        for (byte[] bytes : List.of(new byte[0], new byte[39], new byte[1_000])) {
            assertThatThrownBy(() -> decode(bytes))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("expected a model snapshot, found " + bytes.length + " bytes");
        }
    }

    @Test
    void shouldRefuseASnapshotThatWasCutShort() {
        for (int length : new int[] {40, snapshot.length / 2, snapshot.length - 1}) {
            assertThatThrownBy(() -> decode(Arrays.copyOf(snapshot, length)))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("it is damaged");
        }
    }

    @Test
    void shouldBeAsLongAsWhatWasLearnedWhateverTheCapacity() {
        // When
        List<Integer> lengths = new ArrayList<>();
        for (int capacity : new int[] {100, 50_000}) {
            OnlineLearner learner =
                    new OnlineLearner(CONFIG, Vocabulary.living(capacity, 1), new DocumentFrequencies());
            learner.learn(List.of(Bags.of("wheat harvest"), Bags.of("oil prices rise")));
            lengths.add(ModelSnapshot.encode(learner).length);
        }

        // Then: the time it was taken has up to nine decimals
        assertThat(lengths.get(1)).isCloseTo(lengths.get(0), within(9));
    }

    @Test
    void shouldNameTheFormatWhenItIsAnother() {
        for (byte format : new byte[] {7, 9}) {
            // Given: magic in bytes 0 to 3, format in bytes 4 to 7, little-endian
            byte[] other = snapshot.clone();
            other[4] = format;

            // Then
            assertThatThrownBy(() -> decode(other))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessage("expected snapshot format 8, found " + format
                            + "; use the release of Wordtide that wrote it, or start a new model (./wordtide reset)");
        }
    }

    @Test
    void shouldNameWhatDiffersWhenTheConfigurationIsAnother() {
        // Given
        LearnerConfig other = TinyConfigs.vary(CONFIG, Map.of("latentSize", 5, "seed", 9L));

        // Then
        assertThatThrownBy(
                        () -> ModelSnapshot.decode(snapshot, other, TwoTopics.vocabulary(), new DocumentFrequencies()))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining(
                        "{latentSize=configured 5, in the snapshot 4," + " seed=configured 9, in the snapshot 1}")
                .hasMessageContaining("configure the snapshot's values");
    }

    @Test
    void shouldRefuseAnotherVocabulary() {
        // Given: as many words, one of them different
        List<String> words = new ArrayList<>();
        for (int row = 0; row < 20; row++) {
            words.add(String.valueOf(TwoTopics.vocabulary().term(row)));
        }
        words.set(7, "other");

        // Then
        assertRefused(Vocabulary.fixed(words), "list of words with SHA-256");
        assertRefused(Vocabulary.fixed(words.subList(0, 19)), "capacity 19, found 20");
        assertRefused(Vocabulary.living(20, 1), "mode living, found fixed");
    }

    private void assertRefused(Vocabulary vocabulary, String difference) {
        assertThatThrownBy(() -> ModelSnapshot.decode(snapshot, CONFIG, vocabulary, new DocumentFrequencies()))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining(difference);
    }

    @Test
    void shouldReportWhereItCameFrom() {
        // When
        Map<String, String> provenance = ModelSnapshot.provenance(snapshot);

        // Then
        assertThat(provenance).containsOnlyKeys("createdAt", "javaRuntime", "platform", "wordtideVersion");
        assertThat(Instant.parse(provenance.get("createdAt")))
                .isBetween(Instant.now().minus(Duration.ofMinutes(10)), Instant.now());
        assertThat(provenance.get("javaRuntime")).endsWith(System.getProperty("java.version"));
        assertThat(provenance.get("platform")).startsWith(System.getProperty("os.name"));
    }

    @Test
    void shouldFingerprintTheStateWithoutWhenAndWhereItWasTaken() {
        // Given: taken at another time
        byte[] later = ModelSnapshot.encode(learner());

        // Then
        assertThat(later).isNotEqualTo(snapshot);
        assertThat(StateFingerprint.of(decode(later)))
                .isEqualTo(StateFingerprint.of(learner))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void shouldChangeTheFingerprintWithEveryMiniBatch() {
        // Given
        String before = StateFingerprint.of(learner);

        // When
        learner.learn(TwoTopics.miniBatches(2, 1, 8).get(0));

        // Then
        assertThat(StateFingerprint.of(learner)).isNotEqualTo(before);
        assertThatCode(() -> decode(snapshot)).as("the earlier snapshot").doesNotThrowAnyException();
    }
}
