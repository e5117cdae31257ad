package io.wordtide.streams.topics;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wordtide.schema.RegistryErrors;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The subjects of a registry, as far as their compatibility is ours to choose. */
final class Subjects {

    private static final Logger LOG = LoggerFactory.getLogger(Subjects.class);

    /** What {@code schemas/README.md} promises for every topic. */
    private static final String COMPATIBILITY = "BACKWARD";

    private Subjects() {}

    /** Whether a registry says that it has no such subject. */
    static boolean isUnknown(String subject, SchemaRegistryClient registry) {
        try {
            return registry.getAllVersions(subject).isEmpty();
        } catch (RestClientException e) {
            return RegistryErrors.isNotFound(e);
        } catch (IOException e) {
            return false; // the next call meets the same error, and reports it
        }
    }

    /** Whether a registry says that nobody has chosen a compatibility for a subject. */
    static boolean hasNoRule(String subject, SchemaRegistryClient registry) {
        try {
            registry.getCompatibility(subject);
            return false;
        } catch (RestClientException e) {
            return RegistryErrors.isNotFound(e);
        } catch (IOException e) {
            return false; // the next call meets the same error, and reports it
        }
    }

    /**
     * Makes a subject backward compatible that had no rule before its first schema, and of which the registry now answers
     * that its rule is {@code NONE}.
     *
     * <p>Confluent's registry keeps answering 404 for a subject without a rule of its own, and applies the one for all
     * subjects. Apicurio's answers {@code NONE} as soon as there is a schema, whatever applies, and clients such as that of
     * kafkajs then refuse to register anything. A rule that somebody has chosen is answered before, so it is kept.
     */
    static void chooseCompatibility(String subject, SchemaRegistryClient registry) {
        try {
            if (registry.getCompatibility(subject).equals("NONE")) {
                registry.updateCompatibility(subject, COMPATIBILITY);
            }
        } catch (RestClientException e) {
            if (!RegistryErrors.isNotFound(e)) {
                warn(subject, e);
            }
        } catch (IOException e) {
            warn(subject, e);
        }
    }

    /** Records are written and read the same without the rule. */
    private static void warn(String subject, Exception e) {
        LOG.warn(
                "Expected to set the compatibility of the subject {} to {}, {}",
                subject,
                COMPATIBILITY,
                RegistryErrors.explain("the subject " + subject, e));
    }
}
