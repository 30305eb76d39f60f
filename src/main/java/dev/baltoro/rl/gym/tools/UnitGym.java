package dev.baltoro.rl.gym.tools;

import static dev.baltoro.agent.world.Script.call;
import static dev.baltoro.agent.world.Script.say;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.world.Script;
import dev.baltoro.agent.world.units.Unit;
import dev.baltoro.agent.world.units.UnitTools;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.NumberAnswer;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Words;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Tasks with a calculator, a converter of units, and a page to note results on.
public final class UnitGym {
    private static final List<Tool> TWO = List.of(UnitTools.CALC, UnitTools.CONVERT);
    private static final List<Tool> ALL =
            List.of(UnitTools.CALC, UnitTools.CONVERT, UnitTools.NOTE);

    private static final Phrasings COMPUTE =
            new Phrasings(
                    List.of(
                            "What is {sum}?",
                            "Compute {sum}.",
                            "How much is {sum}?",
                            "Please work out {sum}.",
                            "{sum} = ?",
                            "Tell me {sum}."),
                    List.of("What does {sum} give?", "Find {sum} for me."));

    private static final Phrasings CONVERT =
            new Phrasings(
                    List.of(
                            "How many {to} are {n} {from}?",
                            "Convert {n} {from} to {to}.",
                            "What is {n} {from} in {to}?",
                            "{n} {from} in {to}, please.",
                            "Give me {n} {from} in {to}.",
                            "I have {n} {from}. How many {to} is that?"),
                    List.of("Turn {n} {from} into {to}.", "{n} {from} makes how many {to}?"));

    private static final Phrasings ASK =
            new Phrasings(
                    List.of(
                            "Convert {n} {from}.",
                            "Please convert {n} {from}.",
                            "I want to convert {n} {from}.",
                            "Convert {n} {from} for me."),
                    List.of("Turn {n} {from} into another unit."));

    private static final Phrasings NOTE_SUM =
            new Phrasings(
                    List.of(
                            "Compute {sum} and note it as {name}.",
                            "Note {sum} as {name}.",
                            "Work out {sum}. Write it down as {name}.",
                            "Under {name}, note what {sum} is."),
                    List.of("Find {sum} and put it in the notes as {name}."));

    private static final Phrasings NOTE_CONVERTED =
            new Phrasings(
                    List.of(
                            "Convert {n} {from} to {to} and note it as {name}.",
                            "Note {n} {from} in {to} as {name}.",
                            "Write down {n} {from} in {to} as {name}."),
                    List.of("Put {n} {from} in {to} in the notes as {name}."));

    private static final Phrasings STORY =
            new Phrasings(
                    List.of(
                            "{who} has {a} bags with {b} {things} in each and finds {c} more. How"
                                    + " many {things} does {who} have?",
                            "{who} packs {a} bags of {b} {things}, then {c} more {things}. How many"
                                    + " is that?",
                            "There are {a} bags with {b} {things} each. {who} brings {c} more"
                                    + " {things}. How many are there?"),
                    List.of(
                            "{who} buys {a} bags. Each has {b} {things}. {who} already had {c}"
                                    + " {things}. How many {things} are there now?"));

    private static final Phrasings TOGETHER =
            new Phrasings(
                    List.of(
                            "How many {to} are {n} {from} and {m} {to} together?",
                            "Add {m} {to} to {n} {from}. How many {to} is that?"),
                    List.of("{n} {from} plus {m} {to} is how many {to}?"));

    private UnitGym() {}

    /// {@return the gym}
    public static Gym gym() {
        return new ToolGym(
                "units",
                "compute, convert units and note results",
                3,
                List.of(
                        new ToolKind("compute", 1, UnitGym::compute),
                        new ToolKind("convert", 1, UnitGym::convert),
                        Talk.greeting(TWO, UnitTools.state()),
                        Talk.told(TWO, UnitTools.state()),
                        new ToolKind("ask", 2, UnitGym::ask),
                        new ToolKind("impossible", 2, UnitGym::impossible),
                        new ToolKind("retry", 2, UnitGym::retry),
                        new ToolKind("note-sum", 2, UnitGym::noteSum),
                        new ToolKind("note-converted", 3, UnitGym::noteConverted),
                        new ToolKind("story", 3, UnitGym::story)),
                List.of(new ToolKind("together", 1, UnitGym::together)));
    }

