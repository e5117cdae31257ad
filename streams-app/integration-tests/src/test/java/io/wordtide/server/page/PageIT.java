package io.wordtide.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.server.LearnerApp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user sees and does on the page of an instance that is learning the sample stream. */
final class PageIT {

    private static final Pattern FIGURE = Pattern.compile("[0-9,.]+");
    private static final Set<String> SERIOUS = Set.of("serious", "critical");
    private static final int TABS = 60;

    private static Browser browser;
    private static SampleInstance instance;

    private @Nullable Visit visit;

    @BeforeAll
    static void startInstanceAndBrowser(@TempDir Path stateDirectory) {
        PlaywrightAssertions.setDefaultAssertionTimeout(Browser.PATIENCE_MS);
        browser = Browser.start();
        instance = SampleInstance.start(stateDirectory);
    }

    @AfterAll
    static void stop() {
        if (instance != null) {
            instance.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingWentWrongBehindThePage() {
        if (visit != null) {
            List<String> complaints = visit.complaints();
            visit.close();
            assertThat(complaints).isEmpty();
        }
    }

    private Visit open(NewContextOptions options) {
        Visit opened = new Visit(browser, instance.address(), options, SampleInstance.TOKEN);
        visit = opened;
        return opened;
    }

    private Visit open() {
        return open(new NewContextOptions().setViewportSize(1440, 900));
    }

    @Test
    void chartsShowTheReportsAsAPictureInWordsAndAsATable() {
        Visit user = open();

        assertThat(user.find("#perplexity .legend b"))
                .hasText(new Pattern[] {FIGURE, FIGURE, FIGURE, FIGURE, FIGURE, FIGURE});
        assertThat(user.find("#perplexity [role=img]"))
                .hasAttribute(
                        "aria-label", Pattern.compile("Perplexity over .* documents: .*refined [0-9.,]+, between.*"));
        for (String panel : List.of("#perplexity", "#unknown", "#gain", "#rate", "#spectrum")) {
            assertThat(user.find(panel + " canvas")).isVisible();
            assertThat(inkedShare(user.find(panel + " canvas")))
                    .as("ink in " + panel)
                    .isGreaterThan(0.002);
        }
        user.find("#perplexity [data-table]").click();
        assertThat(user.find("#perplexity tbody tr").first().locator("td"))
                .hasText(new Pattern[] {FIGURE, FIGURE, FIGURE, FIGURE, FIGURE, FIGURE});
        assertThat(user.layoutShift()).as(user.shifted()).isLessThan(0.02);
    }

    @Test
    void keyFiguresCarryNumbers() {
        Visit user = open();

        assertThat(user.find("#connection")).hasText("live");
        assertThat(user.find("#figures dd:not(.note)").nth(0)).hasText(FIGURE);
        assertThat(user.find("#figures dd:not(.note)").nth(3)).hasText(Pattern.compile("[0-9.]+ %"));
        assertThat(user.find("#figures dd:not(.note)").nth(7)).hasText(FIGURE);
    }

    @Test
    void perplexityOfOneSourceIsShownAlone() {
        Visit user = open();
        Locator refined = user.find("#perplexity .legend b").nth(4);
        assertThat(refined).hasText(FIGURE);
        String all = user.find("#perplexity [role=img]").getAttribute("aria-label");

        user.find("#source").selectOption("newsroom");

        assertThat(user.find("#perplexity [role=img]")).not().hasAttribute("aria-label", all);
        assertThat(refined).hasText(FIGURE);
    }

    @Test
    void ofEverNewSourcesTheLargestAreOffered() {
        Visit user = open();
        // the nth point has a source of its own with 1,000,000 n documents; options are in the order of their names
        String points =
                IntStream.range(10, 50).mapToObj(PageIT::pointOfANewSource).collect(joining(","));
        user.page()
                .route(
                        "**/v1/perplexity**",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("application/json")
                                .setBody("{\"points\": [" + points + "]}")));

        user.page().reload();

        Stream<String> largest = IntStream.range(34, 50).mapToObj(n -> "s" + n);
        assertThat(user.find("#source option"))
                .hasText(Stream.of(Stream.of("all"), largest, Stream.of("other"))
                        .flatMap(s -> s)
                        .toArray(String[]::new));
    }

    private static String pointOfANewSource(int n) {
        String scores =
                "\"documentCount\": %d000000, \"refined\": 9, \"amortized\": 9, \"unigram\": 9, \"recentUnigram\": 9, \"cache\": 9"
                        .formatted(n);
        return "{\"version\": %d, \"documentsSeen\": %d, %s, \"sources\": {\"s%d\": {%s}, \"other\": {%s}}}"
                .formatted(n, n, scores, n, scores, scores);
    }

    @Test
    void aWordThatIsFoundShowsItsNeighbours() {
        Visit user = open();

        user.find("#word-query").fill("penalty");
        user.find("#word-search button").click();

        assertThat(user.find("#word .name")).hasText(Pattern.compile("penalt."));
        assertThat(user.find("#word .neighbours li")).hasCount(12);
        Locator nearest = user.find("#word .neighbours button").first();
        String neighbour = nearest.textContent();
        nearest.click();
        assertThat(user.find("#word .name")).hasText(neighbour);
    }

    @Test
    void aClickOnAPointOfTheMapChoosesItsWord() {
        Visit user = open();
        Locator map = user.find("#words canvas");
        assertThat(user.find("#words .map .empty")).isHidden();

        List<?> point = (List<?>)
                user.page().waitForFunction(LEFTMOST_POINT, map.elementHandle()).jsonValue();
        map.click(new Locator.ClickOptions().setPosition(number(point.get(0)), number(point.get(1))));

        assertThat(user.find("#word .name")).hasText(Pattern.compile("\\w+"));
    }

    @Test
    void aWordWithoutAVectorIsSaidToBeUnknown() {
        try (Visit user = new Visit(browser, instance.address(), new NewContextOptions(), SampleInstance.TOKEN)) {
            user.find("#word-query").fill("xylophone");
            user.find("#word-query").press("Enter");

            assertThat(user.find("#word .failed")).containsText("xylophone");
        }
    }

    @Test
    void aPastedTextGetsPerplexityAndItsCostliestWords() {
        Visit user = open();

        user.find("#text").fill("The referee gave a penalty and the goalkeeper saved it; the freighter quuxly.");
        user.find("#text").press("Control+Enter");

        assertThat(user.find("#embed .scores dd")).hasCount(8);
        assertThat(user.find("#embed .scores dd").first()).hasText(FIGURE);
        assertThat(user.find("#embed .costs li").first()).containsText("bits");
        assertThat(user.find("#embed .result table tbody tr")).hasCount(5);
    }

    @Test
    void aDocumentLeadsToThoseLikeIt() {
        Visit user = open();

        user.find("#documents tbody button").first().click();

        assertThat(user.find("#similar tbody tr")).hasCount(10);
        assertThat(user.find("#documents tr[aria-current=true]")).hasCount(1);
    }

    @Test
    void changesAppearInTheTickerWhileThePageIsOpen() {
        Visit user = open();
        Locator changes = user.find(".events > li");
        assertThat(changes.first()).isVisible();
        user.find("#event-kinds").selectOption("vocabulary");
        assertThat(user.find(".events > li:visible").first()).isVisible();
        String seen = user.find("#figures dd:not(.note)").nth(5).textContent();

        instance.sendStoryOf("zyxomma");

        // among those of the chosen kind: a word that moved towards it names it, too
        Locator announced = user.find(".events > li:visible").filter(new Locator.FilterOptions().setHasText("zyxomma"));
        assertThat(announced.first()).isVisible();
        assertThat(user.find("#figures dd:not(.note)").nth(5)).not().hasText(seen);
    }

    @Test
    void aChangeOfManyWordsSaysHowManyItDoesNotName() {
        Visit user = open();
        Locator change = user.find(".events > li")
                .filter(new Locator.FilterOptions().setHasText("New words"))
                .last();
        assertThat(change).isVisible();

        List<Integer> further = Pattern.compile("and ([0-9,]+) more")
                .matcher(change.textContent())
                .results()
                .map(match -> Integer.valueOf(match.group(1).replace(",", "")))
                .toList();

        // Then: five are in the sentence, twelve below it
        assertThat(further).hasSize(2);
        assertThat(further.get(0) + 5).isEqualTo(further.get(1) + 12);
    }

    @Test
    void aStreamThatHasYetToBeginIsNoProblem(@TempDir Path stateDirectory) {
        ClusterApplication application = new ClusterApplication("page-before", Map.of("wordtide.http.port", "0"));
        try (LearnerApp app = application.start(stateDirectory);
                Visit user = new Visit(browser, app.address().orElseThrow(), new NewContextOptions())) {
            assertThat(user.find("#connection")).hasText("live");
            assertThat(user.find("#documents .empty").first()).isVisible();
            assertThat(user.find("#perplexity .empty")).containsText("No mini-batch learned yet");

            user.find("#order").selectOption("newest");

            assertThat(user.find("#figure-lag dd").first()).hasText(FIGURE);
            assertThat(user.find("#problem")).isEmpty();
        }
    }

    @Test
    void aModelThatIsNamedInTheAddressIsShown() {
        Visit user = open();

        user.page().navigate(instance.address() + "?model=default");

        assertThat(user.find("#connection")).hasText("live");
        assertThat(user.find("#model")).hasValue("default");
        assertThat(user.find("#perplexity .legend b").first()).hasText(FIGURE);
    }

    @Test
    void theThemeFollowsTheSystemUntilItIsChosenAndStaysChosen() {
        Visit user = open(new NewContextOptions().setColorScheme(ColorScheme.LIGHT));
        String light = background(user);

        user.find("#theme").click();

        String dark = background(user);
        assertThat(dark).isNotEqualTo(light);
        user.page().reload();
        assertThat(background(user)).isEqualTo(dark);
        assertThat(user.find("#theme")).hasAttribute("aria-pressed", "true");
    }

    @Test
    void everythingIsReachedByKeyboardAndTheFocusIsSeen() {
        Visit user = open();
        assertThat(user.find("#documents tbody tr").first()).isVisible();
        var keyboard = user.page().keyboard();

        keyboard.press("Tab");
        assertThat(user.find(".skip")).isFocused();
        keyboard.press("Enter");
        assertThat(user.find("#main")).isFocused();

        for (int tab = 0; tab < TABS && !isFocused(user, "word-query"); tab++) {
            keyboard.press("Tab");
            assertThat(user.page().evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                    .as("outline of " + user.page().evaluate("document.activeElement.outerHTML.slice(0, 80)"))
                    .isNotEqualTo("none");
        }
        assertThat(user.find("#word-query")).isFocused();
        keyboard.type("penalty");
        keyboard.press("Enter");
        assertThat(user.find("#word .name")).hasText(Pattern.compile("penalt."));

        user.find(".events").focus();
        keyboard.press("ArrowDown");
        String word = (String) user.page().evaluate("document.activeElement.textContent");
        keyboard.press("Enter");
        assertThat(user.find("#word .name, #word .failed")).containsText(word);

        Locator canvas = user.find("#words canvas");
        canvas.focus();
        String before = picture(canvas);
        keyboard.press("+");
        user.page().waitForFunction("before => document.querySelector('#words canvas').toDataURL() !== before", before);
    }

    @Test
    void theTokenIsAskedForUntilItIsRight() {
        try (Visit user = new Visit(browser, instance.address(), new NewContextOptions())) {
            user.find("#token").fill("guessed");
            user.find("#token").press("Enter");
            assertThat(user.find("#token-reason")).containsText("refused");
            user.find("#token").fill(SampleInstance.TOKEN);
            user.find("#token").press("Enter");

            assertThat(user.find("#connection")).hasText("live");
            assertThat(user.find("#figures dd:not(.note)").first()).hasText(FIGURE);
        }
    }

    @Test
    void aPhoneNeverScrollsSideways() {
        Visit user = open(new NewContextOptions().setViewportSize(360, 740).setHasTouch(true));
        assertThat(user.find("#documents tbody tr").first()).isVisible();
        user.find("#word-query").fill("penalty");
        user.find("#word-query").press("Enter");
        assertThat(user.find("#word .name")).hasText(Pattern.compile("penalt."));

        assertThat(user.page().evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void axeFindsNothingSerious(ColorScheme scheme) {
        AxeRunOptions violationsOnly = new AxeRunOptions();
        violationsOnly.setResultTypes(List.of("violations"));
        // what axe itself does to a page does not count against the page
        try (Visit user = new Visit(
                browser,
                instance.address(),
                new NewContextOptions().setColorScheme(scheme).setViewportSize(1440, 900),
                SampleInstance.TOKEN)) {
            assertThat(user.find("#documents tbody tr").first()).isVisible();
            assertThat(user.find(".events > li").first()).isVisible();
            user.find("#word-query").fill("penalty");
            user.find("#word-query").press("Enter");
            assertThat(user.find("#word .name")).hasText(Pattern.compile("penalt."));

            List<Rule> violations = new AxeBuilder(user.page())
                    .options(violationsOnly)
                    .analyze()
                    .getViolations();

            assertThat(violations)
                    .filteredOn(rule -> SERIOUS.contains(rule.getImpact()))
                    .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " "
                            + rule.getNodes().get(0).getHtml())
                    .isEmpty();
        }
    }

    private static boolean isFocused(Visit user, String id) {
        return id.equals(user.page().evaluate("document.activeElement.id"));
    }

    private static String background(Visit user) {
        return (String) user.page().evaluate("getComputedStyle(document.body).backgroundColor");
    }

    private static String picture(Locator canvas) {
        return (String) canvas.evaluate("canvas => canvas.toDataURL()");
    }

    private static double inkedShare(Locator canvas) {
        return number(canvas.evaluate("""
                canvas => {
                  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                  let inked = 0;
                  for (let i = 3; i < data.length; i += 4) inked += data[i] > 0;
                  return inked / (data.length / 4);
                }"""));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    /** Labels are to the right of their points, so the leftmost mark is a point. */
    private static final String LEFTMOST_POINT = """
            canvas => {
              const {width, height} = canvas;
              const {data} = canvas.getContext("2d").getImageData(0, 0, width, height);
              for (let x = 0; x < width; x++) {
                for (let y = 0; y < height; y++) {
                  if (data[4 * (y * width + x) + 3] > 60) return [(x + 2) / devicePixelRatio, y / devicePixelRatio];
                }
              }
              return null;
            }""";
}
