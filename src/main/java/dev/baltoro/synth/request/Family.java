package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A wish that one call of a kind of tool fulfils, and how people say it.
///
/// @param name unique
/// @param tool what the tool's name looks like (found anywhere in it)
/// @param not what the tool's name must not look like; empty if anything goes
/// @param parameters by role: what the name of the tool's parameter looks like, as a whole
/// @param constants parameters with one value in this family, by their names or roles
/// @param arguments templates by role: texts with slots, objects and lists of them
/// @param weight how often, beside other families of the same tool
/// @param context what the system message may say, instead of the general facts
/// @param says the wish
/// @param lacks the wish with something unsaid
/// @param object the slot that the wish is about; empty if it is about nothing in particular
/// @param makes the slot that stands for the object afterwards; empty if the object stays
/// @param gone whether the object is gone afterwards
/// @param implied slots of arguments that need not be said
/// @param free how arguments may differ, by their paths
/// @param instead other calls that fulfil the wish as well
/// @param then calls that the wish takes as well, after the first
/// @param anyOrder whether those may come before the first
/// @param carries kinds of what an earlier call gave back that it may go on with; empty if it
///   stands alone
/// @param slots slots of this family alone
record Family(
        String name,
        java.util.regex.Pattern tool,
        Optional<java.util.regex.Pattern> not,
        Map<String, java.util.regex.Pattern> parameters,
        Map<String, JsonNode> constants,
        Map<String, JsonNode> arguments,
        double weight,
        List<Saying> context,
        Sayings says,
        List<Lack> lacks,
        String object,
        String makes,
        boolean gone,
        Set<String> implied,
        Map<String, JsonNode> free,
        List<List<OtherCall>> instead,
        List<OtherCall> then,
        boolean anyOrder,
        Set<String> carries,
        Map<String, Slot> slots) {
    /// The slot of what an earlier call gave back.
    static final String GIVEN = "given";

    Family {
        parameters = ordered(parameters);
        constants = ordered(constants);
        arguments = ordered(arguments);
        context = List.copyOf(context);
        lacks = List.copyOf(lacks);
        implied = Set.copyOf(implied);
        free = ordered(free);
        instead = List.copyOf(instead);
        then = List.copyOf(then);
        carries = Set.copyOf(carries);
        slots = ordered(slots);
    }

    /// {@return the templates of all its calls' arguments}
    List<JsonNode> templates() {
        List<JsonNode> templates = new ArrayList<>(arguments.values());
        then.forEach(call -> templates.addAll(call.arguments().values()));
        return templates;
    }

    /// {@return whether one of its calls has what an earlier one gave back}
    boolean needsResults() {
        return Templates.holes(templates()).stream().anyMatch(hole -> hole.slot().equals(GIVEN));
    }

    /// The wish with a value unsaid.
    ///
    /// @param slot which one
    /// @param asks what a good agent asks
    /// @param about words of which a good question has one
    record Lack(String slot, Sayings says, List<Saying> asks, List<String> about) {
        Lack {
            asks = List.copyOf(asks);
            about = List.copyOf(about);
        }
    }

    /// A call of another tool.
    ///
    /// @param tool its name as a whole
    /// @param arguments templates by parameter
    record OtherCall(java.util.regex.Pattern tool, Map<String, JsonNode> arguments) {
        OtherCall {
            arguments = ordered(arguments);
        }
    }

    /// Their order is kept: what is drawn depends on it.
    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
