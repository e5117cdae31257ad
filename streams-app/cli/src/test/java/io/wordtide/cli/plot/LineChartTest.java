package io.wordtide.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineChartTest {

    private static final int WHITE = 0xFFFFFFFF;

    @TempDir
    private Path directory;

    @Test
    void shouldHaveRoomForTheNamesOfManyCurves() throws IOException {
        // Given
        List<LineChart.Curve> curves = IntStream.range(0, 12)
                .mapToObj(i -> new LineChart.Curve(
                        "3-M100-tfidf, adam-100, " + i, new double[] {1, 400}, new double[] {1500, 800 + i}, i, i))
                .toList();
        Path file = directory.resolve("many.png");

        // When
        new LineChart("Perplexity", "epochs", "perplexity", false, curves).write(file);

        // Then: a truncated name would reach the edge
        BufferedImage image = ImageIO.read(file.toFile());
        int right = image.getWidth() - 1;
        for (int y = 0; y < image.getHeight(); y++) {
            assertThat(image.getRGB(0, y)).as("left edge, line " + y).isEqualTo(WHITE);
            assertThat(image.getRGB(right, y)).as("right edge, line " + y).isEqualTo(WHITE);
        }
    }
}
