package io.wordtide.ingest;

import io.wordtide.schema.RegistryErrors;
import java.io.IOException;

/** The cluster or the Schema Registry refused a record or could not be reached; the message says what to check. */
public final class IngestException extends IOException {

    private IngestException(String message, Throwable cause) {
        super(message, cause);
    }

    static IngestException of(String topic, Exception cause) {
        return RegistryErrors.isFromRegistry(cause) ? ofRegistry(topic, cause) : ofCluster(topic, cause);
    }

    private static IngestException ofRegistry(String topic, Exception cause) {
        return new IngestException(
                "cannot send to topic %s: expected the Schema Registry to take the schema of its records, %s"
                        .formatted(topic, RegistryErrors.explain("the topic " + topic, cause)),
                cause);
    }

    private static IngestException ofCluster(String topic, Exception cause) {
        StringBuilder reasons = new StringBuilder();
        for (Throwable e = cause; e != null; e = e.getCause()) {
            String message = e.getMessage();
            if (message != null && reasons.indexOf(message) < 0) {
                reasons.append(reasons.isEmpty() ? "" : ": ").append(message);
            }
        }
        return new IngestException(
                ("cannot send to topic %s: %s; check the addresses of the brokers, and the topics"
                                + " (wordtide topics list)")
                        .formatted(topic, reasons),
                cause);
    }
}
