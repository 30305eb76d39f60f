package dev.baltoro.serve.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A headless Chromium with one page open.
final class Browser implements AutoCloseable {
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(30);
    private static final JsonMapper JSON = new JsonMapper();

    /// Warns that it knows no wrapper of this Chromium's debugging protocol, which is not used
    /// here.
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /// {@return a browser; where the machine has none, the test is skipped}
    static Browser open() {
        Optional<Path> browser = onPath("chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = onPath("chromedriver");
        if (browser.isEmpty() || driver.isEmpty()) {
            String reason =
                    "the pages are not tested: no %s on the PATH; install chromium and chromium-driver"
                            .formatted(browser.isEmpty() ? "chromium" : "chromedriver");
            System.err.println(reason);
            Assumptions.abort(reason);
        }
        SELENIUM.setLevel(Level.SEVERE);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options =
                new ChromeOptions()
                        .setBinary(browser.orElseThrow().toFile())
                        .addArguments(
                                "--headless=new",
                                "--no-sandbox", // Chromium's own does not start for root
                                "--disable-gpu",
                                "--disable-dev-shm-usage", // small in containers
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--no-first-run",
                                "--window-size=1280,800");
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.orElseThrow().toFile())
                        .usingAnyFreePort()
                        .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Optional<Path> onPath(String... names) {
        List<Path> folders =
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                        .map(Path::of)
                        .toList();
        return Arrays.stream(names)
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Opens a page with nothing kept from earlier ones.
    void visitAfresh(String address) {
        visitAfresh(address, address);
    }

    /// Opens a page with nothing kept from earlier ones.
    ///
    /// @param other a page of the same server that keeps nothing itself, on which to forget
    void visitAfresh(String address, String other) {
        driver.get(other);
        script("localStorage.clear(); sessionStorage.clear();");
        severeMessages();
        requests();
        driver.get(address);
    }

    void reload() {
        driver.navigate().refresh();
    }

    /// Makes the page as wide and high as a device's, in CSS pixels.
    void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", true));
    }

    void resizeBack() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    void click(String selector) {
        find(selector).click();
    }

    /// {@return the page as it is seen}
    byte[] picture() {
        return driver.getScreenshotAs(org.openqa.selenium.OutputType.BYTES);
    }

    /// Clicks the last button of that label.
    void press(String label) {
        driver.findElements(By.tagName("button")).stream()
                .filter(button -> button.isDisplayed() && button.getText().equals(label))
                .reduce((_, last) -> last)
                .orElseThrow(() -> new AssertionError("no button " + label))
                .click();
    }

    void type(String selector, CharSequence... keys) {
        find(selector).sendKeys(keys);
    }

    /// Types into whatever has the focus.
    void typeWhereFocusIs(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /// Puts text into a field at once, as pasting does.
    void paste(String selector, String text) {
        script(
                """
                arguments[0].value = arguments[1];
                for (const name of ['input', 'change']) arguments[0].dispatchEvent(new Event(name, { bubbles: true }));
                """,
                find(selector),
                text);
    }

    String text(String selector) {
        return find(selector).getText();
    }

    /// {@return the text of all elements, as it is in the document}
    List<String> texts(String selector) {
        Object texts = // in one step, since the page may be built anew between two
                script(
                        "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)",
                        selector);
        return ((List<?>) texts).stream().map(String::valueOf).toList();
    }

    boolean shows(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .anyMatch(WebElement::isDisplayed);
    }

    /// {@return what a script gives, an empty text if that is nothing}
    Object script(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    /// {@return what a script gives to its last argument, a function}
    Object asyncScript(String script) {
        return Objects.requireNonNullElse(driver.executeAsyncScript(script), "");
    }

    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + WAIT_MAX.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "waited for %s; the page shows:%n%s".formatted(what, text("body")));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException e) {
            return false; // it was built anew just now
        }
    }

    /// {@return errors on the console since the last call}
    List<String> severeMessages() {
        return log(LogType.BROWSER)
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /// {@return the addresses of all requests since the last call}
    List<String> requests() {
        return log(LogType.PERFORMANCE)
                .map(entry -> JSON.readTree(entry.getMessage()).path("message"))
                .filter(event ->
                        event.path("method").asString().equals("Network.requestWillBeSent"))
                .map(event -> event.path("params").path("request").path("url"))
                .map(JsonNode::asString)
                .toList();
    }

    private Stream<LogEntry> log(String type) {
        return StreamSupport.stream(driver.manage().logs().get(type).spliterator(), false);
    }

    private WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
