package io.wordtide.streams.shard;

import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.RefinedPart;
import io.wordtide.learn.Round;
import io.wordtide.learn.StepReport;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.monitor.LearnerMetrics;
import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.text.BagOfWords;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns rounds with the help of the instances that hold shards: the side of a model's task.
 *
 * <p>The parts of the shards that are here are refined here, the others where they are, at the same time. Nobody is
 * waited for longer than {@code wordtide.shards.wait.ms}: what is missing then is refined here, with the same bits, and
 * its shard is not waited for again until it has answered. If brokers are away, everything is refined here.
 *
 * <p>Belongs to one task and is used by its thread only.
 */
public final class RoundExchange implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RoundExchange.class);

    /** Documents of a round that is worth sending: refining fewer takes less time than sending them. */
    private static final int LEAST_ROUND = 100;

    /** How long rounds are learned without others after the brokers have failed to answer. */
    private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Shards shards;
    private final WordtideConfig config;
    private final int partition;
    private final LearnerMetrics metrics;
    private final long sender = ThreadLocalRandom.current().nextLong();

    /** Models whose rounds are sent, with the number of the round before which their state was sent last. */
    private final Map<String, Long> followed = new HashMap<>();

    private final Set<String> stateWanted = new HashSet<>();
    private final Set<Integer> silent = new HashSet<>();
    private long roundCount;
    private @Nullable MessageSender rounds;
    private @Nullable MessageReceiver answers;
    private long notBefore = System.nanoTime();

    RoundExchange(Shards shards, WordtideConfig config, int partition, LearnerMetrics metrics) {
        this.shards = shards;
        this.config = config;
        this.partition = partition;
        this.metrics = metrics;
    }

    /**
     * Learns the next round of a model.
     *
     * @throws io.wordtide.learn.NonFiniteStepException as {@link OnlineLearner#learn(List)}
     */
    public StepReport learn(String modelId, OnlineLearner learner, List<BagOfWords> bags) {
        shards.own(partition, this); // not before a round, since a task that cannot begin is not closed
        if (!shards.areElsewhere()) {
            followed.clear();
        }
        boolean asked = bags.size() >= LEAST_ROUND && shards.areElsewhere();
        if ((!asked && !followed.containsKey(modelId)) || !isConnected()) {
            return learner.learn(bags, config.shards());
        }
        RoundId id = new RoundId(sender, ++roundCount);
        byte[] key = modelId.getBytes(StandardCharsets.UTF_8);
        followed.putIfAbsent(modelId, 0L);
        if (stateWanted.remove(modelId)) {
            followed.put(modelId, id.number());
            send(key, new RoundMessage.State(ModelState.encode(learner)));
        }
        send(key, new RoundMessage.Opened(id, learner.digest(), asked, bags));
        Round round = learner.open(bags, config.shards());
        RefinedPart merged = round.merge(refine(learner, round, id, asked));
        send(key, new RoundMessage.Merged(id, merged)); // replicas take the step while this task does
        return learner.learn(round, merged);
    }

    private List<RefinedPart> refine(OnlineLearner learner, Round round, RoundId id, boolean asked) {
        @Nullable RefinedPart[] parts = new RefinedPart[round.partCount()];
        refineHere(learner, round, parts, shard -> !asked || shards.holds(shard));
        receive(Duration.ZERO, round, id, parts);
        refineHere(learner, round, parts, shard -> silent.contains(shard) && isMissed(shard));
        await(round, id, parts);
        refineHere(learner, round, parts, this::isMissed);
        return List.of(parts);
    }

    /** Notes that a shard's part has not come; it is not waited for again until it answers. */
    private boolean isMissed(int shard) {
        metrics.partMissed(shard);
        silent.add(shard);
        return true;
    }

    /** Refines the missing parts of the shards that the predicate accepts. */
    private void refineHere(OnlineLearner learner, Round round, @Nullable RefinedPart[] parts, IntPredicate accepted) {
        int[] missing = IntStream.range(0, parts.length)
                .filter(part -> parts[part] == null && accepted.test(shard(round, part)))
                .toArray();
        List<RefinedPart> refined = learner.refine(round, missing);
        for (int i = 0; i < missing.length; i++) {
            parts[missing[i]] = refined.get(i);
        }
    }

    private int shard(Round round, int part) {
        return Shards.of(round, part, config.shards());
    }

    /** Waits until all parts have come whose shards are expected to answer, or until it has taken too long. */
    private void await(Round round, RoundId id, @Nullable RefinedPart[] parts) {
        long start = System.nanoTime();
        OptionalInt last = OptionalInt.empty();
        OptionalInt expected = expectedShard(round, parts);
        long left = config.shardsWait().toNanos();
        while (left > 0 && answers != null && expected.isPresent()) {
            last = expected;
            receive(Duration.ofNanos(left), round, id, parts);
            left = config.shardsWait().toNanos() - (System.nanoTime() - start);
            expected = expectedShard(round, parts);
        }
        double ms = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        last.ifPresent(shard -> metrics.roundWaited(shard, ms));
    }

    /** A shard whose part is missing and will come, as far as anybody knows. */
    private OptionalInt expectedShard(Round round, @Nullable RefinedPart[] parts) {
        return IntStream.range(0, parts.length)
                .filter(part -> parts[part] == null)
                .map(part -> shard(round, part))
                .filter(shard -> !silent.contains(shard))
                .findFirst();
    }

    private void receive(Duration wait, Round round, RoundId id, @Nullable RefinedPart[] parts) {
        if (answers == null) {
            return;
        }
        try {
            for (MessageReceiver.Message message : answers.poll(wait)) {
                take(message, round, id, parts);
            }
        } catch (RuntimeException e) {
            disconnect(e);
        }
    }

    /** What cannot be read costs a wait, as if it had been lost, and not the documents of the round. */
    private void take(MessageReceiver.Message message, Round round, RoundId id, @Nullable RefinedPart[] parts) {
        try {
            String modelId = new String(message.key(), StandardCharsets.UTF_8);
            take(modelId, Answer.decode(message.bytes()), round, id, parts);
        } catch (UncheckedIOException e) {
            LOG.warn("Ignored an answer about a round partition={} cause={}", partition, e.toString());
        }
    }

    private void take(String modelId, Answer answer, Round round, RoundId id, @Nullable RefinedPart[] parts) {
        if (answer.round().sender() != sender) {
            return; // to the task that had these models before
        }
        if (answer.refined().isPresent()) {
            silent.remove(answer.shard());
            if (answer.round().equals(id) && answer.fits(round)) {
                parts[answer.part()] = answer.refined().get();
                metrics.partReceived();
            }
        } else {
            silent.add(answer.shard());
            if (answer.round().number() >= followed.getOrDefault(modelId, Long.MAX_VALUE)) {
                stateWanted.add(modelId);
            }
        }
    }

    private void send(byte[] key, RoundMessage message) {
        if (rounds == null) {
            return;
        }
        try {
            rounds.send(partition, key, message.encode());
        } catch (RuntimeException e) {
            disconnect(e);
        }
    }

    private boolean isConnected() {
        if (rounds == null && System.nanoTime() - notBefore >= 0) {
            try {
                String application = config.applicationId();
                TopicPartition answersOfTask = new TopicPartition(InternalTopics.refinedParts(application), partition);
                answers = new MessageReceiver(shards.clients().consumer(), List.of(answersOfTask));
                rounds = new MessageSender(shards.clients().producer(), InternalTopics.rounds(application));
            } catch (RuntimeException e) {
                disconnect(e);
            }
        }
        return rounds != null;
    }

    /** Whatever fails in asking others: the round must not be undone, since it can be refined here. */
    private void disconnect(RuntimeException cause) {
        LOG.warn(
                "Learning rounds without other instances for {} s: they cannot be asked partition={} cause={}",
                TimeUnit.NANOSECONDS.toSeconds(RECOVERY_NANOS),
                partition,
                cause.toString());
        closeClients();
        notBefore = System.nanoTime() + RECOVERY_NANOS;
    }

    private void closeClients() {
        if (rounds != null) {
            rounds.close();
            rounds = null;
        }
        if (answers != null) {
            answers.close();
            answers = null;
        }
    }

    /** The task leaves this process. */
    @Override
    public void close() {
        closeClients();
        shards.disown(partition, this);
    }
}
