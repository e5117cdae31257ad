package io.wordtide.streams.shard;

import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.RefinedPart;
import io.wordtide.learn.Round;
import io.wordtide.streams.shard.RoundMessage.Opened;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A copy of a model whose task runs elsewhere, which takes the same steps. Not thread-safe. */
final class Replica {

    private final OnlineLearner learner;
    private final int shardCount;
    private long digest;
    private Optional<OpenRound> open = Optional.empty();

    /** @param learner owned by the replica from now on */
    Replica(OnlineLearner learner, int shardCount) {
        this.learner = learner;
        this.shardCount = shardCount;
        this.digest = learner.digest();
    }

    private record OpenRound(RoundId id, Round round) {}

    /** Opens a round; false if the replica is not in the state that the round meets and cannot be used again. */
    boolean open(Opened message) {
        if (open.isPresent() || message.digest() != digest) {
            return false;
        }
        open = Optional.of(new OpenRound(message.round(), learner.open(message.bags(), shardCount)));
        return true;
    }

    /** Refines the parts of the open round that are some shards'; a shard may have none. */
    List<Answer> refine(Set<Integer> shards) {
        OpenRound opened = open.orElseThrow();
        Round round = opened.round();
        int[] parts = IntStream.range(0, round.partCount())
                .filter(part -> shards.contains(Shards.of(round, part, shardCount)))
                .toArray();
        List<RefinedPart> refined = learner.refine(round, parts);
        return IntStream.range(0, parts.length)
                .mapToObj(i ->
                        Answer.refined(opened.id(), Shards.of(round, parts[i], shardCount), parts[i], refined.get(i)))
                .toList();
    }

    /** Takes the round's step if it is the open one. */
    void merge(RoundMessage.Merged message) {
        if (open.isPresent() && open.get().id().equals(message.round())) {
            learner.learn(open.get().round(), message.refined());
            learner.documentFrequencies().drainChanges(); // nobody stores them, and they would pile up
            open = Optional.empty();
            digest = learner.digest();
        }
    }

    /** Memory it takes, bytes. */
    long memoryBytes() {
        return learner.memoryBytes();
    }
}
