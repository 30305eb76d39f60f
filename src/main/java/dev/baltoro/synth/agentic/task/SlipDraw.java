package dev.baltoro.synth.agentic.task;

import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.synth.tool.Action;
import dev.baltoro.synth.tool.Blueprint;
import dev.baltoro.synth.tool.InventedRequests;
import dev.baltoro.synth.tool.InventedServer;
import dev.baltoro.synth.tool.InventedTool;
import dev.baltoro.synth.tool.KeyForm;
import dev.baltoro.synth.tool.Role;
import dev.baltoro.synth.tool.ToolInput;
import dev.baltoro.synth.tool.ToolWish;
import dev.baltoro.synth.tool.ValueDraw;
import dev.baltoro.synth.tool.ValueSaying;
import dev.baltoro.synth.tool.WishWriter;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.words.Lexicon;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Wishes with a mistake of the user's own: a key that no row has, or a wrong value of what is set.
/// What was said does no harm that the correction does not undo.
record SlipDraw(InventedServer server, WishWriter writer) {
    private static final Lexicon PEOPLE = Lexicon.named("personas");
    private static final int FAR = 700;

    /// A wish that was said wrongly.
    record Slipped(String text, List<WantedCall> meant, Slip slip) {}

    Optional<Slipped> draw(SplittableRandom random, Draws draws, boolean attentive) {
        InventedTool tool = draws.pick(server.tools());
        Optional<ToolWish> meant =
                new InventedRequests.Drawing(server.start()).wish(random, tool, false);
        return meant.flatMap(wish ->
                draws.chance(0.5) && attentive
                        ? key(random, wish, draws)
                        : value(random, tool, wish, draws, attentive));
    }

    private Optional<Slipped> key(SplittableRandom random, ToolWish meant, Draws draws) {
        Blueprint blueprint = meant.blueprint();
        Optional<ToolInput> input = blueprint.input(Role.KEY);
        boolean coded = blueprint.table().keyForm() != KeyForm.LABEL;
        if (input.isEmpty() || !coded || blueprint.input(Role.OTHER_KEY).isPresent()) {
            return Optional.empty();
        }
        String name = blueprint.written(input.get());
        ObjectNode said = meant.arguments().deepCopy();
        JsonNode key = said.path(name);
        int far = FAR + draws.below(200);
        if (key.isNumber()) {
            said.put(name, key.asInt() + far);
        } else {
            String text = key.asString("");
            int dash = text.indexOf('-');
            said.put(name, text.substring(0, dash + 1) + (far + dash));
        }
        return Optional.of(
                slipped(random, meant, said, input.get(), "wrong_row", Slip.Kind.WRONG_KEY, true));
    }

    private Optional<Slipped> value(
            SplittableRandom random,
            InventedTool tool,
            ToolWish meant,
            Draws draws,
            boolean attentive) {
        Blueprint blueprint = meant.blueprint();
        Optional<ToolInput> input = blueprint.input(Role.VALUE);
        if (blueprint.action() != Action.SET || input.isEmpty()) {
            return Optional.empty();
        }
        String name = blueprint.written(input.get());
        ObjectNode said = meant.arguments().deepCopy();
        said.set(name, ValueDraw.value(random, input.get().column(), blueprint.style()));
        boolean same = said.path(name).equals(meant.arguments().path(name));
        return same || !isUndone(tool, said, meant.arguments())
                ? Optional.empty()
                : Optional.of(
                        slipped(
                                random,
                                meant,
                                said,
                                input.get(),
                                "wrong",
                                Slip.Kind.WRONG_VALUE,
                                attentive));
    }

    /// {@return whether the call that was said can be done, changes what the right one would not,
    /// and is undone by the right one}
    private boolean isUndone(InventedTool tool, ObjectNode said, ObjectNode meant) {
        ObjectNode both = server.start();
        ObjectNode right = server.start();
        String first = tool.tool().call(both, said.toString());
        ObjectNode wrong = both.deepCopy();
        String second = tool.tool().call(both, meant.toString());
        String alone = tool.tool().call(right, meant.toString());
        return List.of(first, second, alone).stream().noneMatch(one -> one.startsWith("error: "))
                && both.equals(right)
                && !wrong.equals(right);
    }

    private Slipped slipped(
            SplittableRandom random,
            ToolWish meant,
            ObjectNode said,
            ToolInput input,
            String rule,
            Slip.Kind kind,
            boolean noticed) {
        Blueprint blueprint = meant.blueprint();
        ToolWish wrong = new ToolWish(blueprint, said, Map.of());
        JsonNode right = meant.arguments().path(blueprint.written(input));
        String correction =
                PEOPLE.say(rule, new Draws(random.nextLong()))
                        .replace("<what>", input.column().said())
                        .replace(
                                "<v>",
                                ValueSaying.of(random, input.column(), right, blueprint.style()));
        return new Slipped(
                writer.request(random, List.of(wrong), false),
                List.of(new WantedCall(blueprint.name(), meant.arguments())),
                new Slip(
                        kind,
                        input.column().said(),
                        new WantedCall(blueprint.name(), said),
                        correction,
                        noticed));
    }
}
