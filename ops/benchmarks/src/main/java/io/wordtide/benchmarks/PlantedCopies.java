package io.wordtide.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentAnalyzer;
import io.wordtide.text.TextLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reuters-21578 in the order of its times with 1,000 copies planted, each up to 500 documents after its original: in turn,
 * 10 to 50 % of the words are replaced by words of other documents, cut at one end, or shuffled. Beside them as many pairs
 * of documents with the same topics, drawn at random, which are not copies; natural re-writes among them are not taken out.
 *
 * @param documents the stream
 * @param copies planted pairs, the original first
 * @param others pairs of the same topics
 */
record PlantedCopies(List<Item> documents, List<PairOfDocuments> copies, List<PairOfDocuments> others) {

    static final String REUTERS = "reuters21578/stream.jsonl.gz";

    private static final int PAIRS = 1_000;
    private static final int MOST_APART = 500;

    /** @param topics null for a document without topics, and for a copy */
    record Item(String id, @Nullable String topics, long publishedAtMs, BagOfWords bag) {}

    record PairOfDocuments(Item first, Item second) {

        /** Shared words as a share of all words of the two. */
        double jaccard() {
            Set<String> shared = new HashSet<>(first.bag().terms());
            shared.retainAll(second.bag().terms());
            return (double) shared.size()
                    / (first.bag().terms().size() + second.bag().terms().size() - shared.size());
        }
    }

    static PlantedCopies read(long seed) {
        Random random = new Random(seed);
        List<Item> originals = new ArrayList<>();
        List<String[]> words = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        try (DocumentAnalyzer analyzer = DocumentAnalyzer.named("english")) {
            TextLines.forEach(Settings.data(REUTERS), (number, line) -> {
                JsonNode node = tree(json, line);
                String text = node.required("text").textValue();
                words.add(text.strip().split("\\s+"));
                originals.add(new Item(
                        node.required("id").textValue(),
                        node.path("label").textValue(),
                        Instant.parse(node.required("timestamp").textValue()).toEpochMilli(),
                        analyzer.analyze(text)));
            });
            Map<Integer, List<Item>> planted = new HashMap<>();
            List<PairOfDocuments> copies = new ArrayList<>();
            for (int i = 0; i < PAIRS; i++) {
                int original = random.nextInt(originals.size() - MOST_APART);
                String[] changed = changed(words, original, i % 3, 0.1 + 0.4 * random.nextDouble(), random);
                int behind = original + random.nextInt(MOST_APART);
                long timeMs = originals.get(behind).publishedAtMs();
                Item copy = new Item("copy-" + i, null, timeMs, analyzer.analyze(String.join(" ", changed)));
                copies.add(new PairOfDocuments(originals.get(original), copy));
                planted.computeIfAbsent(behind, at -> new ArrayList<>()).add(copy);
            }
            List<Item> documents = new ArrayList<>();
            for (int i = 0; i < originals.size(); i++) {
                documents.add(originals.get(i));
                documents.addAll(planted.getOrDefault(i, List.of()));
            }
            return new PlantedCopies(documents, copies, others(originals, random));
        }
    }

    private static JsonNode tree(ObjectMapper json, String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] changed(List<String[]> words, int document, int kind, double share, Random random) {
        String[] text = words.get(document).clone();
        int count = (int) Math.round(share * text.length);
        int start = random.nextInt(text.length - count + 1);
        switch (kind) {
            case 0 -> {
                for (int i = 0; i < text.length; i++) {
                    if (random.nextDouble() < share) {
                        String[] other = words.get(random.nextInt(words.size()));
                        text[i] = other[random.nextInt(other.length)];
                    }
                }
            }
            case 1 -> {
                boolean isHead = random.nextBoolean();
                text = Arrays.copyOfRange(text, isHead ? 0 : count, isHead ? text.length - count : text.length);
            }
            default -> Collections.shuffle(Arrays.asList(text).subList(start, start + count), random);
        }
        return text;
    }

    private static List<PairOfDocuments> others(List<Item> originals, Random random) {
        Map<String, List<Item>> byTopics = new HashMap<>();
        for (Item item : originals) {
            String topics = item.topics();
            if (topics != null) {
                byTopics.computeIfAbsent(topics, key -> new ArrayList<>()).add(item);
            }
        }
        // each item of a group with more than one, with its group
        List<List<Item>> groups = originals.stream()
                .map(item -> byTopics.getOrDefault(Objects.requireNonNullElse(item.topics(), ""), List.of()))
                .filter(group -> group.size() > 1)
                .toList();
        List<PairOfDocuments> others = new ArrayList<>();
        while (others.size() < PAIRS) {
            List<Item> group = groups.get(random.nextInt(groups.size()));
            int first = random.nextInt(group.size());
            int second = random.nextInt(group.size());
            if (first != second) {
                others.add(new PairOfDocuments(group.get(first), group.get(second)));
            }
        }
        return others;
    }
}
