package dev.baltoro.agent.domain;

import dev.baltoro.io.Durable;
import dev.baltoro.io.StagedFolder;
import dev.baltoro.stats.ClusterAgreement;
import dev.baltoro.stats.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Domains as a folder, which appears when it is whole: `domains.json`, `servers.jsonl` if servers
/// were divided, `tools.jsonl`, and `map.svg`.
public final class ClassifiedFolder {
    private static final String DOMAINS = "domains.json";

    /// Members that `domains.json` names.
    private static final int NEAREST = 5;

    private ClassifiedFolder() {}

    /// Refuses a folder that holds something else.
    ///
    /// @throws IOException if there is something that no such folder has
    public static void check(Path folder) throws IOException {
        StagedFolder.check(folder, DOMAINS, "domains");
    }

    /// Writes one, in place of the one that may be there.
    public static void write(Path folder, Classified classified) throws IOException {
        check(folder);
        try (StagedFolder staged = StagedFolder.beside(folder)) {
            Path to = staged.folder();
            Durable.replace(to.resolve(DOMAINS), domains(classified).toPrettyString() + "\n");
            int subjects = classified.subjects().size();
            if (classified.subjects().getFirst().kind() == Subject.Kind.SERVER) {
                Durable.replaceLines(
                        to.resolve("servers.jsonl"),
                        IntStream.range(0, subjects).mapToObj(i -> server(classified, i)));
            }
            Durable.replaceLines(
                    to.resolve("tools.jsonl"),
                    IntStream.range(0, subjects).boxed().flatMap(i -> tools(classified, i)));
            Durable.replace(to.resolve("map.svg"), DomainMap.svg(classified));
            staged.publish();
        }
    }

    private static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    private static ObjectNode domains(Classified classified) {
        ObjectNode json =
                object().put("model", classified.model())
                        .put("seed", classified.seed())
                        .put("subjects", classified.subjects().size());
        for (int c = 0; c < classified.domains().size(); c++) {
            Domain domain = classified.domains().get(c);
            ObjectNode one = json.withArray("domains").addObject();
            one.put("domain", c + 1).put("name", domain.name());
            domain.terms().forEach(one.putArray("terms")::add);
            one.put("subjects", domain.members().size()).put("tools", domain.tools());
            domain.members().stream()
                    .limit(NEAREST)
                    .map(i -> classified.subjects().get(i).name())
                    .forEach(one.putArray("nearest")::add);
            if (!domain.labels().isEmpty()) {
                domain.labels().forEach(one.putObject("labels")::put);
            }
        }
        classified.agreement().ifPresent(found -> json.set("agreement", agreement(found)));
        return json;
    }

    private static ObjectNode agreement(LabelAgreement agreement) {
        ObjectNode json =
                object().put("labels", agreement.labels())
                        .put("labelled", agreement.labelled())
                        .put("seeds", agreement.domains().size());
        json.set("domains", figures(agreement.domains()));
        json.set("k-means on TF-IDF", figures(agreement.plain()));
        return json;
    }

    private static ObjectNode figures(List<ClusterAgreement> seeds) {
        ObjectNode json = object();
        json.set("nmi", figure(seeds, ClusterAgreement::nmi));
        json.set("purity", figure(seeds, ClusterAgreement::purity));
        json.set("ari", figure(seeds, ClusterAgreement::ari));
        return json;
    }

    private static ObjectNode figure(
            List<ClusterAgreement> seeds, ToDoubleFunction<ClusterAgreement> figure) {
        Spread spread = LabelAgreement.spread(seeds, figure);
        return object().put("mean", rounded(spread.mean()))
                .put("sd", rounded(spread.sd()))
                .put("min", rounded(spread.min()))
                .put("max", rounded(spread.max()));
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    private static ObjectNode place(ObjectNode line, Classified classified, Placement place) {
        return line.put("domain", place.domain() + 1)
                .put("domainName", classified.domains().get(place.domain()).name())
                .put("distance", rounded(place.distance()));
    }

    private static ObjectNode server(Classified classified, int i) {
        Subject subject = classified.subjects().get(i);
        ObjectNode line = object().put("server", subject.server()).put("source", subject.source());
        subject.label().ifPresent(label -> line.put("label", label));
        return place(
                line.put("tools", subject.tools().size()), classified, classified.places().get(i));
    }

    private static Stream<ObjectNode> tools(Classified classified, int i) {
        Subject subject = classified.subjects().get(i);
        boolean whole = subject.kind() == Subject.Kind.SERVER;
        return IntStream.range(0, subject.tools().size())
                .mapToObj(t -> {
                    ObjectNode line =
                            object().put("server", subject.server())
                                    .put("source", subject.source())
                                    .put("tool", subject.tools().get(t).name());
                    Placement own = classified.places().get(i);
                    place(line, classified, whole ? classified.tools().get(i).get(t) : own);
                    return whole ? line.put("serverDomain", own.domain() + 1) : line;
                });
    }
}
