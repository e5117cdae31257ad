package io.wordtide.schema;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Avro's binary encoding of {@link WordCounts}, written and read without Avro's general writer and reader. Each document's
 * bag is written to a topic, read there and written to the journal: more records than of all other kinds together.
 *
 * <p>Source: Apache Avro 1.12 specification, "Binary Encoding" and "Single-object encoding". Thread-safe.
 */
public final class WordCountsCodec {

    /** First bytes of a single-object encoding: a marker, and the schema's CRC-64-AVRO fingerprint, little-endian. */
    private static final byte[] SINGLE_OBJECT = singleObjectHeader();

    private WordCountsCodec() {}

    /** Avro's single-object encoding, which {@link WordCounts#fromByteBuffer} reads. */
    public static byte[] encodeSingleObject(WordCounts bag) {
        return encode(SINGLE_OBJECT, bag);
    }

    /** Some bytes, and then the bag. */
    static byte[] encode(byte[] prefix, WordCounts bag) {
        Encoder encoder = new Encoder(prefix);
        encoder.writeString(bag.getDocumentId());
        List<String> terms = bag.getTerms();
        encoder.writeBlock(terms.size());
        for (int i = 0; i < terms.size(); i++) {
            encoder.writeString(terms.get(i));
        }
        encoder.endBlock(terms.size());
        int[] counts = Counts.values(bag.getCounts());
        encoder.writeBlock(counts.length);
        for (int count : counts) {
            encoder.writeNumber(count);
        }
        encoder.endBlock(counts.length);
        encoder.writeNumber(bag.getTokenCount());
        bag.getSource().ifPresentOrElse(encoder::writePresent, encoder::writeNull);
        bag.getPublishedAt().map(Instant::toEpochMilli).ifPresentOrElse(encoder::writePresent, encoder::writeNull);
        bag.getOrigin().ifPresentOrElse(encoder::writePresent, encoder::writeNull);
        return encoder.toByteArray();
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
     * @return empty if the bytes are not as {@link #encode} writes them: malformed, or another valid encoding, with arrays in
     *     several blocks
     */
    public static Optional<WordCounts> decode(byte[] bytes, int from) {
        Decoder decoder = new Decoder(bytes, from);
        try {
            String documentId = decoder.readString();
            String[] terms = new String[decoder.readBlock()];
            for (int i = 0; i < terms.length; i++) {
                terms[i] = decoder.readString();
            }
            decoder.endBlock(terms.length);
            int[] counts = new int[decoder.readBlock()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = decoder.readInt();
            }
            decoder.endBlock(counts.length);
            int tokenCount = decoder.readInt();
            String source = decoder.isPresent() ? decoder.readString() : null;
            Instant publishedAt = decoder.isPresent() ? Instant.ofEpochMilli(decoder.readNumber()) : null;
            String origin = decoder.isPresent() ? decoder.readString() : null;
            return decoder.isAtEnd()
                    ? Optional.of(new WordCounts(
                            documentId, List.of(terms), new Counts(counts), tokenCount, source, publishedAt, origin))
                    : Optional.empty();
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

    /** Writes Avro's primitive types to an array that grows. */
    private static final class Encoder {

        private static final int INITIAL_BYTES = 1024;
        private static final int LONGEST_NUMBER = 10;

        private byte[] bytes;
        private int size;

        Encoder(byte[] prefix) {
            bytes = Arrays.copyOf(prefix, prefix.length + INITIAL_BYTES);
            size = prefix.length;
        }

        /** Zigzag: small numbers of either sign take few bytes, 7 bits in each. */
        void writeNumber(long number) {
            reserve(LONGEST_NUMBER);
            long rest = (number << 1) ^ (number >> (Long.SIZE - 1));
            while ((rest & ~0x7FL) != 0) {
                bytes[size++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[size++] = (byte) rest;
        }

        void writeString(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            writeNumber(utf8.length);
            reserve(utf8.length);
            System.arraycopy(utf8, 0, bytes, size, utf8.length);
            size += utf8.length;
        }

        /** Items follow, if any. */
        void writeBlock(int count) {
            writeNumber(count);
        }

        /** An array ends with an empty block, which is also all of an empty array. */
        void endBlock(int count) {
            if (count > 0) {
                writeNumber(0);
            }
        }

        void writeNull() {
            writeNumber(0);
        }

        void writePresent(String text) {
            writeNumber(1);
            writeString(text);
        }

        void writePresent(long number) {
            writeNumber(1);
            writeNumber(number);
        }

        byte[] toByteArray() {
            return Arrays.copyOf(bytes, size);
        }

        private void reserve(int count) {
            if (bytes.length - size < count) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, count)));
            }
        }
    }

    /** Reads what {@link Encoder} writes; throws an unchecked exception, and allocates little, if the bytes are others. */
    private static final class Decoder {

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
                if (next >= 0) {
                    return (number >>> 1) ^ -(number & 1);
                }
            }
            throw new ArithmeticException("a number of more than 64 bits");
        }

        int readInt() {
            return Math.toIntExact(readNumber());
        }

        String readString() {
            int length = readInt();
            int begin = Objects.checkFromIndexSize(position, length, bytes.length);
            position += length;
            return new String(bytes, begin, length, StandardCharsets.UTF_8);
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
