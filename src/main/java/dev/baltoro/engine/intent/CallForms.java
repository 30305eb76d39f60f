package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Which calls values make: forms that were met with such values in such an order.
final class CallForms {
    /// Forms that are kept for the same values, the most frequent ones.
    static final int MOST = 48;

    /// Calls that the same values may make, at most.
    private static final int FORMS = 3;

    /// How much likelier it is that words which are a part of a known name mean it.
    private static final double KNOWN_LOG = 3;

    /// How likely it is that an argument which is mostly said has a value that nothing speaks of.
    private static final double UNSAID_LOG = -3;

    private static final Pattern WORD = Pattern.compile("\\p{L}{3,}");

    /// How likely it is that calls which were never met together are.
    private static final double COMPOSED_LOG = -3;

    /// A form and how many requests had it.
    record Counted(CallForm form, int count) {}

    /// Calls and how likely they are, given the values.
    record Made(List<ToolCall> calls, double log) {}

    private record Formed(CallForm form, double log) {}

    /// A form with its values.
    private record Filled(Formed formed, List<ToolCall> calls) {
        Made made() {
            return new Made(calls, formed.log);
        }
    }

    private final Map<String, List<String>> labels;
    private final Map<String, List<Counted>> forms;
    private final FixedValues fixed;
    private final WordMeanings lexicon;
    private final Set<String> named;
    private final Set<String> said;
    private final Set<String> gathering;

    /// @param labels of a class: arguments that its values may be of
    /// @param forms of a class and the labels of values in the order of the text ([#key])
    /// @param fixed which values no words say
    /// @param lexicon what words mean that say a value otherwise
    CallForms(
            Map<String, List<String>> labels,
            Map<String, List<Counted>> forms,
            FixedValues fixed,
            WordMeanings lexicon) {
        this.labels = Map.copyOf(labels);
        this.forms = Map.copyOf(forms);
        this.fixed = fixed;
        this.lexicon = lexicon;
        this.named = named(forms);
        this.said = labels.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        this.gathering = gathering(forms);
    }

    Map<String, List<String>> labels() {
        return labels;
    }

    Map<String, List<Counted>> forms() {
        return forms;
    }

    FixedValues fixed() {
        return fixed;
    }

    WordMeanings lexicon() {
        return lexicon;
    }

    /// {@return labels of values that may be said by a part of a known name}
    private static Set<String> named(Map<String, List<Counted>> forms) {
        Set<String> named = new TreeSet<>();
        forms.forEach((key, counted) -> {
            List<String> order = List.of(key.split("\n")).subList(1, key.split("\n").length);
            counted.forEach(each ->
                    each.form
                            .slots(ValueForm.Plain.KNOWN)
                            .forEach(span -> named.add(order.get(span))));
        });
        return Set.copyOf(named);
    }

    /// {@return tools whose calls take lists alone, of which a request had several items, and never
    /// several calls}
    private static Set<String> gathering(Map<String, List<Counted>> forms) {
        Set<String> gathering = new TreeSet<>();
        Set<String> repeated = new TreeSet<>();
        forms.values().stream()
                .flatMap(List::stream)
                .forEach(each -> {
                    Set<String> tools = new TreeSet<>();
                    for (CallForm.Call call : each.form.calls()) {
                        if (!tools.add(call.tool())) {
                            repeated.add(call.tool());
                        }
                        if (call.items() > 1) {
                            gathering.add(call.tool());
                        }
                    }
                });
        gathering.removeAll(repeated);
        return Set.copyOf(gathering);
    }

    static String key(String name, List<String> labels) {
        return name + "\n" + String.join("\n", labels);
    }

    /// {@return the arguments that a class's values may be of}
    List<String> labels(String name) {
        Set<String> all = new TreeSet<>(labels.getOrDefault(name, List.of()));
        for (String tool : tools(name)) {
            all.addAll(labels.getOrDefault(tool, List.of()));
        }
        return List.copyOf(all);
    }

    /// {@return the calls that values make, the likeliest first; empty if nothing like it was met}
    ///
    /// @param name of the class
    /// @param features of the request
    List<Made> of(String name, SlotSpans slots, ReadText read, List<Features.Group> features) {
        List<Filled> met = likeliest(name, slots, read, features, FORMS);
        return (met.isEmpty() ? composed(name, slots, read, features).stream() : met.stream())
                .map(Filled::made)
                .toList();
    }

    private static List<String> tools(String name) {
        return List.of(name.split("\\+"));
    }

