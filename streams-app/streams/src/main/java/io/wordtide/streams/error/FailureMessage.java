package io.wordtide.streams.error;

import io.wordtide.schema.RegistryErrors;
import java.util.stream.Stream;

/** Why an application stopped, in words for a person: Kafka Streams wraps every error in messages of its own. */
public final class FailureMessage {

    private FailureMessage() {}

    /** The message of the first cause that was written for a person, or else the error's own. */
    public static String of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(cause ->
                        cause instanceof BrokenLearnerException || cause instanceof RegistryUnavailableException)
                .findFirst()
                .map(Throwable::getMessage)
                .orElseGet(() -> RegistryErrors.isFromRegistry(failure)
                        ? "expected the Schema Registry to take the schema of a record, "
                                + RegistryErrors.explain("its subject", failure)
                        : String.valueOf(failure.getMessage()));
    }
}
