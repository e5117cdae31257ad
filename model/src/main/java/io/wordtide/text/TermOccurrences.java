package io.wordtide.text;

import io.wordtide.personal.PersonalData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The terms of one text while it is analyzed: how often each occurs, and how it is written.
 *
 * <p>The form of a term is the most frequent one, of equally frequent ones the last in the order of code units, so that small
 * letters win over capitals. A word at the beginning of a sentence has a capital that says nothing; it counts only where the
 * term occurs nowhere else, and in small letters. For one thread.
 */
final class TermOccurrences {

    private final String text;
    private final TreeMap<String, Occurrences> occurrencesByTerm = new TreeMap<>();

    /** Where the line of the title ends, if there is one. */
    private final int firstLineEnd;

    /** @param text as somebody wrote it, with the offsets of the analyzed one */
    TermOccurrences(String text) {
        this.text = text;
        this.firstLineEnd = text.indexOf('\n');
    }

    /** Adds an occurrence that is written from one index to another. */
    void add(String term, int start, int end) {
        Occurrences occurrences = occurrencesByTerm.computeIfAbsent(term, key -> new Occurrences());
        occurrences.count++;
        if (end - start > SurfaceForms.LONGEST || end > text.length()) {
            return;
        }
        if (isCapitalized(start, end) && beginsSentence(start)) {
            occurrences.capitalStart = start;
            occurrences.capitalEnd = end;
        } else {
            occurrences.add(text, start, end);
        }
    }

    /** The bag of words. */
    BagOfWords toBag(Map<PersonalData.Kind, Integer> personalData) {
        int[] counts = new int[occurrencesByTerm.size()];
        String[] surfaces = new String[counts.length];
        int i = 0;
        for (Map.Entry<String, Occurrences> entry : occurrencesByTerm.entrySet()) {
            counts[i] = entry.getValue().count;
            surfaces[i++] = SurfaceForms.tidy(entry.getValue().form(text), entry.getKey());
        }
        return new BagOfWords(List.copyOf(occurrencesByTerm.keySet()), counts, List.of(surfaces), personalData);
    }

    /** Whether a word begins with a capital and goes on in small letters. */
    private boolean isCapitalized(int start, int end) {
        if (start == end || !Character.isUpperCase(text.charAt(start))) {
            return false;
        }
        for (int i = start + 1; i < end; i++) {
            if (Character.isUpperCase(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a sentence, the text, its second line or a paragraph begins at an index, as far as can be told. */
    private boolean beginsSentence(int index) {
        for (int i = index - 1; i >= 0; i--) {
            switch (text.charAt(i)) {
                case '.', '!', '?', ':' -> {
                    return true;
                }
                case '\n' -> {
                    return i == firstLineEnd || (i > 0 && text.charAt(i - 1) == '\n');
                }
                case ' ', '\t', '\r', '"', '\'', '(', '[', '*', '>', '-', '\u00AB', '\u201C', '\u201E' -> {}
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    /** How one term occurs. */
    private static final class Occurrences {

        private int count;

        /** Where it is written with the capital of a sentence, if it is. */
        private int capitalStart = -1;

        private int capitalEnd;

        /** Where it is first written otherwise, if it is, and how often in this form. */
        private int start = -1;

        private int end;
        private int formCount;

        /** Once there are several. */
        private @Nullable Map<String, Integer> forms;

        void add(String text, int from, int to) {
            if (start < 0) {
                start = from;
                end = to;
            }
            if (forms != null) {
                forms.merge(text.substring(from, to), 1, Integer::sum);
            } else if (to - from == end - start && text.regionMatches(start, text, from, to - from)) {
                formCount++;
            } else {
                forms = new HashMap<>();
                forms.put(text.substring(start, end), formCount);
                forms.merge(text.substring(from, to), 1, Integer::sum);
            }
        }

        String form(String text) {
            if (forms != null) {
                return SurfaceForms.mostFrequent(forms);
            }
            if (start >= 0) {
                return text.substring(start, end);
            }
            return capitalStart < 0
                    ? ""
                    : Character.toLowerCase(text.charAt(capitalStart)) + text.substring(capitalStart + 1, capitalEnd);
        }
    }
}
