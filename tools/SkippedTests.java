import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// Says at the end of `./mvnw verify` which tests were skipped and why, so that a green build on a
/// machine that lacks something is not taken for more than it is.
///
///     java tools/SkippedTests.java target/surefire-reports 2026-01-31T12:00:00Z
///
/// Reports from before the second argument, the build's start, are of earlier builds.
public final class SkippedTests {
    private static final int REASON_LETTERS_MAX = 160;

    private SkippedTests() {}

    public static void main(String[] args)
            throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilder xml = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
        Instant start = Instant.parse(args[1]);
        int all = 0;
        int skipped = 0;
        Map<String, Map<String, Integer>> reasons = new TreeMap<>();
        try (DirectoryStream<Path> reports =
                Files.newDirectoryStream(Path.of(args[0]), "TEST-*.xml")) {
            for (Path report : reports) {
                if (Files.getLastModifiedTime(report).toInstant().isBefore(start)) {
                    continue;
                }
                NodeList cases = xml.parse(report.toFile()).getElementsByTagName("testcase");
                all += cases.getLength();
                for (int i = 0; i < cases.getLength(); i++) {
                    Element test = (Element) cases.item(i);
                    NodeList marks = test.getElementsByTagName("skipped");
                    if (marks.getLength() > 0) {
                        skipped++;
                        String type = test.getAttribute("classname");
                        reasons.computeIfAbsent(
                                        reason((Element) marks.item(0)), any -> new TreeMap<>())
                                .merge(type.substring(type.lastIndexOf('.') + 1), 1, Integer::sum);
                    }
                }
            }
        }
        System.out.printf(
                "%nSkipped: %d of %d tests (%.1f %%)%n",
                skipped, all, 100.0 * skipped / Math.max(1, all));
        reasons.forEach((reason, tests) -> System.out.println("  " + reason + "\n    " + tests));
        System.out.println(
                "Not run by default: slow tests (./mvnw verify -DexcludedGroups=bench) and ./tools/other-processors.sh");
    }

    private static String reason(Element mark) {
        String message = mark.getAttribute("message");
        String text =
                message.isBlank()
                        ? mark.getTextContent().strip().lines().findFirst().orElse("")
                        : message;
        String said =
                text.strip()
                        .replaceAll("\\s+", " ")
                        .replaceFirst("^([a-z0-9]+[.])+[A-Za-z]+: ", "");
        said =
                said.replaceFirst(
                        "^(Assumption failed: |Assumption was not met(, because)?:? ?)", "");
        if (said.isEmpty()) {
            return "no reason given";
        }
        return said.length() <= REASON_LETTERS_MAX
                ? said
                : said.substring(0, REASON_LETTERS_MAX) + "…";
    }
}
