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
import java.util.Set;
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

    /** The parts of a round that two shards of a replica have refined. */
    private static void refine(Replica replica, Set<Integer> shards, Round round, RefinedPart[] parts) {
        List<Answer> answers = replica.refine(shards);
        assertThat(answers).extracting(Answer::shard).containsExactlyInAnyOrderElementsOf(shards);
        for (Answer answer : answers) {
            Answer received = Answer.decode(answer.encode());
            assertThat(Shards.of(round, received.part(), TinyRounds.SHARDS)).isEqualTo(received.shard());
            assertThat(received.fits(round)).isTrue();
            parts[received.part()] = received.refined().orElseThrow();
        }
    }

    /** Two replicas refine everything; they would not open a round in another state than the learner's. */
    @Test
    void shouldRefineWhatTheLearnerWouldRoundAfterRound() {
        // Given
        OnlineLearner alone = TinyRounds.learner(config);
        Replica one = replica();
        Replica other = replica();

        for (int n = 0; n < ROUNDS; n++) {
            // When
            List<BagOfWords> bags = TinyRounds.bags(n);
            assertThat(one.open(opened(n))).as("round %d", n).isTrue();
            assertThat(other.open(opened(n))).as("round %d", n).isTrue();
            Round round = learner.open(bags, TinyRounds.SHARDS);
            RefinedPart[] parts = new RefinedPart[round.partCount()];
            refine(one, Set.of(3, 0), round, parts);
            refine(other, Set.of(1, 2), round, parts);
            RefinedPart merged = round.merge(List.of(parts));
            byte[] message = new Merged(new RoundId(1, n), merged).encode();
            one.merge((Merged) RoundMessage.decode(message));
            other.merge((Merged) RoundMessage.decode(message));
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
        RefinedPart merged = round.merge(learner.refine(round, 0, 1, 2, 3));
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
        assertThat(replica.refine(Set.of(1))).extracting(Answer::part).containsExactly(1);
        assertThat(replica.refine(Set.of(0, 3))).extracting(Answer::part).containsExactly(0);
        assertThat(replica.refine(Set.of(2, 3))).isEmpty();
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
        replica.merge(new Merged(new RoundId(1, 0), round.merge(learner.refine(round, 0, 1, 2, 3))));

        // Then
        assertThat(own.version()).isEqualTo(1);
        assertThat(own.documentFrequencies().drainChanges()).isEmpty();
    }
}