    private static List<Tool> tools(Draw draw) {
        return draw.difficulty() < 3 ? TWO : ALL;
    }

    /// A sum as it is written, and what it gives.
    private record Sum(String text, long value) {
        static Sum of(Draw draw) {
            int most = draw.difficulty() == 1 ? 99 : 999;
            int a = draw.number(11, most);
            int b = draw.number(11, most);
            return switch (draw.number(0, 2)) {
                case 0 -> new Sum(a + "+" + b, a + b);
                case 1 -> new Sum(Math.max(a, b) + "-" + Math.min(a, b), Math.abs(a - b));
                default -> new Sum(a + "*" + b, (long) a * b);
            };
        }

        Script.Say said(Draw draw) {
            return say(
                    draw.say(
                            Map.of("sum", text, "value", Long.toString(value)),
                            "{sum} is {value}.",
                            "It is {value}.",
                            "{sum} = {value}"));
        }
    }

    /// A length, weight, time or volume, and the same in a smaller unit of the same quantity.
    private record Amount(int number, Unit from, Unit to, String converted) {
        static Amount of(Draw draw) {
            List<Unit> units = Arrays.asList(Unit.values());
            Unit from = draw.pick(units);
            Unit to = draw.pick(units);
            while (!isSmaller(to, from)) {
                from = draw.pick(units);
                to = draw.pick(units);
            }
            int number = draw.number(2, draw.difficulty() == 1 ? 20 : 99);
            BigDecimal value = from.convert(BigDecimal.valueOf(number), to);
            return new Amount(number, from, to, UnitTools.plain(value));
        }

        private static boolean isSmaller(Unit to, Unit from) {
            return to.quantity().equals(from.quantity())
                    && from.convert(BigDecimal.ONE, to).compareTo(BigDecimal.ONE) > 0;
        }

        Map<String, String> slots() {
            return Map.of(
                    "n", Integer.toString(number),
                    "from", from.symbol(),
                    "to", to.symbol(),
                    "value", converted);
        }

        Script.Call call() {
            return Script.call(
                    "convert", "value", number, "from", from.symbol(), "to", to.symbol());
        }

        NumberAnswer answer() {
            return new NumberAnswer(new BigDecimal(converted));
        }

        Script.Say said(Draw draw) {
            return say(
                    draw.say(
                            slots(),
                            "{n} {from} is {value} {to}.",
                            "It is {value} {to}.",
                            "{value} {to}"));
        }

        @Override
        public String toString() {
            return number + from.symbol() + to.symbol();
        }
    }

    private static Plan compute(Draw draw) {
        Sum sum = Sum.of(draw);
        return Plan.of(
                sum.text,
                tools(draw),
                UnitTools.state(),
                draw.ask(COMPUTE, Map.of("sum", sum.text)),
                NumberAnswer.of(sum.value),
                Script.of(call("calc", "expression", sum.text), sum.said(draw)));
    }

    private static Plan retry(Draw draw) {
        Sum sum = Sum.of(draw);
        Script.Call calc = call("calc", "expression", sum.text);
        return Plan.of(
                sum.text,
                Plan.failingFirst(tools(draw), "calc"),
                UnitTools.state(),
                draw.ask(COMPUTE, Map.of("sum", sum.text)),
                NumberAnswer.of(sum.value),
                Script.of(calc, calc, sum.said(draw)));
    }

    private static Plan convert(Draw draw) {
        Amount amount = Amount.of(draw);
        return Plan.of(
                amount.toString(),
                tools(draw),
                UnitTools.state(),
                draw.ask(CONVERT, amount.slots()),
                amount.answer(),
                Script.of(amount.call(), amount.said(draw)));
    }

    private static Plan ask(Draw draw) {
        Amount amount = Amount.of(draw);
        return Plan.of(
                        amount.toString(),
                        tools(draw),
                        UnitTools.state(),
                        draw.ask(ASK, amount.slots()),
                        amount.answer(),
                        Script.of(
                                say(draw.say(Map.of(), "To which unit?", "Into what?")),
                                amount.call(),
                                amount.said(draw)))
                .telling(draw.say(amount.slots(), "To {to}.", "{to}", "{to}, please."));
    }

