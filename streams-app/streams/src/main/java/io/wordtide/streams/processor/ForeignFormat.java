package io.wordtide.streams.processor;

import java.util.stream.IntStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Names the formats other than ours that producers write, and what to set there, by the first bytes or a header. */
final class ForeignFormat {

    /**
     * What to set at Apicurio's serializers. By default they write global ids, but its registry answers content ids where
     * it does as Confluent's.
     */
    private static final String SET_APICURIO = "set apicurio.registry.headers.enabled=false,"
            + " apicurio.registry.as-confluent=true and apicurio.registry.use-id=contentId at the producer";

    /** For messages about records with such an id. */
    static final String ID_OF_8_BYTES = "; the id has 8 bytes, as Apicurio's serializers write it: " + SET_APICURIO;

    /** Header in which serializers of Confluent Platform 8 keep the GUID of the schema: byte 1, then 16 bytes. */
    private static final String CONFLUENT_HEADER = "__value_schema_id";

    /** Headers in which Apicurio's serializers keep the id of the schema. */
    private static final String APICURIO_HEADERS = "apicurio.value.";

    private static final String USE_AVRO =
            "; use an Avro serializer that works with the Schema Registry at the producer"
                    + " (in Kafka Connect: value.converter=io.confluent.connect.avro.AvroConverter)";

    /** Bytes that tell whether something is text. */
    private static final int SAMPLE_BYTES = 64;

    private ForeignFormat() {}

    /**
     * Why a record's schema id cannot be found, if it is kept in a header: our client of the registry cannot look such
     * ids up. Empty if it is not.
     */
    static String of(Headers headers) {
        for (Header header : headers) {
            if (header.key().equals(CONFLUENT_HEADER)) {
                return "expected a schema id at the beginning of the value, found one in the header " + CONFLUENT_HEADER
                        + "; set value.schema.id.serializer="
                        + "io.confluent.kafka.serializers.schema.id.PrefixSchemaIdSerializer at the producer";
            }
            if (header.key().startsWith(APICURIO_HEADERS)) {
                return "expected a schema id at the beginning of the value, found one in headers " + APICURIO_HEADERS
                        + "*; " + SET_APICURIO;
            }
        }
        return "";
    }

    /** What a value without our magic byte looks like, and what to do; empty if it looks like nothing known. */
    static String of(byte[] value) {
        if (startsWith(value, 0xC3, 1)) {
            return ": Avro's single-object encoding" + USE_AVRO;
        }
        if (startsWith(value, 'O', 'b', 'j', 1)) {
            return ": an Avro file; send its records, one by one" + USE_AVRO;
        }
        if (startsWith(value, 3, 0) || startsWith(value, 3, 5)) {
            return ": perhaps a schema id of AWS Glue" + USE_AVRO;
        }
        if (!isText(value)) {
            return "";
        }
        int first = IntStream.range(0, value.length)
                .map(i -> value[i])
                .filter(character -> character > ' ')
                .findFirst()
                .orElse(' ');
        return (first == '{' || first == '[' ? ": JSON" : ": text") + USE_AVRO + ", or send it with `wordtide ingest`";
    }

    private static boolean startsWith(byte[] value, int... first) {
        return value.length > first.length
                && IntStream.range(0, first.length).allMatch(i -> (value[i] & 0xFF) == first[i]);
    }

    /** Characters that can be seen, blanks and what UTF-8 writes with its high bit set. */
    private static boolean isText(byte[] value) {
        return value.length > 1
                && IntStream.range(0, Math.min(value.length, SAMPLE_BYTES))
                        .map(i -> value[i] & 0xFF)
                        .allMatch(character -> character >= ' ' ? character != 0x7F : "\t\n\r".indexOf(character) >= 0);
    }
}
