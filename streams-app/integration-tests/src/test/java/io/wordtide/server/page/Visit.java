package io.wordtide.server.page;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** One user at the page; records what a user would not see: console errors, requests to other hosts. */
final class Visit implements AutoCloseable {

    private static final String WATCH_LAYOUT = """
            window.shift = 0;
            window.shifted = [];
            new PerformanceObserver(list => list.getEntries().forEach(entry => {
              if (entry.sources.every(source => source.node?.closest?.(".events"))) return; // a ticker moves
              window.shift += entry.value;
              window.shifted.push(...entry.sources.map(source => source.node?.outerHTML?.slice(0, 80)));
            }))
              .observe({type: "layout-shift", buffered: true});""";

    private static final String GIVE_TOKEN = """
            if (location.protocol === "http:") sessionStorage.setItem("wordtide.token", "%s");""";

    private final BrowserContext window;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    /** A user who has already entered the token. */
    Visit(Browser browser, URI address, NewContextOptions options, String token) {
        this(browser, address, options, List.of(WATCH_LAYOUT, GIVE_TOKEN.formatted(token)));
    }

    /** A user who has not entered a token. */
    Visit(Browser browser, URI address, NewContextOptions options) {
        this(browser, address, options, List.of(WATCH_LAYOUT));
    }

    private Visit(Browser browser, URI address, NewContextOptions options, List<String> scripts) {
        window = browser.window(options);
        scripts.forEach(window::addInitScript);
        page = window.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add("console: " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("error: " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith(address.toString()) && !request.url().startsWith("data:")) {
                complaints.add("request to another host: " + request.url());
            }
        });
        page.navigate(address.toString());
    }

    Page page() {
        return page;
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    /** What went wrong behind the page so far. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** How far page elements shifted by themselves so far, except the ticker; web vitals call 0.1 good. */
    double layoutShift() {
        return ((Number) page.evaluate("window.shift")).doubleValue();
    }

    /** What shifted. */
    String shifted() {
        return String.valueOf(page.evaluate("window.shifted"));
    }

    @Override
    public void close() {
        window.close();
    }
}
