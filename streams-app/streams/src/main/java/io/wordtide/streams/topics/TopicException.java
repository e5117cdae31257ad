package io.wordtide.streams.topics;

import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The cluster did not respond, or refused a call about topics or groups. The message says what was tried, how Kafka
 * responded and what to do; the cause is Kafka's own exception.
 */
public final class TopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TopicException(String message) {
        super(message);
    }

    private TopicException(String message, Throwable cause) {
        super(message, cause);
    }

    static TopicException of(String what, Throwable cause) {
        return new TopicException("cannot " + what + ": " + cause.getMessage() + advice(cause), cause);
    }

    private static String advice(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return " Check bootstrap.servers, and that the cluster is up.";
        }
        if (cause instanceof AuthorizationException) {
            return " Grant this user what docs/access.md lists for the command.";
        }
        if (cause instanceof InvalidReplicationFactorException) {
            return " Choose a replication factor no greater than the number of brokers.";
        }
        return "";
    }
}
