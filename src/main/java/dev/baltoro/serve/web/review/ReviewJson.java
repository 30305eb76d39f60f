package dev.baltoro.serve.web.review;

import dev.baltoro.stats.Kappa;
import dev.baltoro.stats.Wilson;
import dev.baltoro.synth.review.Agreement;
import dev.baltoro.synth.review.Agreement.Comparison;
import dev.baltoro.synth.review.GivenVerdict;
import dev.baltoro.synth.review.Progress;
import dev.baltoro.synth.review.ReviewItem;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How the review's pages are told what there is.
final class ReviewJson {
    private ReviewJson() {}

    static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    private static JsonNode nothing() {
        return JsonMapper.shared().nullNode();
    }

    static ObjectNode progress(Progress progress) {
        return object().put("sample", progress.sample())
                .put("shared", progress.shared())
                .put("reviewed", progress.reviewed())
                .put("mine", progress.mine())
                .put("open", progress.open());
    }

    /// {@return null if there is none}
    static JsonNode item(Optional<ReviewItem> item) {
        return item.<JsonNode>map(ReviewJson::item).orElseGet(ReviewJson::nothing);
    }

    private static ObjectNode item(ReviewItem item) {
        ObjectNode node = object();
        node.put("position", item.position())
                .put("id", item.id())
                .put("stratum", item.stratum())
                .put("shared", item.shared())
                .set("trajectory", item.trajectory());
        node.set(
                "own",
                item.own().<JsonNode>map(ReviewJson::verdict).orElseGet(ReviewJson::nothing));
        node.set(
                "findings",
                item.findings().<JsonNode>map(ReviewJson::findings).orElseGet(ReviewJson::nothing));
        return node;
    }

    private static ObjectNode findings(ReviewItem.Findings findings) {
        ObjectNode node = object();
        node.set("rules", findings.rules());
        node.set("judge", orNull(findings.judge()));
        node.set("provenance", orNull(findings.provenance()));
        ArrayNode others = node.putArray("others");
        findings.others().forEach(other -> others.add(verdict(other)));
        return node;
    }

    private static JsonNode orNull(JsonNode node) {
        return node.isMissingNode() ? nothing() : node;
    }

    private static ObjectNode verdict(GivenVerdict given) {
        return object().put("reviewer", given.reviewer())
                .put("verdict", given.verdict().word())
                .put("reason", given.reason())
                .put("blind", given.blind())
                .put("at", given.at().toString());
    }

    static ObjectNode agreement(Agreement agreement) {
        ObjectNode node = object().put("led", agreement.led());
        node.set("between", comparisons(agreement.between()));
        node.set("judge", comparisons(agreement.withJudge()));
        node.set("rules", comparisons(agreement.withRules()));
        node.set("judge_rules", comparison(agreement.judgeWithRules()));
        ArrayNode strata = node.putArray("strata");
        for (Agreement.Stratum stratum : agreement.strata()) {
            ObjectNode one = strata.addObject();
            one.put("name", stratum.name())
                    .put("size", stratum.size())
                    .set("rules", share(stratum.rules()));
            one.set(
                    "judge",
                    stratum.judge()
                            .<JsonNode>map(ReviewJson::share)
                            .orElseGet(ReviewJson::nothing));
            one.set(
                    "reviewers",
                    stratum.reviewers()
                            .<JsonNode>map(ReviewJson::share)
                            .orElseGet(ReviewJson::nothing));
        }
        return node;
    }

    private static ArrayNode comparisons(List<Comparison> all) {
        ArrayNode nodes = JsonMapper.shared().createArrayNode();
        all.forEach(one -> nodes.add(comparison(one)));
        return nodes;
    }

    private static ObjectNode comparison(Comparison comparison) {
        ObjectNode node = object();
        node.put("first", comparison.first())
                .put("second", comparison.second())
                .put("pairs", comparison.pairs());
        comparison.rowWords().forEach(node.putArray("rows")::add);
        comparison.columnWords().forEach(node.putArray("columns")::add);
        ArrayNode counts = node.putArray("counts");
        for (long[] row : comparison.counts()) {
            ArrayNode line = counts.addArray();
            for (long count : row) {
                line.add(count);
            }
        }
        node.set(
                "kappa",
                comparison.kappa().<JsonNode>map(ReviewJson::kappa).orElseGet(ReviewJson::nothing));
        return node;
    }

    private static ObjectNode kappa(Kappa kappa) {
        return object().put("pairs", kappa.pairs())
                .put("observed", kappa.observed())
                .put("expected", kappa.expected())
                .put("value", kappa.value())
                .put("low", kappa.low())
                .put("high", kappa.high());
    }

    private static ObjectNode share(Wilson share) {
        return object().put("accepted", share.successes())
                .put("of", share.trials())
                .put("low", share.low())
                .put("high", share.high());
    }
}
