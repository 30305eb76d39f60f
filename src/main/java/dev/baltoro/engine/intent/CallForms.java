package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Which calls values make: forms that were met with such values in such an order.
///
/// @param labels of a class: arguments that its values may be of
/// @param forms of a class and the labels of values in the order of the text ([#key])
/// @param fixed which values no words say
/// @param lexicon what words mean that say a value otherwise
record CallForms(
        Map<String, List<String>> labels,
        Map<String, List<Counted>> forms,
        FixedValues fixed,
        WordMeanings lexicon) {
    /// Forms that are kept for the same values, the most frequent ones.
    static final int MOST = 48;

    /// How much likelier it is that words which are a part of a known name mean it.
    private static final double KNOWN_LOG = 3;

    /// How likely it is that calls which were never met together are.
    private static final double COMPOSED_LOG = -1;

    /// A form and how many requests had it.
    record Counted(CallForm form, int count) {}

    /// Calls and how likely they are, given the values.
    record Made(List<ToolCall> calls, double log) {}

    private record Formed(CallForm form, double log) {}

    CallForms {
        labels = Map.copyOf(labels);
        forms = Map.copyOf(forms);
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

    /// {@return the calls that values make; empty if nothing like it was met}
    ///
    /// @param name of the class
    /// @param features of the request
    Optional<Made> of(String name, SlotSpans slots, ReadText read, List<Features.Group> features) {
        return likeliest(name, slots, read, features)
                .or(() -> composed(name, slots, read, features))
                .flatMap(formed ->
                        filled(formed.form, slots, read).map(calls -> new Made(calls, formed.log)));
    }

    private static List<String> tools(String name) {
        return List.of(name.split("\\+"));
    }

    /// {@return the likeliest form that was met with these labels in this order, of those that the
    /// words can fill}
    private Optional<Formed> likeliest(
            String name, SlotSpans slots, ReadText read, List<Features.Group> features) {
        List<Counted> few = forms.getOrDefault(key(name, slots.labels()), List.of());
        if (few.isEmpty()) {
            return Optional.empty();
        }
        float[] logs =
                fixed.logProbabilities(
                        features,
                        few.stream().map(each -> FixedValues.of(each.form)).toList(),
                        few.stream().mapToInt(Counted::count).toArray());
        Optional<Formed> best = Optional.empty();
        for (int i = 0; i < logs.length; i++) {
            CallForm form = few.get(i).form;
            double log = logs[i] + KNOWN_LOG * form.known();
            if ((best.isEmpty() || log > best.get().log)
                    && form.filled(slots, read, lexicon).isPresent()) {
                best = Optional.of(new Formed(form, log));
            }
        }
        return best;
    }

    /// {@return calls of several tools of which each was met alone: its values stand together, or
    /// it has none}
    private Optional<Formed> composed(
            String name, SlotSpans slots, ReadText read, List<Features.Group> features) {
        List<String> order = slots.labels();
        List<String> tools = tools(name);
        List<String> left = new ArrayList<>(tools);
        if (left.size() < 2) {
            return Optional.empty();
        }
        CallForm all = new CallForm(List.of());
        double log = COMPOSED_LOG;
        int from = 0;
        while (from < order.size() || !left.isEmpty()) {
            int to = from;
            String tool = from < order.size() ? tool(order.get(from), tools) : left.getFirst();
            while (to < order.size() && tool(order.get(to), tools).equals(tool)) {
                to++;
            }
            SlotSpans own = new SlotSpans(slots.spans().subList(from, to));
            Optional<Formed> one = likeliest(tool, own, read, features);
            if (!left.remove(tool) || one.isEmpty()) {
                return Optional.empty();
            }
            all = all.then(one.get().form.from(from));
            log += one.get().log;
            from = to;
        }
        return Optional.of(new Formed(all, log));
    }

    /// {@return which of some tools a label is an argument of}
    private static String tool(String label, List<String> tools) {
        return tools.stream()
                .filter(tool -> label.startsWith(tool + "."))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private Optional<List<ToolCall>> filled(CallForm form, SlotSpans slots, ReadText read) {
        return form.filled(slots, read, lexicon)
                .map(arguments -> {
                    List<ToolCall> calls = new ArrayList<>();
                    for (JsonNode each : arguments) {
                        String tool = form.calls().get(calls.size()).tool();
                        calls.add(ToolCall.of(tool, calls.size(), each.toString()));
                    }
                    return calls;
                });
    }
}
