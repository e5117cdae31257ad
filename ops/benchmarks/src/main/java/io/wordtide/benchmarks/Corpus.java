package io.wordtide.benchmarks;

import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Documents to learn from, shuffled, and others that are held out.
 *
 * @param words the vocabulary, row by row
 */
record Corpus(List<String> words, List<BagOfWords> training, List<BagOfWords> heldOut) {

    /** 20 Newsgroups as the paper has it. */
    static final String NEWS = "20news_miao/train.feat.gz";

    private static final String NEWS_WORDS = "20news_miao/vocab.new";
    private static final String NEWS_HELD_OUT = "20news_miao/valid_rows.txt";

    private static final int GENERATED_VOCABULARY_SIZE = 2000;
    private static final int GENERATED_DOCUMENT_COUNT = 5000;

    /** 20 Newsgroups if they are there, else generated documents. */
    static Corpus newsOrGenerated() {
        return Settings.has(NEWS) ? news() : generated();
    }

    /** What {@link #newsOrGenerated} takes, in words. */
    static String description() {
        return Settings.has(NEWS)
                ? "20 Newsgroups, V = 2,000"
                : "generated documents with word frequencies like a language's (Zipf), V = 2,000";
    }

    static Corpus generated() {
        return new Corpus(
                ZipfDocuments.words(GENERATED_VOCABULARY_SIZE),
                new ZipfDocuments(GENERATED_VOCABULARY_SIZE, StepBenchmark.DISTINCT_WORDS, 1)
                        .bags(GENERATED_DOCUMENT_COUNT),
                List.of());
    }

    static Corpus news() {
        List<String> words =
                lines(NEWS_WORDS).stream().map(line -> line.split(" ", -1)[0]).toList();
        Set<Integer> heldOutLines = lines(NEWS_HELD_OUT).stream()
                .map(line -> Integer.valueOf(line.strip()))
                .collect(Collectors.toSet());
        List<BagOfWords> training = new ArrayList<>();
        List<BagOfWords> heldOut = new ArrayList<>();
        List<String> documents = lines(NEWS);
        for (int line = 0; line < documents.size(); line++) {
            (heldOutLines.contains(line) ? heldOut : training).add(bag(documents.get(line), words));
        }
        // the file is sorted by newsgroup
        Collections.shuffle(training, new Random(1));
        return new Corpus(words, training, heldOut);
    }

    /** {@code label id:count id:count ...}, ids from 1. */
    private static BagOfWords bag(String line, List<String> words) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        String[] fields = line.strip().split(" ", -1);
        for (int i = 1; i < fields.length; i++) {
            int colon = fields[i].indexOf(':');
            String word = words.get(Integer.parseInt(fields[i].substring(0, colon)) - 1);
            counts.put(word, Integer.valueOf(fields[i].substring(colon + 1)));
        }
        return BagOfWords.of(counts);
    }

    private static List<String> lines(String file) {
        try (var in = Files.newInputStream(Settings.data(file));
                var reader = new BufferedReader(new InputStreamReader(
                        file.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    Vocabulary vocabulary() {
        return Vocabulary.fixed(words);
    }

    /** Of the training documents. */
    DocumentFrequencies documentFrequencies() {
        DocumentFrequencies frequencies = new DocumentFrequencies();
        training.forEach(frequencies::count);
        return frequencies;
    }

    /** The {@code number}-th mini-batch of {@code size}, round and round. */
    static <T> List<T> miniBatch(List<T> documents, int number, int size) {
        int count = documents.size() / size;
        int first = number % count * size;
        return documents.subList(first, first + size);
    }
}
