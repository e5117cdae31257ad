package io.wordtide.testing;

import io.wordtide.schema.Document;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A made-up stream on two topics, and settings that learn it in milliseconds: two latent dimensions, four documents per
 * mini-batch, words known from their first document on.
 */
public final class TinyCorpus {

    /** For {@code WordtideConfig}; the analyzer keeps words as they are. */
    public static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("wordtide.analyzer", "simple"),
            Map.entry("wordtide.vocabulary.size", "20"),
            Map.entry("wordtide.vocabulary.minimum.document.frequency", "1"),
            Map.entry("wordtide.mini-batch.size", "4"),
            Map.entry("wordtide.mini-batch.linger.ms", "1000"),
            Map.entry("wordtide.model.latent.size", "2"),
            Map.entry("wordtide.model.inference.hidden.size", "8"),
            Map.entry("wordtide.model.inference.replay.documents", "8"),
            Map.entry("wordtide.words.publish.interval", "2"),
            Map.entry("wordtide.snapshot.interval", "3"));

    private static final List<String> TEXTS = List.of(
            "oil tanker oil refinery",
            "wheat harvest Grain",
            "refinery barrel OIL",
            "grain farmer wheat wheat",
            "tanker barrel");

    private TinyCorpus() {}

    /** The n-th document of the stream, from 0; its id is {@code d} and the number. */
    public static Document document(int n) {
        return document("d" + n, TEXTS.get(n % TEXTS.size()));
    }

    /** Documents from one number (inclusive) to another (exclusive). */
    public static List<Document> documents(int from, int to) {
        return IntStream.range(from, to).mapToObj(TinyCorpus::document).toList();
    }

    /** A document with any id and text. */
    public static Document document(String id, String text) {
        return Document.newBuilder().setId(id).setText(text).build();
    }
}
