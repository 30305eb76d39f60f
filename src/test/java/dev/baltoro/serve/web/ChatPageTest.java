package dev.baltoro.serve.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.Halt;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.serve.Server;
import dev.baltoro.serve.http.ApiKeys;
import dev.baltoro.serve.http.ServerOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The chat page in a browser, in front of a real server over a tiny random model (seed 1).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatPageTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEY = "a key for this test";

    /// A random model writes long strings; these arguments are short whatever it writes.
    private static final String TOOLS =
            """
            [{"type": "function", "function": {"name": "set_light", "description": "Switches a light",
              "parameters": {"type": "object", "additionalProperties": false, "required": ["room", "on"],
                "properties": {"room": {"enum": ["kitchen", "hall"]}, "on": {"type": "boolean"}}}}}]
            """;

    private Browser browser;
    private TinyChat model;
    private Halt halt;
    private Server server;
    private Server lockedServer;
    private LightTools tools;
    private Server serverWithTools;

    @BeforeAll
    void open() {
        browser = Browser.open();
        model = new TinyChat(1);
        halt = new Halt(model.chat().engine());
        server = Server.open(ServerOptions.local(), model.chat());
        lockedServer =
                Server.open(ServerOptions.local().withKeys(ApiKeys.of(List.of(KEY))), model.chat());
        tools = new LightTools("look", "set_light", "paint", "break");
        serverWithTools = Server.open(ServerOptions.local(), model.chat(), tools);
    }

    @AfterAll
    void close() {
        if (browser != null) { // skipped otherwise
            browser.close();
            server.close();
            lockedServer.close();
            serverWithTools.close();
            model.close();
        }
    }

    @BeforeEach
    void visit() {
        halt.off(); // whatever became of the test before
        visitAfresh(address(server));
    }

    /// Holds after every test: nothing was asked of other hosts, and the console is clean.
    @AfterEach
    void pageKeepsToItsServer() {
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(url ->
                        Stream.of(server, lockedServer, serverWithTools)
                                .anyMatch(ours -> url.startsWith(address(ours))));
        assertThat(browser.severeMessages()).isEmpty();
    }

    private void visitAfresh(String address) {
        browser.visitAfresh(address);
        browser.await("model names", () -> !browser.text("#model").startsWith("connecting"));
    }

    private static String address(Server server) {
        return "http://127.0.0.1:%d/".formatted(server.port());
    }

    @Test
    void answerStreamsInWithItsCounts() {
        beginLongAnswer("Hello", Keys.SHIFT, Keys.ENTER, Keys.NULL, "there", Keys.ENTER);
        assertThat(browser.shows("#send")).isFalse(); // there are words, and it is not the end
        halt.off();
        awaitAnswer();
        assertThat(browser.texts(".user .text")).containsExactly("Hello\nthere");
        assertThat(browser.text(".figures"))
                .matches("\\d+ prompt.* · \\d+ tokens · first in .* · [\\d.]+ tok/s.*");
        assertThat(browser.text("#model")).isEqualTo(model.chat().modelName());
    }

    @Test
    void conversationSurvivesReloadingAndCanBeChanged() {
        limitAnswers(8);
        say("first");
        String answer = browser.texts(".assistant > .prose").getFirst();
        browser.reload();
        browser.await("the kept conversation", () -> browser.shows(".assistant"));
        assertThat(browser.texts(".assistant > .prose")).containsExactly(answer);

        browser.press("Regenerate");
        awaitAnswer();
        assertThat(browser.texts(".assistant > .prose")).containsExactly(answer); // the same seed

        browser.press("Edit");
        assertThat(browser.script("return document.getElementById('prompt').value"))
                .isEqualTo("first");
        browser.type("#prompt", " and second", Keys.ENTER);
        awaitAnswer();
        assertThat(browser.texts(".user .text")).containsExactly("first and second");
        assertThat(browser.texts(".assistant")).hasSize(1);

        browser.press("Clear");
        assertThat(browser.texts(".message")).isEmpty();
        assertThat(browser.script("return localStorage.getItem('baltoro.conversation')"))
                .isEqualTo("[]");
    }

    @Test
    void stoppingEndsTheAnswerHereAndInTheServer() {
        beginLongAnswer("Tell me all", Keys.ENTER);
        try {
            browser.type("#prompt", Keys.ESCAPE);
            awaitAnswer();
        } finally {
            halt.off();
        }
        assertThat(browser.text(".figures")).endsWith("stopped");
        browser.await("the server to end it", () -> server.running() == 0);
    }

    @Test
    void forcedCallIsShownAsCardAndItsResultGoesBack() {
        limitAnswers(200);
        browser.click("#settings-button");
        browser.paste("#tools", TOOLS);
        browser.paste("#tool-choice", "required");
        browser.type("[name=temperature]", "0");
        browser.script("document.getElementById('parallel').checked = false");
        say("Light, please");
        assertThat(browser.texts(".call-name")).containsExactly("set_light");
        assertThat(browser.texts(".call-id")).containsExactly("functions.set_light:0");
        JsonNode arguments = JSON.readTree(browser.texts(".arguments").getFirst());
        assertThat(arguments.get("room").asString()).isIn("kitchen", "hall");
        assertThat(arguments.get("on").isBoolean()).isTrue();

        browser.type("#prompt", "And now?", Keys.ENTER); // not before the result
        assertThat(browser.texts(".user .text")).containsExactly("Light, please");
        browser.paste("#tool-choice", "none");
        browser.type("[data-call]", "done", Keys.ENTER);
        awaitAnswer();
        assertThat(browser.texts(".result pre")).containsExactly("done");
        assertThat(browser.texts(".assistant")).hasSize(2);
        assertThat(browser.texts(".error")).isEmpty();
    }

    @Test
    void serversToolRunsOnceTheUserConsents() {
        visitAfresh(address(serverWithTools));
        limitAnswers(50);
        browser.script("document.querySelector('[name=temperature]').value = 0");
        browser.script("document.getElementById('parallel').checked = false");
        browser.await(
                "the tools", () -> browser.text("#declared").startsWith("4 tools of this server"));

        browser.paste("#tool-choice", "function:look"); // changes nothing: is not asked about
        say("Is there light?");
        browser.await("its result", () -> browser.texts(".result pre").contains("done: look"));
        browser.await("what the model says to it", () -> browser.texts(".assistant").size() == 2);
        awaitAnswer();

        browser.paste("#tool-choice", "function:set_light");
        say("Light, please");
        browser.await("the question", () -> browser.shows(".consent"));
        assertThat(tools.ran).containsExactly("look {\"room\":\"hall\"}");
        browser.type("#prompt", "And now?", Keys.ENTER); // not before the decision
        assertThat(browser.texts(".user .text")).hasSize(2);
        browser.reload(); // the question stays
        browser.await("the question", () -> browser.shows(".consent"));
        browser.await(
                "the tools", () -> browser.text("#declared").startsWith("4 tools of this server"));
        browser.type(".consent", Keys.TAB);
        browser.typeWhereFocusIs(Keys.ENTER);
        browser.await("its result", () -> browser.texts(".result pre").contains("done: set_light"));
        awaitAnswer();

        browser.paste("#tool-choice", "function:break");
        say("Break it");
        browser.await("why it failed", () -> browser.shows(".failed pre"));
        assertThat(browser.text(".failed pre"))
                .isEqualTo("tool break: the server ended with status 7");
        awaitAnswer();

        browser.paste("#tool-choice", "function:paint");
        say("Paint it");
        browser.await("the question", () -> browser.shows(".consent"));
        browser.press("Refuse");
        browser.await(
                "the refusal", () -> browser.texts(".outcome").toString().contains("refused"));
        awaitAnswer();
        assertThat(tools.ran)
                .containsExactly(
                        "look {\"room\":\"hall\"}",
                        "set_light {\"room\":\"hall\"}",
                        "break {\"room\":\"hall\"}");
        assertThat(browser.texts(".error")).isEmpty();
    }

    @Test
    void wrongDeclarationsAreNamedBesideTheirBox() {
        browser.click("#settings-button");
        Map.of(
                        "[{\"name\": }]", "Not JSON: ",
                        "[{\"type\": \"function\"}]", "Tool 1: “function.name” is missing.",
                        "[{\"name\": \"a b\"}]", "Tool 1: the name “a b” must be",
                        "[{\"name\": \"a\"}, {\"name\": \"a\"}]", "Two tools are named “a”",
                        "[{\"name\": \"a\", \"parameters\": []}]",
                                "Tool 1 (a): “parameters” must be a JSON schema object")
                .forEach((pasted, problem) -> {
                    browser.paste("#tools", pasted);
                    assertThat(browser.text("#tools-problem")).startsWith(problem);
                });
        browser.type("#prompt", "Hello", Keys.ENTER); // is not sent
        assertThat(browser.texts(".message")).isEmpty();
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("tools");
        browser.paste("#tools", TOOLS);
        assertThat(browser.shows("#tools-problem")).isFalse();
        assertThat(browser.text("#tools-summary")).isEqualTo("Declared: set_light");
    }

    @Test
    void serverThatWantsKeyIsGivenOne() {
        visitAfresh(address(lockedServer));
        assertThat(browser.shows("#key-form")).isTrue();
        browser.type("#key", "wrong", Keys.ENTER);
        browser.await("the refusal", () -> browser.text("#key-title").contains("did not accept"));
        browser.type("#key", KEY, Keys.ENTER);
        browser.await("the model", () -> browser.text("#model").equals(model.chat().modelName()));
        assertThat(browser.shows("#key-form")).isFalse();

        browser.script("sessionStorage.clear()");
        limitAnswers(8);
        browser.type("#prompt", "Hello", Keys.ENTER);
        browser.await("the question for a key", () -> browser.shows("#key-form"));
        browser.type("#key", KEY, Keys.ENTER);
        awaitAnswer();
        assertThat(browser.texts(".message")).hasSize(2);
        assertThat(browser.script("return Object.values(localStorage).join()").toString())
                .doesNotContain(KEY);
        assertThat(browser.severeMessages()).isNotEmpty().allMatch(line -> line.contains("401"));
    }

    @Test
    void refusalIsReadableAndCanBeTriedAgain() {
        limitAnswers(8);
        browser.paste("#system", "word ".repeat(5000)); // longer than the context
        browser.type("#prompt", "Hello", Keys.ENTER);
        browser.await("the error", () -> browser.shows(".error"));
        assertThat(browser.texts(".error p")).first().asString().contains("context");
        browser.paste("#system", "");
        browser.press("Try again");
        awaitAnswer();
        assertThat(browser.texts(".error")).isEmpty();
        assertThat(browser.texts(".message")).hasSize(2);
        assertThat(browser.severeMessages()).hasSize(1).allMatch(line -> line.contains("400"));
    }

    @Test
    void nothingIsWiderThanPhone() {
        browser.resize(360, 740);
        try {
            limitAnswers(60);
            say("x".repeat(300));
            assertNoOverflow();
            browser.click("#settings-button");
            browser.await("the settings", () -> browser.shows("#settings"));
            assertNoOverflow();
            assertThat(browser.script("return document.getElementById('page').inert"))
                    .isEqualTo(true);
            browser.type("#system", Keys.ESCAPE);
            assertThat(browser.shows("#settings")).isFalse();
        } finally {
            browser.resizeBack();
        }
    }

    private void assertNoOverflow() {
        assertThat(
                        browser.script(
                                """
                                return [...document.querySelectorAll('html, .scroll, .settings, .dock')]
                                    .filter((e) => e.scrollWidth > Math.max(e.clientWidth, 0) || e.scrollWidth > innerWidth)
                                    .map((e) => `${e.tagName}.${e.className} ${e.scrollWidth} > ${e.clientWidth}`)
                                """))
                .isEqualTo(List.of());
    }

    @Test
    void textOfModelIsNeverMarkup() {
        assertThat(
                        browser.asyncScript(
                                """
                                const done = arguments[0];
                                import('/web/prose.js').then(({ Prose }) => {
                                  const prose = new Prose();
                                  const text = '<b>x</b> `<i>` \\n```html\\n<img src=x onerror=alert(1)>\\n```\\nend';
                                  for (let i = 0; i <= text.length; i++) prose.show(text.slice(0, i));
                                  done([prose.element.querySelectorAll('b, i, img').length,
                                      prose.element.querySelector('pre').textContent,
                                      prose.element.querySelector('.text code').textContent,
                                      prose.element.children.length]);
                                }, (error) => done(String(error)));
                                """))
                .isEqualTo(List.of(0L, "<img src=x onerror=alert(1)>", "<i>", 3L));
    }

    @Test
    void eventParserSurvivesAnyCut() {
        assertThat(
                        browser.asyncScript(
                                """
                                const done = arguments[0];
                                import('/web/sse.js').then(({ EventParser }) => {
                                  const text = '\\ufeff: a comment\\r\\ndata: caf\\u00e9 \\u6c37\\u6cb3 \\ud83c\\udfd4\\r\\n\\r\\n'
                                      + 'data:a\\ndata: b\\n\\nid: 3\\nevent: x\\n\\ndata\\n\\ndata: z\\r\\rdata: [DONE]\\n\\n';
                                  const expected = JSON.stringify(['caf\\u00e9 \\u6c37\\u6cb3 \\ud83c\\udfd4', 'a\\nb', '', 'z', '[DONE]']);
                                  const bytes = new TextEncoder().encode(text);
                                  const wrong = [];
                                  const check = (cuts) => {
                                    const parser = new EventParser();
                                    const got = [];
                                    let start = 0;
                                    for (const cut of [...cuts, bytes.length]) {
                                      got.push(...parser.feed(bytes.slice(start, cut)));
                                      start = cut;
                                    }
                                    if (JSON.stringify(got) !== expected || parser.unfinished) wrong.push([cuts, got]);
                                  };
                                  check(bytes.keys()); // byte by byte
                                  for (let a = 0; a < bytes.length; a++) for (let b = a; b < bytes.length; b++) check([a, b]);
                                  const cutOff = new EventParser();
                                  cutOff.feed(bytes.slice(0, -1));
                                  done([wrong.slice(0, 3), cutOff.unfinished]);
                                }, (error) => done(String(error)));
                                """))
                .isEqualTo(List.of(List.of(), true));
    }

    private void limitAnswers(int tokens) {
        browser.script("document.querySelector('[name=max_tokens]').value = arguments[0]", tokens);
        browser.script("document.querySelector('[name=seed]').value = 1");
        browser.script(
                "document.getElementById('settings-form').dispatchEvent(new Event('change'))");
    }

    /// Asks for thousands of tokens that the grammar insists on, since a random model may end any
    /// other answer, and pauses the engine behind the first words.
    private void beginLongAnswer(CharSequence... keys) {
        String properties =
                IntStream.range(0, 300)
                        .mapToObj("\"property_%d\": {\"type\": \"boolean\"}"::formatted)
                        .collect(Collectors.joining(", "));
        String names =
                IntStream.range(0, 300)
                        .mapToObj("\"property_%d\""::formatted)
                        .collect(Collectors.joining(", "));
        browser.paste("#format", "json_schema");
        browser.paste(
                "#schema",
                "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {%s}, \"required\": [%s]}"
                        .formatted(properties, names));
        halt.on();
        browser.type("#prompt", keys);
        browser.await(
                "the first words",
                () -> {
                    halt.blink();
                    return browser.texts(".assistant > .prose").stream()
                            .anyMatch(said -> !said.isEmpty());
                });
    }

    private void say(String text) {
        browser.type("#prompt", text, Keys.ENTER);
        awaitAnswer();
    }

    private void awaitAnswer() {
        browser.await(
                "the whole answer",
                () -> browser.shows("#send") && browser.shows(".message.assistant"));
    }
}
