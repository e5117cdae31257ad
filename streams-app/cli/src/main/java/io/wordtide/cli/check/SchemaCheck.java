package io.wordtide.cli.check;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wordtide.schema.RegistryErrors;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.SchemaRegistration;
import io.wordtide.streams.topics.SchemaRegistration.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether the Schema Registry answers, has the schemas of what the application writes or would accept them, and whether
 * the application can read what producers have registered for documents. Registers nothing.
 */
final class SchemaCheck implements Supplier<List<Finding>> {

    private static final String SUBJECT = "schemas";
    private static final String REGISTRY = "schema registry";
    private static final int FORBIDDEN = 403;

    /** What a registry answers to a schema that is not compatible. */
    private static final int CONFLICT = 409;

    private final WordtideConfig config;
    private final Topics topics;
    private final SchemaRegistryClient registry;

    SchemaCheck(WordtideConfig config, Topics topics, SchemaRegistryClient registry) {
        this.config = config;
        this.topics = topics;
        this.registry = registry;
    }

    @Override
    public List<Finding> get() {
        List<Finding> findings = new ArrayList<>();
        try {
            registry.getAllSubjects();
        } catch (IOException | RestClientException e) {
            // who may use a few subjects need not be allowed to list all
            if (!(e instanceof RestClientException answer) || answer.getStatus() != FORBIDDEN) {
                return List.of(Finding.problem(
                        REGISTRY, "expected its subjects, " + RegistryErrors.explain("the list of subjects", e)));
            }
        }
        findings.add(Finding.ok(REGISTRY, "answers"));
        int registered = 0;
        List<String> missing = new ArrayList<>();
        for (Subject subject : SchemaRegistration.written(config, topics)) {
            try {
                if (isRegistered(subject)) {
                    registered++;
                } else {
                    requireAccepted(subject);
                    missing.add(subject.name());
                }
            } catch (IOException | RestClientException e) {
                findings.add(Finding.problem(
                        SUBJECT,
                        subject.name() + ": expected the schema "
                                + subject.schema().name() + " there or room for it, "
                                + RegistryErrors.explain("the subject " + subject.name(), e)));
            }
        }
        findings.add(summary(registered, missing, config.serializerConfig().autoRegisterSchema()));
        findings.addAll(new DocumentSchemaCheck(SchemaRegistration.documents(config, topics), registry).get());
        return findings;
    }

    /**
     * @param registered number of registered schemas
     * @param missing subjects without a schema
     * @param autoRegister whether the application registers them itself
     */
    static Finding summary(int registered, List<String> missing, boolean autoRegister) {
        String found = "%d registered, %d to be registered".formatted(registered, missing.size());
        return missing.isEmpty() || autoRegister
                ? Finding.ok(SUBJECT, found)
                : Finding.problem(
                        SUBJECT,
                        found + ", and auto.register.schemas is false: register those of " + String.join(", ", missing)
                                + " with wordtide schemas register");
    }

    private boolean isRegistered(Subject subject) throws IOException, RestClientException {
        try {
            registry.getId(subject.name(), subject.schema());
            return true;
        } catch (RestClientException e) {
            requireNotFound(e);
            return false;
        }
    }

    /** A subject without a schema accepts any. */
    private void requireAccepted(Subject subject) throws IOException, RestClientException {
        try {
            List<String> reasons = registry.testCompatibilityVerbose(subject.name(), subject.schema());
            if (!reasons.isEmpty()) {
                throw new RestClientException(reasons.get(0), CONFLICT, CONFLICT);
            }
        } catch (RestClientException e) {
            requireNotFound(e);
        }
    }

    private static void requireNotFound(RestClientException e) throws RestClientException {
        if (!RegistryErrors.isNotFound(e)) {
            throw e;
        }
    }
}
