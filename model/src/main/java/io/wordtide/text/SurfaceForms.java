package io.wordtide.text;

import io.wordtide.snapshot.SnapshotException;
import io.wordtide.snapshot.StateVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the words of a vocabulary are written in the stream, for readers: {@code crisis} for the term {@code crisi}. Of each
 * row the forms that most documents had, a document counting less the longer ago it was.
 *
 * <p>The counts are those of the Space-Saving algorithm: a form that finds no place takes that of the rarest one with its
 * count. When the counts of a row add up to {@value #HALVED_AT}, they are halved.
 *
 * <p>See: Metwally, Agrawal and El Abbadi, Efficient Computation of Frequent and Top-k Elements in Data Streams, ICDT
 * 2005, algorithm 1. Part of the learner's state; not thread-safe.
 */
public final class SurfaceForms {

    /** Longest form that is kept, characters (UTF-16 code units). */
    static final int LONGEST = 64;

    /** Forms of a row. */
    private static final int FORMS = 4;

    /** Documents; old forms of a word in few documents keep their place longer. */
    private static final int HALVED_AT = 256;

    /** A form of ten letters on a 64-bit JVM; about half of the places are taken. */
    private static final int BYTES_PER_FORM = 64;

    private String[] forms = {}; // [V x 4], empty where the count is 0
    private int[] counts = {}; // [V x 4], documents

    /** How the words were written that lost their rows last; not part of the state. */
    private Map<String, String> forgotten = Map.of();

    /** A copy that stays as it is. */
    public SurfaceForms copy() {
        SurfaceForms copy = new SurfaceForms();
        copy.forms = forms.clone();
        copy.counts = counts.clone();
        return copy;
    }

    /**
     * The form of a word in a document: empty if it is that of the term, or none that can be shown. What belongs to another
     * word is cut off: {@code company's} of {@code compani}, {@code l'OPEP} of {@code opep}.
     */
    static String tidy(String form, String term) {
        if (form.equals(term)) { // most are, and nothing else need be looked at
            return "";
        }
        String tidied = form.indexOf('\'') >= 0 && term.indexOf('\'') < 0 ? partOf(form, term) : form;
        for (int i = 0; i < tidied.length(); i++) {
            char character = tidied.charAt(i);
            if (Character.isWhitespace(character) || Character.isISOControl(character)) {
                return "";
            }
        }
        return tidied.equals(term) || !TextAnalyzer.isWellFormed(tidied) ? "" : tidied;
    }

    /** The part between apostrophes that has most letters in common with the term. */
    private static String partOf(String form, String term) {
        String best = "";
        int most = -1;
        for (int start = 0; start <= form.length(); ) {
            int apostrophe = form.indexOf('\'', start);
            int end = apostrophe < 0 ? form.length() : apostrophe;
            int common = 0;
            while (common < Math.min(end - start, term.length())
                    && Character.toLowerCase(form.charAt(start + common)) == term.charAt(common)) {
                common++;
            }
            if (common > most) {
                most = common;
                best = form.substring(start, end);
            }
            start = end + 1;
        }
        return best;
    }

    /** The most frequent of some forms, of equally frequent ones the last in the order of code units. */
    static String mostFrequent(Map<String, Integer> countByForm) {
        String best = "";
        int most = 0;
        for (Map.Entry<String, Integer> entry : countByForm.entrySet()) {
            int count = entry.getValue();
            if (count > most || (count == most && entry.getKey().compareTo(best) > 0)) {
                most = count;
                best = entry.getKey();
            }
        }
        return best;
    }

    /** The forms of words by term, of those that are not written as the term. */
    public static Map<String, String> differing(Stream<String> terms, UnaryOperator<String> formOf) {
        Map<String, String> forms = new TreeMap<>();
        terms.forEach(term -> {
            String form = formOf.apply(term);
            if (!form.equals(term)) {
                forms.put(term, form);
            }
        });
        return forms;
    }

    /** Counts how documents write the words that have a row. */
    public void count(List<BagOfWords> bags, Vocabulary vocabulary) {
        for (BagOfWords bag : bags) {
            for (int i = 0; i < bag.surfaces().size(); i++) {
                String term = bag.terms().get(i);
                int row = vocabulary.row(term);
                if (row != Vocabulary.NO_ROW) {
                    String surface = bag.surfaces().get(i);
                    count(row, surface.isEmpty() ? term : surface);
                }
            }
        }
    }

    private void count(int row, String form) {
        int rarest = row * FORMS;
        int sum = 0;
        int found = -1;
        for (int i = row * FORMS; i < (row + 1) * FORMS; i++) {
            sum += counts[i];
            found = counts[i] > 0 && forms[i].equals(form) ? i : found;
            rarest = counts[i] < counts[rarest] ? i : rarest;
        }
        int place = found < 0 ? rarest : found;
        forms[place] = form;
        counts[place]++;
        for (int i = row * FORMS; i < (row + 1) * FORMS && sum + 1 >= HALVED_AT; i++) {
            counts[i] /= 2;
            forms[i] = counts[i] == 0 ? "" : forms[i];
        }
    }

    /** How a word is written: its most frequent form, or the term where none is known. */
    public String of(String term, Vocabulary vocabulary) {
        int row = vocabulary.row(term);
        String form = row == Vocabulary.NO_ROW ? forgotten.getOrDefault(term, "") : of(row);
        return form.isEmpty() ? term : form;
    }

    /** The most frequent form of a row, of equally frequent ones the last in the order of code units; empty if none is known. */
    private String of(int row) {
        Map<String, Integer> countByForm = new HashMap<>();
        for (int i = row * FORMS; i < (row + 1) * FORMS; i++) {
            countByForm.put(forms[i], counts[i]);
        }
        return mostFrequent(countByForm);
    }

    /** The word that each form belongs to, by the form in small letters; the one that is written so most often. */
    public Map<String, String> termByForm(Vocabulary vocabulary) {
        Map<String, String> termByForm = new HashMap<>();
        Map<String, Integer> countByForm = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            @Nullable String term = vocabulary.term(i / FORMS);
            String form = forms[i].toLowerCase(Locale.ROOT);
            if (term != null && counts[i] > countByForm.getOrDefault(form, 0)) {
                countByForm.put(form, counts[i]);
                termByForm.put(form, term);
            }
        }
        return termByForm;
    }

    /** Adds rows without a form. */
    public void growTo(int rows) {
        int before = forms.length;
        forms = Arrays.copyOf(forms, rows * FORMS);
        Arrays.fill(forms, before, forms.length, "");
        counts = Arrays.copyOf(counts, rows * FORMS);
    }

    /** Resets the rows of words that lost them; how these were written is known until the next call. */
    public void recycle(List<String> terms, int[] rows) {
        forgotten = new HashMap<>();
        for (int i = 0; i < rows.length; i++) {
            forgotten.put(terms.get(i), of(rows[i]));
            Arrays.fill(forms, rows[i] * FORMS, (rows[i] + 1) * FORMS, "");
            Arrays.fill(counts, rows[i] * FORMS, (rows[i] + 1) * FORMS, 0);
        }
    }

    /** Memory it holds, an estimate, bytes. */
    public long memoryBytes() {
        return counts.length * (2L * Integer.BYTES + BYTES_PER_FORM / 2);
    }

    /** Saves or restores all forms and counts. */
    public void visitState(StateVisitor visitor) {
        List<String> known = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                known.add(forms[i]);
            }
        }
        int[] storedCounts = visitor.ints("surfaceForms.counts", counts);
        List<String> stored = visitor.strings("surfaceForms.forms", known);
        long used = Arrays.stream(storedCounts).filter(count -> count > 0).count();
        if (storedCounts.length != counts.length || stored.size() != used) {
            throw new SnapshotException("expected a snapshot with a form for each of " + used + " counts of "
                    + counts.length + ", found " + stored.size() + " and " + storedCounts.length
                    + "; restore an older one");
        }
        counts = storedCounts.clone();
        int next = 0;
        for (int i = 0; i < counts.length; i++) {
            forms[i] = counts[i] > 0 ? stored.get(next++) : "";
        }
    }
}
