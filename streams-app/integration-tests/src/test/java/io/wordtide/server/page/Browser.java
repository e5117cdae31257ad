package io.wordtide.server.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import io.wordtide.testing.Patience;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium installed on this machine; nothing is downloaded. For one thread. */
final class Browser implements AutoCloseable {

    /** Playwright's own sandbox checks fail for root; the rest keeps the browser from contacting anybody. */
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run");

    /** Playwright's own 5 to 30 s are short on a busy machine. */
    static final double PATIENCE_MS = Patience.LONGEST_WAIT.toMillis();

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    /** Starts it, or skips the tests. */
    static Browser start() {
        Optional<Path> executable = executable();
        assumeTrue(
                executable.isPresent(),
                "expected a Chromium on the PATH, found none: the live page stays untested; on Debian: apt-get install"
                        + " chromium");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Browser(
                playwright,
                playwright
                        .chromium()
                        .launch(new LaunchOptions()
                                .setExecutablePath(executable.orElseThrow())
                                .setArgs(FLAGS)
                                .setTimeout(PATIENCE_MS)));
    }

    private static Optional<Path> executable() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(directory -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A window without history. */
    BrowserContext window(com.microsoft.playwright.Browser.NewContextOptions options) {
        BrowserContext window = chromium.newContext(options);
        window.setDefaultTimeout(PATIENCE_MS);
        return window;
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