    /// {@return the likeliest forms that were met with these labels in this order, of those that
    /// the words can fill, best first}
    private List<Filled> likeliest(
            String name, SlotSpans slots, ReadText read, List<Features.Group> features, int most) {
        List<Counted> few = forms.getOrDefault(key(name, slots.labels()), List.of());
        if (few.isEmpty()) {
            return List.of();
        }
        float[] logs =
                fixed.logProbabilities(
                        features,
                        few.stream().map(each -> FixedValues.of(each.form)).toList(),
                        few.stream().mapToInt(Counted::count).toArray());
        List<Formed> all = new ArrayList<>();
        for (int i = 0; i < logs.length; i++) {
            CallForm form = few.get(i).form.withKnown(slots, read, named);
            double log =
                    logs[i]
                            + KNOWN_LOG * form.slots(ValueForm.Plain.KNOWN).size()
                            + UNSAID_LOG * unsaid(form, read);
            all.add(new Formed(form, log));
        }
        all.sort(Comparator.comparingDouble((Formed each) -> -each.log));
        return all.stream()
                .flatMap(each -> filled(each, slots, read).stream())
                .limit(most)
                .toList();
    }

    /// {@return how many values nothing in the request speaks of, of arguments that are said
    /// elsewhere}
    private long unsaid(CallForm form, ReadText read) {
        String request = read.text().substring(read.request()).toLowerCase(Locale.ROOT);
        return form.fixed().stream()
                .filter(fixed -> fixed.value().isString() && said.contains(fixed.path()))
                .filter(fixed -> !fixed.value().asString().contains(Awaited.MARK))
                .filter(fixed ->
                        WORD.matcher(fixed.value().asString().toLowerCase(Locale.ROOT))
                                .results()
                                .noneMatch(word -> request.contains(word.group())))
                .count();
    }

    /// {@return calls that were never met together: each of spans that stand together, or of none;
    /// items of one list where a tool takes all at once}
    private Optional<Filled> composed(
            String name, SlotSpans slots, ReadText read, List<Features.Group> features) {
        List<String> order = slots.labels();
        List<String> tools = tools(name);
        int all = (1 << tools.size()) - 1;
        Formed[][] best = new Formed[order.size() + 1][all + 1];
        best[0][0] = new Formed(new CallForm(List.of()), 0);
        for (int from = 0; from < order.size(); from++) {
            int tool = tools.indexOf(tool(order.get(from), tools));
            for (int to = from + 1; tool >= 0 && to <= order.size(); to++) {
                if (!tool(order.get(to - 1), tools).equals(tools.get(tool))) {
                    break;
                }
                SlotSpans own = new SlotSpans(slots.spans().subList(from, to));
                for (Filled one : likeliest(tools.get(tool), own, read, features, 1)) {
                    for (int had = 0; had <= all; had++) {
                        extend(best, from, to, had, had | 1 << tool, one.formed);
                    }
                }
            }
        }
        for (int had = 0; had <= all; had++) {
            for (int tool = 0; tool < tools.size(); tool++) {
                if ((had & 1 << tool) == 0) {
                    SlotSpans none = new SlotSpans(List.of());
                    for (Filled one : likeliest(tools.get(tool), none, read, features, 1)) {
                        extend(best, order.size(), order.size(), had, had | 1 << tool, one.formed);
                    }
                }
            }
        }
        return Optional.ofNullable(best[order.size()][all])
                .map(made -> new Formed(made.form.gathered(gathering), made.log))
                .flatMap(made -> filled(made, slots, read));
    }

    private static void extend(Formed[][] best, int from, int to, int had, int has, Formed one) {
        Formed before = best[from][had];
        if (before == null) {
            return;
        }
        double log = before.log + one.log + (before.form.calls().isEmpty() ? 0 : COMPOSED_LOG);
        if (best[to][has] == null || log > best[to][has].log) {
            best[to][has] = new Formed(before.form.then(one.form.from(from)), log);
        }
    }

    /// {@return which of some tools a label is an argument of}
    private static String tool(String label, List<String> tools) {
        return tools.stream()
                .filter(tool -> label.startsWith(tool + "."))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    /// {@return the form with its values; empty if the words cannot be such}
    private Optional<Filled> filled(Formed formed, SlotSpans slots, ReadText read) {
        return formed.form
                .filled(slots, read, lexicon)
                .map(arguments -> {
                    List<ToolCall> calls = new ArrayList<>();
                    for (JsonNode each : arguments) {
                        String tool = formed.form.calls().get(calls.size()).tool();
                        calls.add(ToolCall.of(tool, calls.size(), each.toString()));
                    }
                    return new Filled(formed, calls);
                });
    }
}
