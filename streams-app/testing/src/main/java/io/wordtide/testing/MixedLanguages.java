package io.wordtide.testing;

import io.wordtide.schema.Document;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A made-up stream in six languages that take turns, with nothing on a document to say which one it is in. A sentence is
 * the beginning, the middle and the end of three random lines of the language's resource: 1,728 sentences each.
 */
public final class MixedLanguages {

    /** Codes of the languages, in their turn. */
    public static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "pl", "ja");

    private static final Map<String, List<List<String>>> LINES =
            LANGUAGES.stream().collect(Collectors.toMap(Function.identity(), MixedLanguages::lines));

    private MixedLanguages() {}

    /** Language of the n-th document of the stream, from 0. */
    public static String language(int n) {
        return LANGUAGES.get(n % LANGUAGES.size());
    }

    /**
     * The n-th document of the stream, from 0; its id is the language, a hyphen and the number.
     *
     * @param sentences number of sentences; two are 20 words or more
     */
    public static Document document(int n, int sentences) {
        String language = language(n);
        SplittableRandom random = new SplittableRandom(n);
        String text = IntStream.range(0, sentences)
                .mapToObj(i -> sentence(language, random))
                .collect(Collectors.joining(" "));
        return Document.newBuilder().setId(language + "-" + n).setText(text).build();
    }

    private static String sentence(String language, RandomGenerator random) {
        List<List<String>> lines = Objects.requireNonNull(LINES.get(language));
        List<String> parts = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            parts.add(lines.get(random.nextInt(lines.size())).get(part));
        }
        return String.join(language.equals("ja") ? "" : " ", parts);
    }

    private static List<List<String>> lines(String language) {
        String name = "languages/" + language + ".txt";
        InputStream in = Objects.requireNonNull(MixedLanguages.class.getResourceAsStream(name), name);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().map(line -> List.of(line.split(" \\| "))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
