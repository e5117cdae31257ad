package io.wordtide.streams.shard;

import io.wordtide.learn.Round;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.monitor.LearnerMetrics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shards that this process holds, which Kafka Streams decides, and the models' tasks that run here. While it holds a
 * shard, {@link Replicas} follow the models whose tasks run elsewhere.
 *
 * <p>One for the process. Thread-safe.
 */
public final class Shards {

    private final WordtideConfig config;
    private final Optional<ShardClients> clients;

    /** By shard, its task: one that moves to another thread may begin there before it has ended here. */
    private final Map<Integer, ShardProcessor> held = new HashMap<>();

    /** By partition of the bags, its task, likewise. */
    private final Map<Integer, RoundExchange> owned = new HashMap<>();

    private @Nullable Replicas replicas;

    private Shards(WordtideConfig config, Optional<ShardClients> clients) {
        this.config = config;
        this.clients = clients;
    }

    /** Shards of an application that may run on several instances. */
    public static Shards of(WordtideConfig config) {
        return new Shards(config, Optional.of(new ShardClients(config)));
    }

    /** Shards that are all here, whatever Kafka Streams says: for an application that is a single instance. */
    public static Shards alone(WordtideConfig config) {
        return new Shards(config, Optional.empty());
    }

    /** The shard that refines a part: parts of a round have different shards, and shards take turns. */
    static int of(Round round, int part, int shardCount) {
        return (int) ((round.version() + part) % shardCount);
    }

    /** One task's exchange with the instances that hold shards; the task closes it. */
    public RoundExchange exchange(int partition, LearnerMetrics metrics) {
        return new RoundExchange(this, config, partition, metrics);
    }

    synchronized void hold(int shard, ShardProcessor task) {
        held.put(shard, task);
        if (replicas == null && clients.isPresent() && config.shards() > 1) {
            replicas = Replicas.start(this, config, clients.get());
        }
    }

    synchronized void release(int shard, ShardProcessor task) {
        held.remove(shard, task);
        if (held.isEmpty() && replicas != null) {
            replicas.stop();
            replicas = null;
        }
    }

    synchronized boolean holds(int shard) {
        return clients.isEmpty() || held.containsKey(shard);
    }

    /** Those that this process holds; a copy. */
    synchronized Set<Integer> held() {
        return Set.copyOf(held.keySet());
    }

    /** Whether other instances hold shards, or nobody yet. */
    synchronized boolean areElsewhere() {
        return clients.isPresent() && held.size() < config.shards();
    }

    synchronized void own(int partition, RoundExchange task) {
        owned.put(partition, task);
    }

    synchronized void disown(int partition, RoundExchange task) {
        owned.remove(partition, task);
    }

    /** Whether the task of a partition's models runs in this process. */
    synchronized boolean owns(int partition) {
        return owned.containsKey(partition);
    }

    ShardClients clients() {
        return clients.orElseThrow();
    }
}
