package io.wordtide.chaos;

import io.wordtide.chaos.InputRecord.Fate;
import io.wordtide.cli.dev.Accounts;
import io.wordtide.personal.PersonalData;
import io.wordtide.schema.LearningReport;
import io.wordtide.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
     * @param models in its changelogs, by model id
     */
    record Outcome(Published published, SortedMap<String, FinalState> models) {

        static Outcome of(Application application) {
            return new Outcome(Published.read(application), FinalState.read(application));
        }

        /** Bags that wait for their mini-batch. */
        int waitingCount() {
            return models.values().stream().mapToInt(FinalState::waitingCount).sum();
        }

        /** Bags of a model that wait; none if there is no such model. */
        int waitingCount(String modelId) {
            FinalState state = models.get(modelId);
            return state == null ? 0 : state.waitingCount();
        }

        SortedMap<String, String> fingerprints() {
            SortedMap<String, String> fingerprints = new TreeMap<>();
            models.forEach((modelId, state) -> fingerprints.put(modelId, state.fingerprint()));
            return fingerprints;
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
        SortedMap<String, String> found = disturbed.fingerprints();
        SortedMap<String, String> expected = undisturbed.fingerprints();
        return new Verdict(
                "state",
                found.equals(expected),
                "parameters, moments and vocabulary of %,d models: %s, undisturbed %s"
                        .formatted(found.size(), together(found), together(expected)));
    }

    /** Each learned document has one embedding, except those without a known word, which are counted. */
    private Verdict embeddedOnce() {
        Map<String, Long> times = disturbed.published().documents().stream()
                .collect(Collectors.groupingBy(Published.Row::key, Collectors.counting()));
        List<String> learned = learned().values().stream()
                .flatMap(List::stream)
                .map(InputRecord::key)
                .toList();
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

    private Verdict documentFrequencies() {
        Map<String, List<InputRecord>> learned = learned();
        List<Recount> counts = new ArrayList<>();
        try (TextAnalyzer analysis = TextAnalyzer.named(analyzer, PersonalData.Policy.DROP)) {
            disturbed
                    .models()
                    .forEach((modelId, found) -> counts.add(Recount.of(
                            learned.getOrDefault(modelId, List.of()),
                            analysis,
                            found,
                            undisturbed.models().getOrDefault(modelId, found))));
        }
        return new Verdict(
                "frequencies",
                counts.stream().allMatch(Recount::holds),
                counts.stream().reduce(Recount.NONE, Recount::plus).toString());
    }

    private Verdict versions() {
        Map<String, List<LearningReport>> found = disturbed.published().reportsByModel();
        boolean complete = found.values().stream().allMatch(Oracles::isWithoutGapOrRepeat);
        boolean same = found.equals(undisturbed.published().reportsByModel());
        return new Verdict(
                "versions",
                complete && same && !found.isEmpty(),
                "%,d reports, versions of %,d models from 1 on %s; except for times, %s the undisturbed ones"
                        .formatted(
                                disturbed.published().reports().size(),
                                found.size(),
                                complete ? "without gap or repeat" : "with gaps or repeats",
                                same ? "equal to" : "NOT equal to"));
    }

    private static boolean isWithoutGapOrRepeat(List<LearningReport> reports) {
        return IntStream.range(0, reports.size()).allMatch(n -> reports.get(n).getModelVersion() == n + 1);
    }

    private Verdict accounts() {
        Accounts accounts = new Accounts(
                input.size(),
                disturbed.published().documents().size(),
                disturbed.waitingCount(),
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

    /** In the order of each model: mini-batches of different models may change places. */
    private Verdict sameBytes() {
        Published found = disturbed.published();
        Published expected = undisturbed.published();
        Map<String, String> models = new HashMap<>();
        input.forEach(record -> models.put(record.key(), record.model()));
        boolean sameDocuments = byModel(found, models).equals(byModel(expected, models));
        boolean sameWords = found.words().equals(expected.words());
        return new Verdict(
                "bytes",
                sameDocuments && sameWords,
                "embeddings of %,d documents %s, of %,d words %s the undisturbed ones byte for byte"
                        .formatted(
                                found.documents().size(),
                                sameDocuments ? "equal" : "DO NOT equal",
                                found.words().size(),
                                sameWords ? "equal" : "DO NOT equal"));
    }

    private static Map<String, List<Published.Row>> byModel(Published published, Map<String, String> models) {
        return published.documents().stream().collect(Collectors.groupingBy(row -> models.getOrDefault(row.key(), "")));
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

    /** The records that each model learned, in order: not refused, and not waiting for their mini-batch at the end. */
    private Map<String, List<InputRecord>> learned() {
        Map<String, List<InputRecord>> learned = input.stream()
                .filter(record -> !deadLetters.contains(record.key()))
                .collect(Collectors.groupingBy(InputRecord::model));
        learned.replaceAll(
                (modelId, routed) -> routed.subList(0, Math.max(0, routed.size() - disturbed.waitingCount(modelId))));
        return learned;
    }

    private Set<String> keys(Fate fate) {
        return input.stream()
                .filter(record -> record.fate() == fate)
                .map(InputRecord::key)
                .collect(Collectors.toSet());
    }

    /** One number for all models. */
    private static String together(SortedMap<String, String> fingerprints) {
        return fingerprints.size() == 1
                ? shortened(fingerprints.values().iterator().next())
                : "%08x".formatted(fingerprints.hashCode());
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(16, hash.length()));
    }
}
