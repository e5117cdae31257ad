package io.wordtide.integration;

import io.wordtide.schema.Document;
import io.wordtide.testing.TinyCorpus;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Bytes that nobody would write on purpose, from a seed: damaged documents, plain noise, and valid documents
 * with texts that analyzers stumble on. Not thread-safe.
 */
public final class Fuzz {

    private static final int HEADER_BYTES = 5;

    private final SplittableRandom random;
    private final Function<Document, byte[]> encoder;

    /** @param encoder encodes a document in the wire format */
    public Fuzz(long seed, Function<Document, byte[]> encoder) {
        this.random = new SplittableRandom(seed);
        this.encoder = encoder;
    }

    /** The n-th record: damaged, noise and hostile text in turn. */
    public byte[] record(int n) {
        return switch (n % 3) {
            case 0 -> damaged(encoder.apply(TinyCorpus.document(n)));
            case 1 -> noise();
            default -> encoder.apply(document("h" + n, hostileText()));
        };
    }

    private byte[] damaged(byte[] whole) {
        byte[] bytes = whole.clone();
        return switch (random.nextInt(5)) {
            case 0 -> flipped(bytes);
            case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> spliced(bytes, random.nextInt(bytes.length + 1), 0, bytes(1 + random.nextInt(20)));
            case 3 -> spliced(bytes, random.nextInt(bytes.length), 1, new byte[0]);
            // the length of the id, which comes first
            default -> spliced(bytes, HEADER_BYTES, 1, bytes(1 + random.nextInt(10)));
        };
    }

    private byte[] flipped(byte[] bytes) {
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    /** The bytes with one part replaced. */
    private static byte[] spliced(byte[] bytes, int from, int length, byte[] others) {
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.write(bytes, 0, from);
        spliced.writeBytes(others);
        int rest = Math.min(bytes.length, from + length);
        spliced.write(bytes, rest, bytes.length - rest);
        return spliced.toByteArray();
    }

    /** Without the magic byte, with it and any schema id, and with it and a registered schema id. */
    private byte[] noise() {
        byte[] noise = bytes(random.nextInt(200));
        return switch (random.nextInt(3)) {
            case 0 -> noise;
            case 1 ->
                ByteBuffer.allocate(HEADER_BYTES + noise.length)
                        .put((byte) 0)
                        .putInt(random.nextInt())
                        .put(noise)
                        .array();
            default ->
                spliced(Arrays.copyOf(encoder.apply(TinyCorpus.document(0)), HEADER_BYTES), HEADER_BYTES, 0, noise);
        };
    }

    private String hostileText() {
        return switch (random.nextInt(14)) {
            case 0 -> "oil " + (char) (0xD800 + random.nextInt(0x400)) + " tanker " + (char) 0xDC00;
            case 1 -> "oil\0tanker\0\0refinery";
            case 2 -> "\u202eoil \u0627\u0644\u0646\u0641\u0637 \u05e0\u05e4\u05d8\u202c";
            case 3 -> many(500, i -> "o\u0301\u0316");
            case 4 -> "o\u200bi\u200dl\ufeff \u2060tan\u00adker";
            case 5 -> "x".repeat(900 + random.nextInt(200));
            case 6 -> many(3_000, i -> word() + " ");
            case 7 -> many(50, i -> new String(Character.toChars(0x1F300 + random.nextInt(600)))) + " oil";
            case 8 -> "<p onload=\"x()\">oil</p><script>tanker&nbsp;&#0;</script><![CDATA[";
            case 9 -> many(100, i -> String.valueOf((char) random.nextInt(0x20)));
            case 10 -> many(20, i -> word() + " ");
            case 11 -> "";
            case 12 -> many(300, i -> new String(Character.toChars(random.nextInt(0x110000))));
            default -> "the and of oil";
        };
    }

    /** Six random letters: a word that hardly ever occurs twice. */
    private String word() {
        return random.ints(6, 'a', 'z' + 1).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static String many(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining());
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private Document document(String id, String text) {
        Document.Builder document = Document.newBuilder().setId(id).setText(text);
        switch (random.nextInt(6)) {
            case 0 -> document.setTitle(hostileText());
            case 1 -> document.setSource(many(100 * random.nextInt(12), i -> "\ufdfa"));
            case 2 -> document.setLanguage("\0");
            case 3 ->
                document.setId(
                        List.of("", " ", "\0", "h".repeat(1_001), "\u202e").get(random.nextInt(5)));
            default -> {
                // the text suffices
            }
        }
        return document.build();
    }
}
