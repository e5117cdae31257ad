package io.wordtide.schema;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Avro's binary encoding of {@link WordCounts}, read without Avro's general reader and without an object for each count:
 * each document's bag is read once.
 *
 * <p>Source: Apache Avro 1.12 specification, "Binary Encoding" and "Single-object encoding". Thread-safe.
 */
public final class WordCountsCodec {

    /** First bytes of a single-object encoding: a marker, and the schema's CRC-64-AVRO fingerprint, little-endian. */
    private static final byte[] SINGLE_OBJECT = singleObjectHeader();

    private static final RecordEncoder ENCODER = RecordEncoder.of(WordCounts.getClassSchema());

    private WordCountsCodec() {}

    /** Avro's single-object encoding, which {@link WordCounts#fromByteBuffer} reads. */
    public static byte[] encodeSingleObject(WordCounts bag) {
        return ENCODER.encode(SINGLE_OBJECT, bag);
    }

    /** Whether records of a schema are encoded as those of ours. */
    public static boolean isEncodingOf(Schema writer) {
        return SchemaNormalization.toParsingForm(writer)
                        .equals(SchemaNormalization.toParsingForm(WordCounts.getClassSchema()))
                && logicalTypes(writer).equals(logicalTypes(WordCounts.getClassSchema()));
    }

    /**
     * Reads a bag from some bytes to the last one.
     *
     * @param from index of its first byte
     * @return empty if the bytes are not as Wordtide writes them: malformed, or another valid encoding, with arrays in several
     *     blocks
     */
    public static Optional<WordCounts> decode(byte[] bytes, int from) {
        Decoder decoder = new Decoder(bytes, from);
        try {
            String documentId = decoder.readString();
            String[] terms = decoder.readStrings();
            int[] counts = new int[decoder.readBlock()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = decoder.readInt();
            }
            decoder.endBlock(counts.length);
            int tokenCount = decoder.readInt();
            String source = decoder.isPresent() ? decoder.readString() : null;
            Instant publishedAt = decoder.isPresent() ? Instant.ofEpochMilli(decoder.readNumber()) : null;
            String origin = decoder.isPresent() ? decoder.readString() : null;
            Map<String, Integer> personalDataCounts = decoder.readCounts();
            String[] surfaces = decoder.readStrings();
            return decoder.isAtEnd()
                    ? Optional.of(new WordCounts(
                            documentId,
                            List.of(terms),
                            new Counts(counts),
                            tokenCount,
                            source,
                            publishedAt,
                            origin,
                            personalDataCounts,
                            List.of(surfaces)))
                    : Optional.empty();
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /**
     * The document id of a bag in single-object encoding, without reading the rest: the first field of each version of the
     * record.
     *
     * @return empty if the bytes are malformed
     */
    public static Optional<String> documentId(byte[] singleObject) {
        try {
            return Optional.of(new Decoder(singleObject, SINGLE_OBJECT.length).readString());
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static byte[] singleObjectHeader() {
        byte[] header = new byte[2 + Long.BYTES];
        header[0] = (byte) 0xC3;
        header[1] = 1;
        long fingerprint = SchemaNormalization.parsingFingerprint64(WordCounts.getClassSchema());
        for (int i = 0; i < Long.BYTES; i++) {
            header[2 + i] = (byte) (fingerprint >>> (Byte.SIZE * i));
        }
        return header;
    }

    /** The parsing form does not contain them. */
    private static List<Optional<LogicalType>> logicalTypes(Schema record) {
        return record.getFields().stream()
                .map(Schema.Field::schema)
                .flatMap(schema -> schema.isUnion() ? schema.getTypes().stream() : Stream.of(schema))
                .map(type -> Optional.ofNullable(type.getLogicalType()))
                .toList();
    }

    /** Reads what {@link AvroOutput} writes; throws an unchecked exception, and allocates little, if the bytes are others. */
    private static final class Decoder {

        /** Of a long's tenth byte, which has a single bit of it. */
        private static final int LAST_SHIFT = 63;

        private static final int MOST_INT_BYTES = 5;

        private final byte[] bytes;
        private int position;

        Decoder(byte[] bytes, int from) {
            this.bytes = bytes;
            this.position = from;
        }

        long readNumber() {
            long number = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                byte next = bytes[position++];
                number |= (next & 0x7FL) << shift;
                if (next >= 0 && (shift < LAST_SHIFT || next == 1)) {
                    return (number >>> 1) ^ -(number & 1);
                }
            }
            throw new ArithmeticException("a number of more than 64 bits");
        }

        int readInt() {
            int begin = position;
            int number = Math.toIntExact(readNumber());
            if (position - begin > MOST_INT_BYTES) {
                throw new ArithmeticException("an int of more than " + MOST_INT_BYTES + " bytes");
            }
            return number;
        }

        String readString() {
            int length = readInt();
            int begin = Objects.checkFromIndexSize(position, length, bytes.length);
            position += length;
            return length == 0 ? "" : new String(bytes, begin, length, StandardCharsets.UTF_8);
        }

        String[] readStrings() {
            String[] strings = new String[readBlock()];
            for (int i = 0; i < strings.length; i++) {
                strings[i] = readString();
            }
            endBlock(strings.length);
            return strings;
        }

        /** Number of items, each of which takes at least one byte. */
        int readBlock() {
            int count = readInt();
            Objects.checkFromIndexSize(position, count, bytes.length);
            return count;
        }

        void endBlock(int count) {
            require(count == 0 || readNumber() == 0);
        }

        /** A map in the order in which it was written; almost always empty. */
        Map<String, Integer> readCounts() {
            int size = readBlock();
            if (size == 0) {
                return Map.of();
            }
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                counts.put(readString(), readInt());
            }
            endBlock(size);
            require(counts.size() == size);
            return counts;
        }

        boolean isPresent() {
            long branch = readNumber();
            require(branch == 0 || branch == 1);
            return branch == 1;
        }

        boolean isAtEnd() {
            return position == bytes.length;
        }

        private static void require(boolean isAsWritten) {
            if (!isAsWritten) {
                throw new ArithmeticException("another encoding");
            }
        }
    }
}
