package io.wordtide.streams.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.RefinedPart;
import io.wordtide.learn.Round;
import io.wordtide.learn.StateFingerprint;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.shard.RoundMessage.Merged;
import io.wordtide.streams.shard.RoundMessage.Opened;
import io.wordtide.text.BagOfWords;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A replica and the model's task talk in bytes, as they do through a broker. */
class ReplicaTest {

    private static final int ROUNDS = 6;

    private final WordtideConfig config = TinyRounds.config();
    private final OnlineLearner learner = TinyRounds.learner(config);

    private Replica replica() {
        return new Replica(ModelState.decode(ModelState.encode(learner), config), TinyRounds.SHARDS);
    }

    private Opened opened(int n) {
        Opened opened = new Opened(new RoundId(1, n), learner.digest(), true, TinyRounds.bags(n));
        return (Opened) RoundMessage.decode(opened.encode());
    }

    /** The part of a round that a shard of the replica has refined. */
    private static RefinedPart refined(Replica replica, Round round, int part) {
        int shard = Shards.of(round, part, TinyRounds.SHARDS);
        Answer answer = Answer.decode(replica.refine(shard).orElseThrow().encode());
        assertThat(answer.part()).isEqualTo(part);
        assertThat(answer.shard()).isEqualTo(shard);
        assertThat(answer.fits(round)).isTrue();
        return answer.refined().orElseThrow();
    }

    /** Everything is refined by the replica; it would not open a round in another state than the learner's. */
    @Test
    void shouldRefineWhatTheLearnerWouldRoundAfterRound() {
        // Given
        OnlineLearner alone = TinyRounds.learner(config);
        Replica replica = replica();

        for (int n = 0; n < ROUNDS; n++) {
            // When
            List<BagOfWords> bags = TinyRounds.bags(n);
            assertThat(replica.open(opened(n))).as("round %d", n).isTrue();
            Round round = learner.open(bags, TinyRounds.SHARDS);
            RefinedPart merged = round.merge(IntStream.range(0, round.partCount())
                    .mapToObj(part -> refined(replica, round, part))
                    .toList());
            replica.merge((Merged) RoundMessage.decode(new Merged(new RoundId(1, n), merged).encode()));
            learner.learn(round, merged);
            alone.learn(bags, TinyRounds.SHARDS);
        }

        // Then
        assertThat(StateFingerprint.of(learner)).isEqualTo(StateFingerprint.of(alone));
    }

    @Test
    void shouldNotOpenARoundOfAnotherState() {
        // Given: the learner has taken a step of which the replica knows nothing
        Replica replica = replica();
        learner.learn(TinyRounds.bags(0), TinyRounds.SHARDS);

        // Then
        assertThat(replica.open(opened(1))).isFalse();
    }

    /** The learner's step broke, and its round was undone. */
    @Test
    void shouldNotOpenARoundWhileAnotherIsOpen() {
        // Given
        Replica replica = replica();
        assertThat(replica.open(opened(0))).isTrue();

        // Then
        assertThat(replica.open(opened(1))).isFalse();
    }

    @Test
    void shouldNotTakeTheStepOfAnotherRound() {
        // Given
        Replica replica = replica();
        replica.open(opened(0));
        Round round = learner.open(TinyRounds.bags(0), TinyRounds.SHARDS);
        RefinedPart merged = round.merge(IntStream.range(0, 4)
                .mapToObj(part -> learner.refine(round, part))
                .toList());
        learner.learn(round, merged);

        // When: the round of an earlier task, with the same number
        replica.merge(new Merged(new RoundId(2, 0), merged));

        // Then
        assertThat(replica.open(opened(1))).isFalse();
    }

    /** 50 documents make two parts; at version 0 they belong to the shards 0 and 1. */
    @Test
    void shouldHaveNothingToRefineForAShardWithoutAPart() {
        // Given
        Replica replica = replica();
        replica.open(new Opened(
                new RoundId(1, 0), learner.digest(), true, TinyRounds.bags(0).subList(0, 50)));

        // Then
        assertThat(replica.refine(0)).isPresent();
        assertThat(replica.refine(1)).isPresent();
        assertThat(replica.refine(2)).isEmpty();
        assertThat(replica.refine(3)).isEmpty();
    }

    /** Each round has 120 documents with a word of its own, which nobody stores here. */
    @Test
    void shouldNotGatherTheChangesOfFrequenciesThatNobodyStores() {
        // Given
        OnlineLearner own = TinyRounds.learner(config);
        Replica replica = new Replica(own, TinyRounds.SHARDS);
        replica.open(opened(0));
        Round round = learner.open(TinyRounds.bags(0), TinyRounds.SHARDS);

        // When
        replica.merge(new Merged(
                new RoundId(1, 0),
                round.merge(IntStream.range(0, 4)
                        .mapToObj(part -> learner.refine(round, part))
                        .toList())));

        // Then
        assertThat(own.version()).isEqualTo(1);
        assertThat(own.documentFrequencies().drainChanges()).isEmpty();
    }
}
