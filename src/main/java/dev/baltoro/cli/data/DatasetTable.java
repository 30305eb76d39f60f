package dev.baltoro.cli.data;

import dev.baltoro.data.shard.DatasetManifest;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The counts of a dataset as a table for reading.
record DatasetTable(DatasetManifest manifest) {
    private static final String ROW = "%-16s %-9s %12s %14s %14s %7s%n";

    void print(PrintWriter out) {
        out.printf(ROW, "domain", "split", "documents", "tokens", "bytes", "shards");
        manifest.domains()
                .forEach((name, domain) -> {
                    row(out, name, "train", domain.train());
                    row(out, name, "held_out", domain.heldOut());
                });
        manifest.domains()
                .forEach((name, domain) -> {
                    if (domain.duplicates() > 0) {
                        out.printf(
                                Locale.ROOT,
                                "%s: %,d duplicates %s%n",
                                name,
                                domain.duplicates(),
                                domain.duplicatesDropped() ? "dropped" : "kept");
                    }
                    if (domain.heldOut().documents() == 0 && manifest.heldOutFraction() > 0) {
                        out.printf("%s: nothing is held out, the share is too small%n", name);
                    }
                    if (!domain.quarantined().isEmpty()) {
                        out.printf("%s: quarantined %s%n", name, counts(domain));
                    }
                });
    }

    private static void row(
            PrintWriter out, String domain, String split, DatasetManifest.Split counts) {
        out.printf(
                Locale.ROOT,
                ROW,
                domain,
                split,
                "%,d".formatted(counts.documents()),
                "%,d".formatted(counts.tokens()),
                "%,d".formatted(counts.bytes()),
                counts.shards().size());
    }

    private static String counts(DatasetManifest.Domain domain) {
        return domain.quarantined().entrySet().stream()
                .map((Map.Entry<String, Long> entry) -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
