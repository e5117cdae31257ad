package io.wordtide.app.topics;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what was asked of an {@link org.apache.kafka.clients.admin.Admin}. */
public final class AdminCalls {

    private AdminCalls() {}

    /**
     * The answer.
     *
     * @param what what was asked, for the message: {@code describe the topic news}
     * @throws TopicException if the cluster does not answer or refuses; its cause is Kafka's exception
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
}
