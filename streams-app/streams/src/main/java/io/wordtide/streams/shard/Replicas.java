package io.wordtide.streams.shard;

import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.InternalTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replicas of a process: a thread of its own follows the rounds of all models, refines the parts of the shards that
 * the process holds, and takes each step after the model's task has merged it.
 *
 * <p>A replica lives in memory only. One that is missing, or not in the state that a round meets, asks the model's task
 * for the state and takes part again once it has come.
 */
final class Replicas implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);

    private static final Duration POLL = Duration.ofSeconds(1);

    /** A state is megabytes; it takes a while to come, and other instances may have asked for it as well. */
    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long RETRY_SECONDS = 1;

    private final Shards shards;
    private final WordtideConfig config;
    private final ShardClients clients;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable MessageReceiver receiver;

    /** By model id, least recently used first. */
    private final LinkedHashMap<String, Replica> replicas = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<String, Long> askedAt = new HashMap<>();

    private Replicas(Shards shards, WordtideConfig config, ShardClients clients) {
        this.shards = shards;
        this.config = config;
        this.clients = clients;
        this.thread = new Thread(this, config.applicationId() + "-replicas");
        thread.setDaemon(true);
    }

    static Replicas start(Shards shards, WordtideConfig config, ShardClients clients) {
        Replicas replicas = new Replicas(shards, config, clients);
        replicas.thread.start();
        return replicas;
    }

    /** Returns at once; the thread ends after what it is doing. */
    void stop() {
        stopped.countDown();
        MessageReceiver present = receiver;
        if (present != null) {
            present.wakeUp();
        }
    }

    @Override
    public void run() {
        while (!isStopped(0)) {
            try {
                follow();
            } catch (RuntimeException e) {
                if (!isStopped(RETRY_SECONDS)) {
                    LOG.warn("Could not follow the rounds of other instances; tries again cause={}", e.toString());
                }
            }
            replicas.clear();
        }
    }

    private boolean isStopped(long waitSeconds) {
        try {
            return stopped.await(waitSeconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void follow() {
        String topic = InternalTopics.rounds(config.applicationId());
        try (MessageReceiver messages = new MessageReceiver(clients.consumer(), partitions(topic));
                MessageSender answers =
                        new MessageSender(clients.producer(), InternalTopics.refinedParts(config.applicationId()))) {
            receiver = messages;
            while (!isStopped(0)) {
                replicas.keySet().removeIf(this::isOfTaskHere);
                take(messages.poll(POLL), answers);
            }
        } finally {
            receiver = null;
        }
    }

    /** Its task has moved here, and needs no replica. */
    private boolean isOfTaskHere(String modelId) {
        return shards.owns(InternalTopics.partition(modelId, config.topicPartitions()));
    }

    private List<TopicPartition> partitions(String topic) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IllegalStateException("expected the topic " + topic
                        + ", found none; start an instance again, which creates it, or run wordtide topics create");
            }
            return partitions;
        }
    }

    private void take(List<MessageReceiver.Message> messages, MessageSender answers) {
        List<RoundMessage> decoded = messages.stream()
                .map(message -> RoundMessage.decode(message.bytes()))
                .toList();
        Set<RoundId> merged = new HashSet<>(); // refining these comes too late
        decoded.forEach(message -> {
            if (message instanceof RoundMessage.Merged ended) {
                merged.add(ended.round());
            }
        });
        for (int i = 0; i < decoded.size(); i++) {
            int partition = messages.get(i).partition();
            String modelId = new String(messages.get(i).key(), StandardCharsets.UTF_8);
            if (!shards.owns(partition)) {
                take(modelId, decoded.get(i), merged, answers, partition);
            }
        }
    }

    private void take(String modelId, RoundMessage message, Set<RoundId> merged, MessageSender answers, int partition) {
        try {
            if (message instanceof RoundMessage.State state) {
                if (!replicas.containsKey(modelId)) {
                    replicas.put(modelId, new Replica(ModelState.decode(state.state(), config), config.shards()));
                    makeRoom();
                    LOG.info("Follows the rounds of model={} bytes={}", modelId, state.state().length);
                }
            } else if (message instanceof RoundMessage.Opened opened) {
                boolean isAsked = opened.asked() && !merged.contains(opened.round());
                open(modelId, opened, isAsked, answer -> answers.send(partition, bytes(modelId), answer.encode()));
            } else if (message instanceof RoundMessage.Merged ended && replicas.containsKey(modelId)) {
                replicas.get(modelId).merge(ended);
                makeRoom(); // models grow
            }
        } catch (KafkaException e) {
            throw e; // no answer can be sent: the clients are made again
        } catch (RuntimeException e) {
            replicas.remove(modelId);
            LOG.warn("Lost the replica of a model, and asks for its state model={} cause={}", modelId, e.toString());
        }
    }

    private void open(
            String modelId, RoundMessage.Opened opened, boolean isAsked, java.util.function.Consumer<Answer> answer) {
        Replica replica = replicas.get(modelId);
        if (replica == null || !replica.open(opened)) {
            replicas.remove(modelId);
            if (opened.asked() && isTimeToAsk(modelId)) {
                shards.held().forEach(shard -> answer.accept(Answer.needsState(opened.round(), shard)));
            }
        } else if (isAsked) {
            replica.refine(shards.held()).forEach(answer);
        }
    }

    private boolean isTimeToAsk(String modelId) {
        long now = System.nanoTime();
        Long before = askedAt.get(modelId);
        if (before != null && now - before < ASK_AGAIN_NANOS) {
            return false;
        }
        askedAt.put(modelId, now);
        return true;
    }

    /** Replicas may take half as much memory as the models of the process; one may always be there. */
    private void makeRoom() {
        long most = config.models().memoryBytes() / 2;
        long bytes = replicas.values().stream().mapToLong(Replica::memoryBytes).sum();
        Iterator<Replica> eldest = replicas.values().iterator();
        while (bytes > most && replicas.size() > 1) {
            bytes -= eldest.next().memoryBytes();
            eldest.remove();
        }
    }

    private static byte[] bytes(String modelId) {
        return modelId.getBytes(StandardCharsets.UTF_8);
    }
}
