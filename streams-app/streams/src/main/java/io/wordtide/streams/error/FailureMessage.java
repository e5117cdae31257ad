package io.wordtide.streams.error;

import com.google.common.base.Throwables;
import io.wordtide.schema.RegistryErrors;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.AuthorizationException;

/** Why an application stopped, in words for a person: Kafka Streams wraps every error in messages of its own. */
public final class FailureMessage {

    private FailureMessage() {}

    /** The message of the first cause that a person can act on, or else the error's own. */
    public static String of(Throwable failure) {
        return cause(
                        failure,
                        cause -> cause instanceof BrokenLearnerException
                                || cause instanceof RegistryUnavailableException)
                .or(() -> ofRegistry(failure))
                .or(() -> cause(failure, AuthorizationException.class::isInstance)
                        .map(message -> message + "; grant this user what docs/access.md lists"))
                .orElseGet(() -> String.valueOf(failure.getMessage()));
    }

    /** Before other errors of authorization: the registry's client throws them, too, and quotes the schema. */
    private static Optional<String> ofRegistry(Throwable failure) {
        return RegistryErrors.isFromRegistry(failure)
                ? Optional.of("expected the Schema Registry to take the schema of a record, "
                        + RegistryErrors.explain("its subject", failure))
                : Optional.empty();
    }

    private static Optional<String> cause(Throwable failure, Predicate<Throwable> which) {
        return Throwables.getCausalChain(failure).stream()
                .filter(which)
                .findFirst()
                .map(Throwable::getMessage);
    }
}
