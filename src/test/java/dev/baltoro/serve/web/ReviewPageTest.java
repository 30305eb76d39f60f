package dev.baltoro.serve.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.serve.http.HttpServer;
import dev.baltoro.serve.http.ServerOptions;
import dev.baltoro.serve.web.review.ReviewPage;
import dev.baltoro.synth.review.Agreement;
import dev.baltoro.synth.review.ExportPolicy;
import dev.baltoro.synth.review.ReviewFolder;
import dev.baltoro.synth.review.ReviewVerdict;
import dev.baltoro.synth.review.SamplePlan;
import dev.baltoro.synth.review.SampleTrajectories;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/// The review page in a browser, in front of a real server over a folder of six trajectories. No
/// mouse is used.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReviewPageTest {
    private static final int TRAJECTORIES = 6;

    /// What cannot be reached or named without seeing it: the habits of accessible markup that a
    /// script can look for.
    private static final String FLAWS =
            """
            const flaws = [];
            const named = (e) => (e.getAttribute('aria-label') || e.textContent || e.title
              || [...(e.labels ?? [])].map((l) => l.textContent).join('')).trim() !== '';
            for (const e of document.querySelectorAll('button, a[href], input, textarea, select, summary')) {
              if (!named(e)) flaws.push('no name: ' + e.outerHTML.slice(0, 80));
            }
            const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
            for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) flaws.push('twice: ' + id);
            for (const name of ['aria-labelledby', 'aria-describedby', 'for']) {
              for (const e of document.querySelectorAll('[' + name + ']')) {
                for (const id of e.getAttribute(name).split(' ')) if (!document.getElementById(id)) flaws.push(name + ' of nothing: ' + id);
              }
            }
            if (document.querySelectorAll('h1').length !== 1) flaws.push('not one h1');
            if (!document.documentElement.lang || !document.title) flaws.push('no language or title');
            if (document.querySelectorAll('main').length !== 1) flaws.push('not one main');
            for (const e of document.querySelectorAll('pre')) {
              if (e.scrollHeight > e.clientHeight + 1 && e.tabIndex < 0) flaws.push('scrolls, and no key gets there');
            }
            return flaws;
            """;

    private Browser browser;
    private ReviewFolder review;
    private HttpServer server;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        browser = Browser.open();
        SampleTrajectories.write(folder, TRAJECTORIES);
        review =
                ReviewFolder.open(
                        folder,
                        Optional.of(new SamplePlan(0, 1, 1)),
                        InstantSource.system(),
                        _ -> {});
        server =
                new HttpServer(
                        ServerOptions.local(), new ReviewPage(review).routes(), (_, _, _) -> {});
        server.start();
    }

    @AfterAll
    void close() throws IOException {
        if (browser != null) { // skipped otherwise
            browser.close();
            server.close();
            review.close();
        }
    }

    @BeforeEach
    void visit() {
        browser.visitAfresh(address(), address() + "agreement");
        browser.await("the question who reviews", () -> browser.shows("#start"));
    }

    /// Holds after every test: nothing was asked of other hosts, and the console is clean.
    @AfterEach
    void pageKeepsToItsServer() {
        assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.startsWith(address()));
        assertThat(browser.severeMessages()).isEmpty();
    }

    private String address() {
        return "http://127.0.0.1:%d/".formatted(server.port());
    }

    private void key(CharSequence... keys) {
        browser.typeWhereFocusIs(keys);
    }

    private void begin(String name) {
        key(name, Keys.ENTER);
        browser.await("the first trajectory", () -> browser.shows(".message"));
    }

    private void awaitSaid(String words) {
        browser.await(words, () -> browser.texts("#said").contains(words));
    }

    private String where() {
        return browser.text("#where");
    }

    private Object pressed() {
        return browser.script(
                "return document.querySelector('.verdict[aria-pressed=true]')?.dataset.verdict ?? 'none'");
    }

    @Test
    void reviewerWorksByKeysAlone() throws IOException {
        begin("Keys alone");
        assertThat(where()).startsWith("1 of 6 · ");
        assertThat(browser.texts(".call-name")).containsExactly("find_book", "lend");
        assertThat(browser.texts(".result pre")).hasSize(2);
        assertThat(browser.texts(".state figcaption"))
                .containsExactly("Table copies · 1 row changed", "Table loans · 2 rows changed");
        assertThat(browser.texts(".change.update del")).containsExactly("was \"in\"", "was null");
        assertThat(browser.texts(".change.update ins"))
                .containsExactly("now \"lent\"", "now \"Ann\"");
        assertThat(browser.text("#findings")).startsWith("Hidden until you have given a verdict");

        key("a"); // accepted at once
        awaitSaid("Saved: accept.");
        assertThat(pressed()).isEqualTo("accept");
        assertThat(browser.text("#findings")).startsWith("Rules: ");

        key(Keys.ENTER); // the next one
        browser.await("the second", () -> where().startsWith("2 of 6"));
        key("r"); // rejected with a reason
        key("the day is ", Keys.ESCAPE);
        assertThat(browser.texts(".verdict.pending")).isEmpty(); // taken back
        key("r");
        key("the day is wrong", Keys.ENTER);
        awaitSaid("Saved: reject.");
        assertThat(pressed()).isEqualTo("reject");

        key(Keys.ARROW_LEFT);
        browser.await("the first again", () -> where().startsWith("1 of 6"));
        assertThat(pressed()).isEqualTo("accept");
        key(Keys.ARROW_RIGHT);
        browser.await("the second again", () -> where().startsWith("2 of 6"));
        assertThat(browser.script("return document.getElementById('reason').value"))
                .isEqualTo("the day is wrong");
        key("z"); // undone
        awaitSaid("Your last verdict is taken back.");
        assertThat(pressed()).isEqualTo("none");
        assertThat(browser.text("#findings")).startsWith("Hidden");
        key("u");
        key("who knows", Keys.ENTER);
        awaitSaid("Saved: unsure.");

        for (int left = TRAJECTORIES - 2; left > 0; left--) {
            int reviewed = TRAJECTORIES - left;
            key(Keys.ENTER);
            browser.await("another", () -> pressed().equals("none"));
            key("a");
            browser.await(
                    "it to be saved",
                    () -> browser.text("#progress").startsWith(reviewed + 1 + " reviewed by you"));
        }
        key(Keys.ENTER);
        browser.await("the end", () -> browser.shows(".end"));
        assertThat(browser.text(".end")).startsWith("Nothing left for you");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(review.accepted(ExportPolicy.ALL).write(out)).isGreaterThanOrEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"reviewer\":\"Keys alone\"");
    }

    @Test
    void messagesAreWalkedAndFindingsShownByKeys() {
        begin("Walker");
        key("j");
        assertThat(focused()).startsWith("System, message 1");
        key("j", "j");
        assertThat(focused()).startsWith("Assistant, message 3");
        key("k");
        assertThat(focused()).startsWith("User, message 2");
        key("s"); // shows what the rules said before the verdict
        browser.await("the findings", () -> browser.text("#findings").startsWith("Rules: "));
        key("a");
        awaitSaid("Saved: accept.");
        assertThat(browser.text("#reason-hint")).isEqualTo("given with the findings in view");
        key("?");
        assertThat(browser.shows("#help")).isTrue();
        key("a"); // a dialog takes the keys
        key(Keys.ESCAPE);
        browser.await("the dialog to close", () -> !browser.shows("#help"));
        browser.reload();
        browser.await("the same one", () -> browser.shows(".message"));
        assertThat(pressed()).isEqualTo("accept");
        assertThat(browser.text("#who-name")).isEqualTo("Walker"); // the browser keeps it
        browser.script("localStorage.setItem('baltoro.review.keys', 'off')");
        browser.reload();
        browser.await("the page", () -> browser.shows(".message"));
        key("r");
        assertThat(browser.texts(".verdict.pending")).isEmpty(); // single keys are off
    }

    private String focused() {
        return browser.script("return document.activeElement.getAttribute('aria-label') ?? ''")
                .toString();
    }

    @Test
    void agreementIsShownWithItsTables() throws IOException {
        for (int i = 0; i < TRAJECTORIES; i++) {
            String id = "t-%05d".formatted(i);
            review.judge("One", id, ReviewVerdict.ACCEPT, "");
            review.judge("Two", id, i < 4 ? ReviewVerdict.ACCEPT : ReviewVerdict.REJECT, "");
        }
        begin("Reader");
        key("o");
        browser.await("the tables", () -> browser.shows(".counts"));
        assertThat(browser.texts("h3")).contains("One · Two", Agreement.MAJORITY + " · rules");
        assertThat(browser.texts(".pair[aria-label='One and Two'] .counts td:not(.corner)"))
                .containsExactly("4", "2", "0", "0", "0", "0", "0", "0", "0");
        assertThat(browser.texts(".pair[aria-label='One and Two'] .kappa").getFirst())
                .startsWith("κ 0.00 [");
        assertThat(browser.texts(".strata tbody th")).hasSize(3);
        assertThat((List<?>) browser.script(FLAWS)).isEmpty();
        key(Keys.ESCAPE);
        browser.await("the review", () -> browser.shows(".message"));
    }

    @Test
    void pageHasTheMarkupThatOtherSensesNeedAndFitsAPhone() {
        begin("Narrow");
        assertThat((List<?>) browser.script(FLAWS)).isEmpty();
        browser.resize(360, 740);
        try {
            assertThat(browser.script("return document.documentElement.scrollWidth"))
                    .isEqualTo(360L);
            assertThat(browser.shows(".verdict.accept")).isTrue();
        } finally {
            browser.resizeBack();
        }
    }
}
