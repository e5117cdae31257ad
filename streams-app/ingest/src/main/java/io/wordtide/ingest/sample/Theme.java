package io.wordtide.ingest.sample;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The words of one theme.
 *
 * @param source source of documents about it
 * @param words words or phrases that fit each slot of a sentence pattern, such as {@code people}, the frequent ones
 *     first
 */
record Theme(String source, Map<String, List<String>> words) {

    private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*");

    /** The theme of a resource {@code <name>.properties}. */
    static Theme named(String name) {
        Properties lists = Resources.properties(name + ".properties");
        Map<String, List<String>> words = lists.stringPropertyNames().stream()
                .collect(toUnmodifiableMap(slot -> slot, slot -> List.of(SEPARATOR.split(lists.getProperty(slot)))));
        return new Theme(lists.getProperty("source", name), words);
    }
}
