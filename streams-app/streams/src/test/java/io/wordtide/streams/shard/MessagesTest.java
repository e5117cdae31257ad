package io.wordtide.streams.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.RefinedPart;
import io.wordtide.learn.Round;
import io.wordtide.learn.StateFingerprint;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.shard.RoundMessage.Merged;
import io.wordtide.streams.shard.RoundMessage.Opened;
import io.wordtide.streams.shard.RoundMessage.State;
import io.wordtide.text.BagOfWords;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What instances say to each other, as bytes and back. */
class MessagesTest {

    private static final RoundId ROUND = new RoundId(-5, 9);
    private static final List<BagOfWords> BAGS = List.of(bag("oil", 2), bag("wheat", 1));

    private final WordtideConfig config = TinyRounds.config();
    private final OnlineLearner learner = TinyRounds.learner(config);

    private static BagOfWords bag(String word, int count) {
        return BagOfWords.of(new TreeMap<>(Map.of(word, count, "grain", 1)));
    }

    private RefinedPart part(int part) {
        Round round = learner.open(TinyRounds.bags(0), TinyRounds.SHARDS);
        return learner.refine(round, part).get(0);
    }

    private static void assertSame(RefinedPart actual, RefinedPart expected) {
        assertThat(expected.documentCount()).isEqualTo(30);
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }

    private static Opened decodedOpened(byte[] bytes) {
        return (Opened) RoundMessage.decode(bytes);
    }

    @Test
    void shouldReadAnOpenedRoundAsItWasWritten() {
        // When
        Opened opened = decodedOpened(new Opened(ROUND, 1L << 60, true, BAGS).encode());

        // Then
        assertThat(opened).usingRecursiveComparison().isEqualTo(new Opened(ROUND, 1L << 60, true, BAGS));
        assertThat(decodedOpened(new Opened(ROUND, 0, false, List.of()).encode()))
                .isEqualTo(new Opened(ROUND, 0, false, List.of()));
    }

    /** A document without a space is one word, which the analyzer called simple keeps whole. */
    @Test
    void shouldReadWordsOfAnyLengthAndLanguage() {
        // Given
        List<BagOfWords> bags = List.of(bag("a".repeat(70_000), 1), bag("żółć 油 \ud83d\udee2", 3));

        // When
        Opened opened = decodedOpened(new Opened(ROUND, 0, true, bags).encode());

        // Then
        assertThat(opened.bags()).usingRecursiveComparison().isEqualTo(bags);
    }

    @Test
    void shouldReadAMergedRoundBitForBit() {
        // Given
        RefinedPart part = part(1);

        // When
        Merged merged = (Merged) RoundMessage.decode(new Merged(ROUND, part).encode());

        // Then
        assertThat(merged.round()).isEqualTo(ROUND);
        assertSame(merged.refined(), part);
    }

    @Test
    void shouldReadAnAnswerBitForBit() {
        // Given
        RefinedPart part = part(2);

        // When
        Answer answer = Answer.decode(Answer.refined(ROUND, 3, 2, part).encode());

        // Then
        assertThat(answer.round()).isEqualTo(ROUND);
        assertThat(answer.shard()).isEqualTo(3);
        assertThat(answer.part()).isEqualTo(2);
        assertSame(answer.refined().orElseThrow(), part);
        assertThat(Answer.decode(Answer.needsState(ROUND, 1).encode())).isEqualTo(Answer.needsState(ROUND, 1));
    }

    /** The next rounds, in which words arrive, have the same bits in both. */
    @Test
    void shouldReadTheStateOfALearnerWithItsFrequencies() {
        // Given
        learner.learn(TinyRounds.bags(0), TinyRounds.SHARDS);
        learner.learn(List.of(bag("a".repeat(70_000), 1)), TinyRounds.SHARDS);

        // When
        State state = (State) RoundMessage.decode(new State(ModelState.encode(learner)).encode());
        OnlineLearner decoded = ModelState.decode(state.state(), config);

        // Then
        assertThat(decoded.documentFrequencies().documentCount()).isEqualTo(121);
        assertThat(decoded.documentFrequencies().weights())
                .isEqualTo(learner.documentFrequencies().weights());
        for (int n = 1; n < 3; n++) {
            learner.learn(TinyRounds.bags(n), TinyRounds.SHARDS);
            decoded.learn(TinyRounds.bags(n), TinyRounds.SHARDS);
        }
        assertThat(StateFingerprint.of(decoded)).isEqualTo(StateFingerprint.of(learner));
    }

    /** A part that another version has cut otherwise would be written past the end, or merged with others. */
    @Test
    void shouldFitARoundThatHasThePartWithAsManyDocuments() {
        // Given: four parts of 30 documents, and two of 25
        Round round = learner.open(TinyRounds.bags(0), TinyRounds.SHARDS);
        RefinedPart part = learner.refine(round, 1).get(0);
        Round shorter = TinyRounds.learner(config).open(TinyRounds.bags(0).subList(0, 50), TinyRounds.SHARDS);

        // Then
        assertThat(Answer.refined(ROUND, 0, 1, part).fits(round)).isTrue();
        assertThat(Answer.refined(ROUND, 0, 3, part).fits(round)).isTrue();
        assertThat(Answer.refined(ROUND, 0, 4, part).fits(round)).isFalse();
        assertThat(Answer.refined(ROUND, 0, -1, part).fits(round)).isFalse();
        assertThat(Answer.refined(ROUND, 0, 1, part).fits(shorter)).isFalse();
        assertThat(Answer.needsState(ROUND, 0).fits(round)).isFalse();
    }

    static Stream<byte[]> garbage() {
        byte[] opened = new Opened(ROUND, 7, true, BAGS).encode();
        byte[] endless = opened.clone();
        Arrays.fill(endless, 26, 30, (byte) 0x7f); // the number of bags
        byte[] negative = opened.clone();
        Arrays.fill(negative, 26, 30, (byte) 0xff);
        return Stream.of(
                new byte[0], new byte[] {3}, Arrays.copyOf(opened, opened.length - 1), endless, negative, new byte[] {
                    2, 0x7f, 0, 0, 0
                });
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void shouldSayHowLongAMessageIsThatCannotBeRead(byte[] garbage) {
        assertThatThrownBy(() -> RoundMessage.decode(garbage))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("found " + garbage.length + " bytes that are not one")
                .hasMessageContaining("run the same version on all instances");
    }

    @Test
    void shouldRefuseAnAnswerThatIsCutOffAnywhere() {
        // Given
        byte[] answer = Answer.refined(ROUND, 3, 2, part(2)).encode();

        for (int length = 0; length < answer.length; length++) {
            // When
            byte[] cut = Arrays.copyOf(answer, length);

            // Then
            assertThatThrownBy(() -> Answer.decode(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void shouldRefuseAStateThatIsCutOff() {
        // Given
        byte[] state = ModelState.encode(learner);

        // Then
        assertThatThrownBy(() -> ModelState.decode(Arrays.copyOf(state, state.length / 2), config))
                .isInstanceOf(UncheckedIOException.class);
    }
}
