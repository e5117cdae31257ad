package io.wordtide.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Samples of the processor time of one command in one or more JVMs, by {@link Activity}. */
final class ProfileShares {

    private static final String REGISTRY = "registry (its own process)";

    private static final String LEARNER = ";io/wordtide/learn/";

    private final Map<String, Long> samples = new LinkedHashMap<>();

    ProfileShares() {
        for (Activity activity : Activity.values()) {
            samples.put(activity.label(), 0L);
        }
        samples.put(REGISTRY, 0L);
    }

    /**
     * Adds the profile of a JVM. One in which nothing was learned is the registry, or the launcher's look at the
     * version of Java, which is over at once.
     *
     * @param collapsed a stack, a blank and its number of samples in each line
     */
    void add(List<String> collapsed) {
        boolean isApplication = collapsed.stream().anyMatch(line -> line.contains(LEARNER));
        for (String line : collapsed) {
            int blank = line.lastIndexOf(' ');
            String stack = line.substring(0, blank);
            samples.merge(
                    isApplication ? Activity.of(stack).label() : REGISTRY,
                    Long.parseLong(line.substring(blank + 1)),
                    Long::sum);
        }
    }

    /**
     * Most first.
     *
     * @param processorSeconds of all JVMs together
     * @param documents that were learned
     */
    String table(double processorSeconds, double documents) {
        double total = samples.values().stream().mapToLong(Long::longValue).sum();
        MarkdownTable table = new MarkdownTable("", "share", "processor time, s", "of a document, ms");
        samples.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(entry -> {
                    double share = entry.getValue() / total;
                    table.row(
                            entry.getKey(),
                            String.format(Locale.ROOT, "%.1f %%", 100 * share),
                            share * processorSeconds,
                            share * processorSeconds * 1e3 / documents);
                });
        return table.row("all", "100 %", processorSeconds, processorSeconds * 1e3 / documents)
                .toString();
    }
}
