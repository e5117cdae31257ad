package io.wordtide.chaos;

import io.wordtide.chaos.InputRecord.Fate;
import io.wordtide.cli.dev.Accounts;
import io.wordtide.schema.LearningReport;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Decides whether anything was lost: compares the disturbed application with the undisturbed one, and both with the
 * input.
 */
final class Oracles {

    private final String analyzer;
    private final List<InputRecord> input;
    private final Outcome disturbed;
    private final Outcome undisturbed;
    private final Set<String> deadLetters;

    /**
     * What an application leaves behind.
     *
     * @param published on its topics
     * @param state in its changelogs
     */
    record Outcome(Published published, FinalState state) {

        static Outcome of(Application application) {
            return new Outcome(Published.read(application), FinalState.read(application));
        }
    }

    /**
     * A condition that must hold.
     *
     * @param name short
     * @param holds whether it does
     * @param figures what was expected and found
     */
    record Verdict(String name, boolean holds, String figures) {

        @Override
        public String toString() {
            return "%-6s %-12s %s".formatted(holds ? "holds" : "BROKEN", name, figures);
        }
    }

    /**
     * @param analyzer name of the analyzer
     * @param input every record that was written, in order
     */
    Oracles(String analyzer, List<InputRecord> input, Outcome disturbed, Outcome undisturbed) {
        this.analyzer = analyzer;
        this.input = input;
        this.disturbed = disturbed;
        this.undisturbed = undisturbed;
        this.deadLetters = new HashSet<>(disturbed.published().deadLetters());
    }

    /** All verdicts. */
    List<Verdict> verdicts() {
        return List.of(state(), embeddedOnce(), documentFrequencies(), versions(), accounts(), sameBytes(), refusals());
    }

    private Verdict state() {
        String found = disturbed.state().fingerprint();
        String expected = undisturbed.state().fingerprint();
        return new Verdict(
                "state",
                found.equals(expected),
                "parameters, moments and vocabulary: %s, undisturbed %s"
                        .formatted(shortened(found), shortened(expected)));
    }

    /** Each learned document has one embedding, except those without a known word, which are counted. */
    private Verdict embeddedOnce() {
        Map<String, Long> times = disturbed.published().documents().stream()
                .collect(Collectors.groupingBy(Published.Row::key, Collectors.counting()));
        List<String> learned = learned().stream().map(InputRecord::key).toList();
        long missing = learned.stream().filter(id -> !times.containsKey(id)).count();
        long repeated = times.values().stream().filter(count -> count > 1).count();
        long strange = times.keySet().stream()
                .filter(Predicate.not(new HashSet<>(learned)::contains))
                .count();
        long skipped = disturbed.published().skippedCount();
        return new Verdict(
                "exactly-once",
                missing == skipped && repeated == 0 && strange == 0,
                "%,d learned, %,d embedded once, %,d more than once, %,d never (%,d skipped), %,d unknown"
                        .formatted(learned.size(), times.size() - repeated, repeated, missing, skipped, strange));
    }

    /** Recounts them directly from the texts; the half-life is so long that every document counts in full. */
    private Verdict documentFrequencies() {
        Map<String, Long> expected = new HashMap<>();
        List<InputRecord> learned = learned();
        try (TextAnalyzer analysis = TextAnalyzer.named(analyzer)) {
            for (InputRecord record : learned) {
                // a record without a text must not be here; the oracle for dead letters reports that
                Optional<BagOfWords> bag = record.text().map(analysis::analyze);
                bag.ifPresent(words -> words.terms().forEach(term -> expected.merge(term, 1L, Long::sum)));
            }
        }
        DocumentFrequencies found = disturbed.state().frequencies();
        DocumentFrequencies other = undisturbed.state().frequencies();
        expected.keySet().removeIf(term -> !disturbed.state().isCounted().test(term));
        long different = expected.entrySet().stream()
                .filter(term -> Math.round(found.of(term.getKey())) != term.getValue()
                        || Math.round(other.of(term.getKey())) != term.getValue())
                .count();
        return new Verdict(
                "frequencies",
                different == 0 && found.documentCount() == learned.size() && other.documentCount() == learned.size(),
                "D %,d, undisturbed %,d, counted offline %,d; %,d terms, %,d of them with a different df"
                        .formatted(
                                found.documentCount(),
                                other.documentCount(),
                                learned.size(),
                                expected.size(),
                                different));
    }

    private Verdict versions() {
        List<LearningReport> reports = disturbed.published().reports();
        List<Long> found = reports.stream().map(LearningReport::getModelVersion).toList();
        List<Long> expected = LongStream.rangeClosed(1, found.size()).boxed().toList();
        boolean same = reports.equals(undisturbed.published().reports());
        return new Verdict(
                "versions",
                found.equals(expected) && same && !found.isEmpty(),
                "%,d reports, versions 1 to %,d %s; except for times, %s the undisturbed ones"
                        .formatted(
                                found.size(),
                                disturbed.published().version(),
                                found.equals(expected) ? "without gap or repeat" : "with gaps or repeats",
                                same ? "equal to" : "NOT equal to"));
    }

    private Verdict accounts() {
        Accounts accounts = new Accounts(
                input.size(),
                disturbed.published().documents().size(),
                disturbed.state().waitingCount(),
                disturbed.published().deadLetters().size(),
                disturbed.published().skippedCount());
        boolean arrived = disturbed.published().documentCount() == input.size();
        return new Verdict(
                "accounts",
                accounts.balance() && arrived,
                accounts
                        + (arrived
                                ? ""
                                : "; %,d on the topic"
                                        .formatted(disturbed.published().documentCount())));
    }

    private Verdict sameBytes() {
        Published found = disturbed.published();
        Published expected = undisturbed.published();
        return new Verdict(
                "bytes",
                found.documents().equals(expected.documents()) && found.words().equals(expected.words()),
                "embeddings of %,d documents %s, of %,d words %s the undisturbed ones byte for byte"
                        .formatted(
                                found.documents().size(),
                                found.documents().equals(expected.documents()) ? "equal" : "DO NOT equal",
                                found.words().size(),
                                found.words().equals(expected.words()) ? "equal" : "DO NOT equal"));
    }

    private Verdict refusals() {
        Set<String> mustBeThere = keys(Fate.REFUSED);
        Set<String> mustNotBeThere = keys(Fate.LEARNED);
        Set<String> wrong = new TreeSet<>(mustBeThere);
        wrong.removeAll(deadLetters);
        deadLetters.stream().filter(mustNotBeThere::contains).forEach(wrong::add);
        int letters = disturbed.published().deadLetters().size();
        return new Verdict(
                "dead-letters",
                wrong.isEmpty()
                        && letters == deadLetters.size()
                        && disturbed
                                .published()
                                .deadLetters()
                                .equals(undisturbed.published().deadLetters()),
                "%,d of %,d poisonous records set aside, each once; misplaced: %s"
                        .formatted(letters, mustBeThere.size(), wrong.isEmpty() ? "none" : wrong));
    }

    /** The records that were learned, in order: not refused, and not waiting for their mini-batch at the end. */
    private List<InputRecord> learned() {
        List<InputRecord> routed = new ArrayList<>(input);
        routed.removeIf(record -> deadLetters.contains(record.key()));
        int learned = Math.max(0, routed.size() - disturbed.state().waitingCount());
        return routed.subList(0, learned);
    }

    private Set<String> keys(Fate fate) {
        return input.stream()
                .filter(record -> record.fate() == fate)
                .map(InputRecord::key)
                .collect(Collectors.toSet());
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(16, hash.length()));
    }
}
