import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Holds NOTICE to what the product brings along: every artefact, with a licence that lets it be.
///
///     java tools/Notice.java target/licences/THIRD-PARTY.txt NOTICE            fails where they differ (part of verify)
///     java tools/Notice.java target/licences/THIRD-PARTY.txt NOTICE --write    writes the list anew
public final class Notice {
    private static final String BEGIN = "Libraries from Maven Central:";

    /// ` (LICENCE) (OR LICENCE) Name (group:artifact:version - address)`
    private static final Pattern LINE =
            Pattern.compile(
                    "^ +((?:\\([^()]*(?:\\([^()]*\\)[^()]*)*\\) )+).*\\(([^:()]+):([^:()]+):[^()]* - [^()]*\\)$");

    private static final Pattern LICENCE =
            Pattern.compile("\\(([^()]*(?:\\([^()]*\\)[^()]*)*)\\) ");

    /// What projects call their licences, in SPDX's words. A licence that is not named here is not
    /// accepted.
    private static final List<Map.Entry<String, String>> KNOWN =
            List.of(
                    Map.entry(
                            "(The )?Apache( Software)?( License)?[-, ]*([Vv]ersion )?2\\.0",
                            "Apache-2.0"),
                    Map.entry("BSD[- ]2-Clause( License)?", "BSD-2-Clause"),
                    Map.entry("(The )?BSD License", "BSD"),
                    Map.entry("BSD[- ]3-Clause( License)?", "BSD-3-Clause"),
                    Map.entry("Go License", "BSD-3-Clause"),
                    Map.entry("MIT( License)?", "MIT"),
                    Map.entry("EPL[- ]2\\.0", "EPL-2.0"),
                    Map.entry("Public Domain, per Creative Commons CC0", "CC0-1.0"));

    /// Offered beside one of the above, and not taken.
    private static final Set<String> NOT_TAKEN =
            Set.of(
                    "LGPL 2.1",
                    "MPL 1.1",
                    "GPL2 w/ CPE",
                    "GPLv2 with Classpath exception",
                    "GNU General Public License (GPL) version 2, or any later version");

    private Notice() {}

    public static void main(String[] args) throws IOException {
        Path notice = Path.of(args[1]);
        List<String> expected = list(Files.readAllLines(Path.of(args[0])));
        List<String> lines = Files.readAllLines(notice);
        int begin = lines.indexOf(BEGIN) + 1;
        if (begin == 0) {
            fail(notice + " has no line \"" + BEGIN + "\"");
        }
        if (args.length > 2 && args[2].equals("--write")) {
            List<String> written = new ArrayList<>(lines.subList(0, begin));
            written.addAll(expected);
            Files.write(notice, written);
            return;
        }
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(lines);
        Set<String> surplus = new TreeSet<>(lines.subList(begin, lines.size()));
        surplus.removeAll(expected);
        if (!missing.isEmpty() || !surplus.isEmpty()) {
            fail(
                    "%s is not what the product brings along; missing: %s; no longer there: %s; write it anew: java tools/Notice.java %s %s --write"
                            .formatted(notice, missing, surplus, args[0], args[1]));
        }
    }

    private static List<String> list(List<String> thirdParty) {
        Map<String, String> licences = new TreeMap<>();
        for (String line : thirdParty) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                licences.put(matcher.group(2) + ":" + matcher.group(3), licence(matcher));
            } else if (line.startsWith("     ")) {
                fail("cannot read: " + line);
            }
        }
        List<String> lines = new ArrayList<>();
        licences.forEach(
                (artefact, licence) -> lines.add("  %-64s %s".formatted(artefact, licence)));
        return lines;
    }

    private static String licence(Matcher artefact) {
        Set<String> taken = new TreeSet<>();
        Matcher each = LICENCE.matcher(artefact.group(1));
        while (each.find()) {
            String said = each.group(1).strip();
            if (NOT_TAKEN.contains(said)) {
                continue;
            }
            taken.add(
                    KNOWN.stream()
                            .filter(known -> said.matches(known.getKey()))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse("?" + said));
        }
        if (taken.isEmpty() || taken.stream().anyMatch(name -> name.startsWith("?"))) {
            fail(
                    "%s:%s has the licence %s, which tools/Notice.java does not know: decide whether the product may bring it along"
                            .formatted(
                                    artefact.group(2),
                                    artefact.group(3),
                                    artefact.group(1).strip()));
        }
        return String.join(" or ", taken);
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
