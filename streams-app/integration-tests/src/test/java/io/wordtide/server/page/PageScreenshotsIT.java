package io.wordtide.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.wordtide.cli.dev.DevSession;
import io.wordtide.cli.dev.Feed;
import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.integration.SharedCluster;
import io.wordtide.streams.config.WordtideConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Takes the screenshots of {@code docs/page.md}: {@code dev} with its sample stream, after the story broke. */
@EnabledIfSystemProperty(named = "wordtide.docs.update", matches = "true", disabledReason = "takes pictures on demand")
final class PageScreenshotsIT {

    private static final Path IMAGES = Path.of("..", "..", "docs", "images");
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 1200;

    /** Documents of the sample stream after which the story has been learned. */
    private static final long UNDERSTOOD = 6_000;

    private static final String TEXT =
            "The ash cloud grounded all flights and the eruption sent evacuees to the shelter, while the goalkeeper"
                    + " watched the match on a locomotive.";

    @Test
    void thePageInLightInDarkAndOnAPhone(@TempDir Path stateDirectory) throws IOException {
        EmbeddedCluster cluster = SharedCluster.get();
        WordtideConfig config = WordtideConfig.of(Map.of(
                "wordtide.application.id", "page-screenshots",
                "wordtide.http.port", "0",
                "bootstrap.servers", cluster.bootstrapServers(),
                "schema.registry.url", cluster.schemaRegistryUrl(),
                "state.dir", stateDirectory.toString()));
        AtomicLong documentsSeen = new AtomicLong();
        try (Browser browser = Browser.start();
                DevSession session = DevSession.start(
                        config,
                        List.of(Feed.sample()),
                        report -> documentsSeen.set(report.getDocumentsSeen()),
                        notice -> {})) {
            await().until(() -> documentsSeen.get() >= UNDERSTOOD);
            URI address = session.address().orElseThrow();
            NewContextOptions wide = new NewContextOptions().setViewportSize(WIDTH, HEIGHT);
            take(browser, address, wide.setColorScheme(ColorScheme.LIGHT), "light");
            take(browser, address, wide.setColorScheme(ColorScheme.DARK), "dark");
            take(
                    browser,
                    address,
                    new NewContextOptions().setViewportSize(360, 2_100).setHasTouch(true),
                    "phone");
        }
    }

    private static void take(Browser browser, URI address, NewContextOptions options, String name) throws IOException {
        try (Visit visit = new Visit(browser, address, options)) {
            assertThat(visit.find("#connection")).hasText("live");
            assertThat(visit.find("#words .map .empty")).isHidden();
            visit.find("#word-query").fill("volcano");
            visit.find("#word-query").press("Enter");
            visit.find("#text").fill(TEXT);
            visit.find("#text").press("Control+Enter");
            visit.find("#documents tbody button").first().click();
            assertThat(visit.find("#word .neighbours li")).hasCount(12);
            assertThat(visit.find("#embed .costs li").first()).isVisible();
            assertThat(visit.find("#similar tbody tr").first()).isVisible();
            assertThat(visit.find("#perplexity canvas")).isVisible();
            visit.page().evaluate("document.activeElement.blur(); scrollTo(0, 0)");
            boolean whole = !name.equals("phone");
            pack(
                    visit.page().screenshot(new ScreenshotOptions().setFullPage(whole)),
                    IMAGES.resolve("page-" + name + ".png"));
        }
    }

    /** Chromium compresses for speed; files in the repository should be small. */
    private static void pack(byte[] png, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam smallest = writer.getDefaultWriteParam();
        smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        smallest.setCompressionQuality(0);
        Files.deleteIfExists(file); // the end of a longer file would remain
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(ImageIO.read(new ByteArrayInputStream(png)), null, null), smallest);
        } finally {
            writer.dispose();
        }
    }
}
