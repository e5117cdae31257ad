package io.wordtide.cli.dev;

import static io.wordtide.cli.dev.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    private final StringWriter out = new StringWriter();

    @Test
    void shouldPrintTheFirstReportAtOnceAndTheRestAtTheEnd() {
        // When: the second report comes within two seconds, so it waits for the end
        try (LiveView view = new LiveView(new PrintWriter(out), false)) {
            view.accept(report("m", 50, 1_234.0)
                    .setSkippedDocumentCounts(Map.of("duplicate", 2, "no known word", 3))
                    .setOutOfVocabularyRate(0.125)
                    .build());
            assertThat(lines()).hasSize(2);
            view.accept(report("m", 10, 100.0).build());
            view.say("a line of text");
        }

        // Then: 50 + 5 documents, and 10 more
        assertThat(lines()).hasSize(4);
        assertThat(lines().get(0)).contains("documents", "docs/s", "perplexity: psi(x)", "OOV");
        assertThat(lines().get(0)).hasSize(80).hasSameSizeAs(lines().get(1));
        assertThat(lines().get(1))
                .startsWith("        55 ")
                .contains(" 1,234      617    2,468   1,851 ")
                .endsWith(" 12.5%");
        assertThat(lines().get(2)).isEqualTo("a line of text");
        assertThat(lines().get(3))
                .startsWith("        65 ")
                .contains(" 100       50      200     150 ")
                .endsWith(" 0.0%");
    }

    @Test
    void shouldWriteADashWhereNothingWasScored() {
        try (LiveView view = new LiveView(new PrintWriter(out), false)) {
            view.accept(report("m", 0, null).build());
        }
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1).replaceAll(" +", " ")).contains(" - - - - ");
    }

    @Test
    void shouldPrintNothingWhenThereWasNoReport() {
        new LiveView(new PrintWriter(out), false).close();
        assertThat(lines()).isEmpty();
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }
}
