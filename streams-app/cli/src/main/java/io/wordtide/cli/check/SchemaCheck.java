package io.wordtide.cli.check;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.SchemaRegistration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Whether the Schema Registry answers, and has the schemas or would accept them. Registers nothing. */
final class SchemaCheck implements Supplier<List<Finding>> {

    private static final String SUBJECT = "schemas";
    private static final int NOT_FOUND = 404;

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
        try {
            registry.getAllSubjects();
        } catch (IOException | RestClientException e) {
            return List.of(Finding.problem(
                    "schema registry", "does not answer: " + e.getMessage() + "; check schema.registry.url"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("schema registry", "answers"));
        int registered = 0;
        List<String> missing = new ArrayList<>();
        for (SchemaRegistration.Subject subject : SchemaRegistration.subjects(config, topics)) {
            try {
                if (isRegistered(subject.name(), subject.schema())) {
                    registered++;
                } else if (isTaken(subject.name(), subject.schema())) {
                    missing.add(subject.name());
                } else {
                    findings.add(incompatible(subject.name()));
                }
            } catch (IOException | RestClientException e) {
                findings.add(Finding.problem(SUBJECT, subject.name() + ": " + e.getMessage()));
            }
        }
        findings.add(summary(registered, missing, config.serializerConfig().autoRegisterSchema()));
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
                        found + ", and auto.register.schemas is false: register those of "
                                + String.join(", ", missing));
    }

    private static Finding incompatible(String subject) {
        return Finding.problem(
                SUBJECT,
                subject + ": not compatible with the registered schema; use the release of Wordtide that registered"
                        + " it, or other topics by setting wordtide.topics.prefix");
    }

    private boolean isRegistered(String subject, AvroSchema schema) throws IOException, RestClientException {
        try {
            registry.getId(subject, schema);
            return true;
        } catch (RestClientException e) {
            return requireNotFound(e);
        }
    }

    private boolean isTaken(String subject, AvroSchema schema) throws IOException, RestClientException {
        try {
            return registry.testCompatibility(subject, schema);
        } catch (RestClientException e) {
            // nothing to be compatible with
            return !requireNotFound(e);
        }
    }

    private static boolean requireNotFound(RestClientException e) throws RestClientException {
        if (e.getStatus() != NOT_FOUND) {
            throw e;
        }
        return false;
    }
}
