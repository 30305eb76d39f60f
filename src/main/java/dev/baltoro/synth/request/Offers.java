package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What can be wished for from a list of tools.
final class Offers {
    private final List<ToolShape> tools;
    private final Map<String, List<Offer>> byTool;
    private final List<Offer> chained;

    private Offers(List<ToolShape> tools, Map<String, List<Offer>> byTool, List<Offer> chained) {
        this.tools = List.copyOf(tools);
        this.byTool = byTool;
        this.chained = List.copyOf(chained);
    }

    /// {@return the families of the phrasebook that the tools fulfil; a tool of which it knows
    /// nothing has one of its own, from its declaration}
    static Offers of(Phrasebook book, List<ToolDeclaration> declarations) {
        List<ToolShape> tools = declarations.stream().map(ToolShape::of).toList();
        Map<String, List<Offer>> byTool = new LinkedHashMap<>();
        List<Offer> chained = new ArrayList<>();
        for (Family family : book.families()) {
            if (family.needsResults()) {
                tools.stream()
                        .filter(tool -> !tool.deprecated())
                        .map(tool -> Offer.of(family, tool, tools))
                        .flatMap(Optional::stream)
                        .forEach(chained::add);
                continue;
            }
            List<Offer> offers =
                    tools.stream()
                            .map(tool -> Offer.of(family, tool, tools))
                            .flatMap(Optional::stream)
                            .toList();
            List<ToolShape> old =
                    offers.stream().map(Offer::tool).filter(ToolShape::deprecated).toList();
            boolean allOld = old.size() == offers.size();
            offers.stream()
                    .filter(offer -> allOld || !offer.tool().deprecated())
                    .map(offer -> allOld ? offer : offer.withTwins(old))
                    .forEach(offer ->
                            byTool.computeIfAbsent(offer.tool().name(), name -> new ArrayList<>())
                                    .add(offer));
        }
        for (ToolShape tool : tools) {
            boolean replaced =
                    byTool.values().stream()
                            .flatMap(List::stream)
                            .anyMatch(offer -> offer.twins().contains(tool));
            if (!byTool.containsKey(tool.name()) && !replaced) {
                List<Offer> own =
                        DeclaredFamily.of(tool).stream()
                                .map(family -> Offer.of(family, tool, tools))
                                .flatMap(Optional::stream)
                                .toList();
                if (!own.isEmpty()) {
                    byTool.put(tool.name(), own);
                }
            }
        }
        return new Offers(tools, byTool, chained);
    }

    List<String> toolNames() {
        return tools.stream().map(ToolShape::name).toList();
    }

    List<Offer> all() {
        return byTool.values().stream().flatMap(List::stream).toList();
    }

    boolean isEmpty() {
        return byTool.isEmpty();
    }

    /// {@return whether a wish names one of these slots}
    boolean speakOf(Predicate<String> slots) {
        return all().stream()
                .flatMap(offer -> offer.family().says().all().stream())
                .flatMap(sentence -> sentence.pattern().holes().stream())
                .anyMatch(hole -> slots.test(hole.slot()));
    }

    /// {@return whether there are wishes of which a call goes on with what an earlier one gave
    /// back}
    boolean haveChained() {
        return !chained.isEmpty();
    }

    /// {@return wishes of which a call goes on with what an earlier one gave back, by their
    /// weights}
    Optional<Offer> pickChained(Draws draw, Predicate<Offer> fits) {
        List<Offer> fit = chained.stream().filter(fits).toList();
        return fit.isEmpty() ? Optional.empty() : Optional.of(weighted(draw, fit));
    }

    /// {@return a wish of a tool; tools of which more can be wished come more often, but less than
    /// in proportion}
    Optional<Offer> pick(Draws draw, Predicate<Offer> fits) {
        List<List<Offer>> lists = new ArrayList<>();
        for (List<Offer> offers : byTool.values()) {
            List<Offer> fit = offers.stream().filter(fits).toList();
            if (!fit.isEmpty()) {
                lists.add(fit);
            }
        }
        if (lists.isEmpty()) {
            return Optional.empty();
        }
        double[] weights = lists.stream().mapToDouble(list -> Math.sqrt(weight(list))).toArray();
        return Optional.of(weighted(draw, lists.get(draw.weighted(weights))));
    }

    private static Offer weighted(Draws draw, List<Offer> offers) {
        return offers.get(
                draw.weighted(
                        offers.stream().mapToDouble(offer -> offer.family().weight()).toArray()));
    }

    private static double weight(List<Offer> offers) {
        return offers.stream().collect(Collectors.summingDouble(offer -> offer.family().weight()));
    }
}
