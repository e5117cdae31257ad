package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.evaluate.Results;
import io.wordtide.testing.Console;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

class PlotCommandTest {

    @TempDir
    private Path directory;

    private String m1;
    private String m100;
    private String lda;

    @BeforeEach
    void writeResults() {
        m1 = directory.resolve("m1.json").toString();
        m100 = directory.resolve("m100.json").toString();
        lda = directory.resolve("lda.json").toString();
        Results.halving("1-M1-tfidf", 4, 2000).write(Path.of(m1));
        Results.halving("1-M100-tfidf", 3, 1500).write(Path.of(m100));
        Results.withoutWords("lda").write(Path.of(lda));
    }

    @ParameterizedTest
    @ValueSource(strings = {"perplexity", "singular-values"})
    void shouldDrawSomethingWhenAPngIsAskedFor(String plot) throws IOException {
        // Given
        Path png = directory.resolve("plot.png");

        // When
        Console console = Console.run(Main::run, "plot", plot, m1, m100, "--output", png.toString());

        // Then
        assertThat(console.exitCode()).as(console.err()).isZero();
        BufferedImage image = ImageIO.read(png.toFile());
        assertThat(image.getWidth()).isEqualTo(1100);
        assertThat(colours(image))
                .as("those of white, text and two results")
                .contains(0xFFFFFFFF, 0xFF0072B2, 0xFFD55E00);
    }

    @Test
    void shouldNameEveryResultAndBoundInTheLegend() throws Exception {
        // When
        String svg = svg("perplexity", m1, m100);

        // Then
        assertThat(svg)
                .contains(
                        "1-M1-tfidf, psi(x)", "1-M1-tfidf, adam-100", "1-M100-tfidf, psi(x)", "1-M100-tfidf, adam-100")
                .contains("per-document perplexity (upper bound) against epochs");
    }

    @Test
    void shouldDrawOnlyTheBoundThatIsAskedFor() throws Exception {
        assertThat(svg("perplexity", m1, "--bound", "adam-100"))
                .contains("1-M1-tfidf, adam-100")
                .doesNotContain("psi(x)");
    }

    @Test
    void shouldCallResultsByTheirLabels() throws Exception {
        assertThat(svg("singular-values", m1, m1, "--label", "without", "--label", "with"))
                .contains("without", "with", "singular value")
                .doesNotContain("1-M1-tfidf");
    }

    @Test
    void shouldAskForLabelsWhenTwoResultsHaveTheSameName() {
        // When
        Console console = Console.run(Main::run, "plot", "perplexity", m1, m1, "--output", "a.png");

        // Then
        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(console.err()).contains("found 1-M1-tfidf twice; give a --label for each result");
    }

    @Test
    void shouldAskForALabelForEachResult() {
        // When
        Console console = Console.run(Main::run, "plot", "perplexity", m1, m100, "--label", "a", "--output", "a.png");

        // Then
        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(console.err()).contains("Expected one --label for each of the 2 results, found 1");
    }

    @Test
    void shouldListTheFormatsWhenOneIsUnknown() {
        // When
        Console console = Console.run(Main::run, "plot", "perplexity", m1, "--output", "a.pdf");

        // Then
        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(console.err()).contains("Expected a name that ends in .png or .svg as --output, found a.pdf");
    }

    @Test
    void shouldListTheBoundsWhenOneIsUnknown() {
        // When
        Console console = Console.run(Main::run, "plot", "perplexity", m1, "--bound", "psi", "--output", "a.png");

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(console.err()).contains("one of adam-100, psi(x); found psi").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"perplexity", "singular-values"})
    void shouldSayWhatIsMissingWhenAResultHasNothingToDraw(String plot) {
        // When
        Console console = Console.run(Main::run, "plot", plot, lda, "--output", "a.png");

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(console.err())
                .contains("expected results with", "found none")
                .hasLineCount(1);
    }

    private String svg(String... plotAndArguments) throws IOException, SAXException, ParserConfigurationException {
        Path svg = directory.resolve("plot.svg");
        String[] args = new String[plotAndArguments.length + 3];
        args[0] = "plot";
        System.arraycopy(plotAndArguments, 0, args, 1, plotAndArguments.length);
        args[args.length - 2] = "--output";
        args[args.length - 1] = svg.toString();
        Console console = Console.run(Main::run, args);
        assertThat(console.exitCode()).as(console.err()).isZero();
        DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
        // the DTD that an SVG file names is on the network
        xml.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        String root = xml.newDocumentBuilder()
                .parse(svg.toFile())
                .getDocumentElement()
                .getTagName();
        assertThat(root).isEqualTo("svg");
        return Files.readString(svg);
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int pixel : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            colours.add(pixel);
        }
        return colours;
    }

    @Test
    void shouldDrawABoundOnceThatIsAskedForTwice() throws Exception {
        assertThat(svg("perplexity", m1, "--bound", "psi(x)", "--bound", "psi(x)"))
                .contains("epochs: 1-M1-tfidf, psi(x)</desc>");
    }

    @Test
    void shouldReportWhichResultHasNoCurve() {
        // When
        Console console = Console.run(
                Main::run,
                "plot",
                "perplexity",
                m1,
                lda,
                "--output",
                directory.resolve("plot.png").toString());

        // Then
        assertThat(console.exitCode()).isZero();
        assertThat(console.err())
                .isEqualToIgnoringNewLines(
                        "lda: left out, has no perplexities on validation documents by adam-100 or psi(x)");
    }

    @Test
    void shouldSayWhereThereIsNoDirectoryForTheChart() {
        // When
        Path chart = directory.resolve("none").resolve("plot.png");
        Console console = Console.run(Main::run, "plot", "perplexity", m1, "--output", chart.toString());

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(console.err())
                .contains("expected a directory to write " + chart + " in, found none; create it first");
    }
}
