package io.wordtide.streams.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.SchemaRegistration.Subject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the client's own registry in this process; the real one is in {@code SchemasIT}. */
class SchemaRegistrationTest {

    private static final AvroSchema OF_A_PRODUCER = new AvroSchema("""
            {"type": "record", "name": "Review", "fields": [
              {"name": "id", "type": "string"}, {"name": "text", "type": "string"}]}
            """);

    @Test
    void shouldKeepTheRuleNoneWhereSomebodyHasChosenIt() throws Exception {
        // Given: Confluent's registry has rules for subjects without a schema
        WordtideConfig config = config("rule-none", Map.of());
        try (SchemaRegistryClient registry = config.schemaRegistry()) {
            registry.updateCompatibility("app.learning.reports-value", "NONE");

            // When
            SchemaRegistration.register(config, registry);

            // Then
            assertThat(registry.getAllVersions("app.learning.reports-value")).containsExactly(1);
            assertThat(registry.getCompatibility("app.learning.reports-value")).isEqualTo("NONE");
        }
    }

    @Test
    void shouldLeaveDocumentsToProducersThatHaveRegisteredASchema() throws Exception {
        // Given
        WordtideConfig config = config("producers", Map.of());
        try (SchemaRegistryClient registry = config.schemaRegistry()) {
            registry.register("app.documents-value", OF_A_PRODUCER);

            // When
            SchemaRegistration.offerDocuments(config, registry);

            // Then
            assertThat(registry.getAllVersions("app.documents-value")).containsExactly(1);
        }
    }

    @Test
    void shouldOfferDocumentsUnderTheSubjectOfTheStrategy() throws Exception {
        // Given
        WordtideConfig config = config(
                "strategy",
                Map.of(
                        "value.subject.name.strategy",
                        "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy"));
        try (SchemaRegistryClient registry = config.schemaRegistry()) {

            // When
            SchemaRegistration.offerDocuments(config, registry);

            // Then
            assertThat(registry.getAllSubjects()).containsExactly("app.documents-io.wordtide.schema.Document");
        }
    }

    @Test
    void shouldOfferNothingWhereSchemasAreRegisteredByOthers() throws Exception {
        // Given
        WordtideConfig config = config("others", Map.of("auto.register.schemas", "false"));
        try (SchemaRegistryClient registry = config.schemaRegistry()) {

            // When
            SchemaRegistration.offerDocuments(config, registry);

            // Then
            assertThat(registry.getAllSubjects()).isEmpty();
        }
    }

    @Test
    void shouldRegisterWhatTheSerializersWrite() throws Exception {
        // Given
        WordtideConfig config = config("same", Map.of());
        try (SchemaRegistryClient registry = config.schemaRegistry()) {
            SchemaRegistration.register(config, registry);
            SchemaRegistration.offerDocuments(config, registry);

            // When
            for (Subject subject : SchemaRegistration.all(config, config.topics(registry))) {
                SchemaRegistration.register(subject, registry);

                // Then: no second version
                assertThat(registry.getAllVersions(subject.name()))
                        .as(subject.name())
                        .containsExactly(1);
            }
        }
    }

    private static WordtideConfig config(String registry, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", "unused:9092");
        settings.put("schema.registry.url", "mock://schema-registration-" + registry);
        settings.put("wordtide.application.id", "app");
        return WordtideConfig.of(settings);
    }
}
