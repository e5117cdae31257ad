package io.wordtide.cli.check;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wordtide.schema.RegistryErrors;
import io.wordtide.streams.topics.SchemaFit;
import io.wordtide.streams.topics.SchemaRegistration.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the application can read each version of the schema of documents, which anybody may have registered. */
final class DocumentSchemaCheck implements Supplier<List<Finding>> {

    private static final String SUBJECT = "documents";

    private final Subject documents;
    private final SchemaRegistryClient registry;

    /** @param documents the subject, with the schema that ingestion writes */
    DocumentSchemaCheck(Subject documents, SchemaRegistryClient registry) {
        this.documents = documents;
        this.registry = registry;
    }

    @Override
    public List<Finding> get() {
        try {
            List<Integer> versions = registry.getAllVersions(documents.name());
            List<Finding> findings = new ArrayList<>();
            for (int version : versions) {
                judge(version).ifPresent(findings::add);
            }
            if (findings.isEmpty()) {
                findings.add(Finding.ok(
                        SUBJECT,
                        "%d schemas registered as %s, all can be read".formatted(versions.size(), documents.name())));
            }
            return findings;
        } catch (RestClientException e) {
            return List.of(
                    RegistryErrors.isNotFound(e)
                            ? Finding.ok(SUBJECT, "no schema registered as " + documents.name() + " yet")
                            : unanswered(e));
        } catch (IOException e) {
            return List.of(unanswered(e));
        }
    }

    private Optional<Finding> judge(int version) throws IOException, RestClientException {
        return misfit(registry.getSchemaMetadata(documents.name(), version))
                .map(misfit -> Finding.problem(
                        SUBJECT,
                        "%s version %d cannot be read, so its records become dead letters: %s"
                                .formatted(documents.name(), version, misfit)));
    }

    private Optional<String> misfit(SchemaMetadata registered) {
        if (!AvroSchema.TYPE.equals(registered.getSchemaType())) {
            return Optional.of("expected an Avro schema, found one of the type " + registered.getSchemaType()
                    + "; use the Avro serializer at the producer");
        }
        Optional<ParsedSchema> parsed =
                registry.parseSchema(registered.getSchemaType(), registered.getSchema(), registered.getReferences());
        return parsed.isPresent()
                ? SchemaFit.DOCUMENTS.misfit(((AvroSchema) parsed.get()).rawSchema())
                : Optional.of("expected an Avro schema, found one that Avro cannot parse; register another");
    }

    private Finding unanswered(Exception e) {
        return Finding.problem(
                SUBJECT,
                "expected the versions of " + documents.name() + ", "
                        + RegistryErrors.explain("the subject " + documents.name(), e));
    }
}
