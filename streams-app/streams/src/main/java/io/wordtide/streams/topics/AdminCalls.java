package io.wordtide.streams.topics;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Waits for the results of calls to an {@link org.apache.kafka.clients.admin.Admin}. */
public final class AdminCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private AdminCalls() {}

    /**
     * Waits for the result of a call.
     *
     * @param what what the call does, for the message: {@code describe the topic news}
     * @throws TopicException if the cluster does not respond or refuses; its cause is Kafka's exception
     */
    public static <T> T await(String what, KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw TopicException.of(what, requireNonNull(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TopicException.of(what, e);
        }
    }

    /**
     * Repeats calls while the broker that responds has yet to learn of a topic: each call may go to another one.
     *
     * @param calls calls whose results are awaited with {@link #await}
     * @throws TopicException if the cluster does not respond or refuses, or a broker does not know a topic after 30 s
     */
    static <T> T awaitKnown(Supplier<T> calls) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return calls.get();
            } catch (TopicException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() - deadline > 0) {
                    throw e;
                }
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    /**
     * Polls until a condition holds: what one node has accepted reaches the others a moment later.
     *
     * @param what what is expected, for the message: {@code the topic news to be gone}
     * @throws TopicException if it does not hold within 30 s
     */
    public static void awaitUntil(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new TopicException(
                        "expected " + what + " within " + PATIENCE.toSeconds() + " s; see the brokers' logs");
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }
}
