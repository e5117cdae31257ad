package io.wordtide.streams.shard;

import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.RefinedPart;
import io.wordtide.learn.Round;
import io.wordtide.streams.shard.RoundMessage.Opened;
import java.util.Optional;

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

    /** The part of the open round that is a shard's; empty if the round has none for it. */
    Optional<Answer> refine(int shard) {
        OpenRound opened = open.orElseThrow();
        for (int part = 0; part < opened.round().partCount(); part++) {
            if (Shards.of(opened.round(), part, shardCount) == shard) {
                RefinedPart refined = learner.refine(opened.round(), part);
                return Optional.of(Answer.refined(opened.id(), shard, part, refined));
            }
        }
        return Optional.empty();
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