    /// Units that do not measure the same: there is no answer.
    private static Plan impossible(Draw draw) {
        Amount amount = Amount.of(draw);
        Unit to = draw.pick(Arrays.asList(Unit.values()));
        while (to.quantity().equals(amount.from.quantity())) {
            to = draw.pick(Arrays.asList(Unit.values()));
        }
        Map<String, String> slots =
                Map.of(
                        "n", Integer.toString(amount.number),
                        "from", amount.from.symbol(),
                        "to", to.symbol());
        return Plan.of(
                slots.get("n") + amount.from + to,
                tools(draw),
                UnitTools.state(),
                draw.ask(CONVERT, slots),
                Answers.reporting(List.of(to.symbol(), amount.from.symbol()), List.of()),
                Script.of(
                        call(
                                "convert",
                                "value",
                                amount.number,
                                "from",
                                amount.from.symbol(),
                                "to",
                                to.symbol()),
                        say(
                                draw.say(
                                        slots,
                                        "I cannot convert {from} to {to}.",
                                        "There is no way from {from} to {to}."))));
    }

    private static ObjectNode noted(String name, String value) {
        ObjectNode goal = UnitTools.state();
        goal.withObject("/notes").put(name, value);
        return goal;
    }

    private static Script.Say wrote(Draw draw, String name, String value) {
        return say(
                draw.say(
                        Map.of("name", name, "value", value),
                        "Done. I noted {value} as {name}.",
                        "{name}: {value}.",
                        "I noted it."));
    }

    private static Plan noteSum(Draw draw) {
        Sum sum = Sum.of(draw);
        String name = draw.pick(Words.OBJECTS);
        String value = Long.toString(sum.value);
        return Plan.of(
                        sum.text,
                        ALL,
                        UnitTools.state(),
                        draw.ask(NOTE_SUM, Map.of("sum", sum.text, "name", name)),
                        Answers.DONE,
                        Script.of(
                                call("calc", "expression", sum.text),
                                call("note", "name", name, "value", value),
                                wrote(draw, name, value)))
                .leaving(noted(name, value));
    }

    private static Plan noteConverted(Draw draw) {
        Amount amount = Amount.of(draw);
        String name = draw.pick(Words.OBJECTS);
        String value = amount.converted + " " + amount.to.symbol();
        Map<String, String> slots =
                Map.of(
                        "n", Integer.toString(amount.number),
                        "from", amount.from.symbol(),
                        "to", amount.to.symbol(),
                        "name", name);
        return Plan.of(
                        amount.toString(),
                        ALL,
                        UnitTools.state(),
                        draw.ask(NOTE_CONVERTED, slots),
                        Answers.DONE,
                        Script.of(
                                amount.call(),
                                call("note", "name", name, "value", value),
                                wrote(draw, name, value)))
                .leaving(noted(name, value));
    }

    private static Plan story(Draw draw) {
        int a = draw.number(2, 20);
        int b = draw.number(2, 20);
        int c = draw.number(2, 99);
        String text = a + "*" + b + "+" + c;
        Sum sum = new Sum(text, (long) a * b + c);
        Map<String, String> slots =
                Map.of(
                        "a", Integer.toString(a),
                        "b", Integer.toString(b),
                        "c", Integer.toString(c),
                        "who", draw.pick(Words.NAMES),
                        "things", draw.pick(Words.OBJECTS) + "s");
        return Plan.of(
                text,
                ALL,
                UnitTools.state(),
                draw.ask(STORY, slots),
                NumberAnswer.of(sum.value),
                Script.of(call("calc", "expression", text), sum.said(draw)));
    }

    private static Plan together(Draw draw) {
        Amount amount = Amount.of(draw);
        int more = draw.number(2, 99);
        Sum sum =
                new Sum(
                        amount.converted + "+" + more,
                        new BigDecimal(amount.converted).longValueExact() + more);
        Map<String, String> slots =
                Map.of(
                        "n", Integer.toString(amount.number),
                        "from", amount.from.symbol(),
                        "to", amount.to.symbol(),
                        "m", Integer.toString(more));
        return Plan.of(
                amount + "+" + more,
                tools(draw),
                UnitTools.state(),
                draw.ask(TOGETHER, slots),
                NumberAnswer.of(sum.value),
                Script.of(
                        amount.call(),
                        call("calc", "expression", sum.text),
                        say(
                                draw.say(
                                        Map.of(
                                                "value", Long.toString(sum.value),
                                                "to", amount.to.symbol()),
                                        "It is {value} {to}.",
                                        "{value} {to} together."))));
    }
}
