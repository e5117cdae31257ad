package io.wordtide.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentedSchemasTest {

    @ParameterizedTest
    @MethodSource("schemas")
    void shouldDocumentEveryTypeAndField(Schema schema) {
        // When
        List<String> undocumented = new ArrayList<>();
        collectUndocumented(schema, schema.getName(), undocumented);

        // Then
        assertThat(undocumented).isEmpty();
    }

    static List<Schema> schemas() {
        return SampleRecords.all().stream().map(SpecificRecordBase::getSchema).toList();
    }

    private static void collectUndocumented(Schema schema, String path, List<String> undocumented) {
        switch (schema.getType()) {
            case RECORD -> {
                requireDoc(schema.getDoc(), path, undocumented);
                for (Schema.Field field : schema.getFields()) {
                    String fieldPath = path + "." + field.name();
                    requireDoc(field.doc(), fieldPath, undocumented);
                    collectUndocumented(field.schema(), fieldPath, undocumented);
                }
            }
            case ENUM, FIXED -> requireDoc(schema.getDoc(), path + ":" + schema.getName(), undocumented);
            case ARRAY -> collectUndocumented(schema.getElementType(), path, undocumented);
            case MAP -> collectUndocumented(schema.getValueType(), path, undocumented);
            case UNION -> schema.getTypes().forEach(type -> collectUndocumented(type, path, undocumented));
            default -> {
                // a primitive has no doc of its own: its field does
            }
        }
    }

    private static void requireDoc(@Nullable String doc, String path, List<String> undocumented) {
        if (doc == null || doc.isBlank()) {
            undocumented.add(path);
        }
    }
}
