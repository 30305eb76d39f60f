package dev.baltoro.rl.gym.tools;

import static dev.baltoro.agent.world.Script.call;
import static dev.baltoro.agent.world.Script.say;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.world.Script;
import dev.baltoro.agent.world.calendar.CalendarTools;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.NumberAnswer;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/// Tasks with a calendar and a phone book.
public final class CalendarGym {
    private static final List<String> TITLES =
            List.of(
                    "lunch",
                    "dinner",
                    "tennis",
                    "yoga",
                    "dentist",
                    "piano",
                    "chess",
                    "football",
                    "meeting",
                    "party",
                    "exam",
                    "concert",
                    "haircut",
                    "swimming",
                    "cooking",
                    "choir");

    private static final List<Tool> TWO = List.of(CalendarTools.PHONE, CalendarTools.ADD);

    private static final List<Tool> FOUR =
            List.of(
                    CalendarTools.PHONE,
                    CalendarTools.ADD,
                    CalendarTools.EVENTS,
                    CalendarTools.CANCEL);

    private static final Phrasings PHONE =
            new Phrasings(
                    List.of(
                            "What is the phone number of {name}?",
                            "I want to call {name}.",
                            "Find the number of {name}.",
                            "How can I call {name}?",
                            "Give me the phone number of {name}.",
                            "Which number does {name} have?"),
                    List.of("I need to phone {name}.", "Look up the number of {name}."));

    private static final Phrasings ADD =
            new Phrasings(
                    List.of(
                            "Add {title} on {day} at {hour}.",
                            "I have {title} on {day} at {hour}. Add it.",
                            "Put {title} into my calendar: {day} at {hour}.",
                            "{day} at {hour}: {title}. Add it, please.",
                            "Please add {title} at {hour} on {day}.",
                            "Plan {title} for {day} at {hour}."),
                    List.of(
                            "On {day} at {hour} I have {title}. Note it.",
                            "Enter {title}, {day} at {hour}."));

    private static final Phrasings NO_HOUR =
            new Phrasings(
                    List.of(
                            "Add {title} on {day}.",
                            "Plan {title} for {day}.",
                            "Put {title} on {day}."),
                    List.of("On {day} I have {title}. Note it."));

    private static final Phrasings NO_DAY =
            new Phrasings(
                    List.of(
                            "Add {title} at {hour}.",
                            "Plan {title} at {hour}.",
                            "Put {title} at {hour}."),
                    List.of("I have {title} at {hour}. Note it."));

    private static final Phrasings DAY =
            new Phrasings(
                    List.of(
                            "What is on {day}?",
                            "What do I have on {day}?",
                            "Tell me my events on {day}.",
                            "List {day} for me."),
                    List.of("What are my plans for {day}?"));

    private static final Phrasings CANCEL =
            new Phrasings(
                    List.of(
                            "Cancel {title} on {day} at {hour}.",
                            "Delete {title} on {day} at {hour}.",
                            "I cannot come to {title} on {day} at {hour}. Cancel it.",
                            "Please cancel {title} at {hour} on {day}."),
                    List.of("Take {title} off my calendar: {day} at {hour}."));

    private static final Phrasings MOVE =
            new Phrasings(
                    List.of(
                            "Move {title} on {day} from {hour} to {later}.",
                            "{title} on {day} is at {later}, not at {hour}. Move it.",
                            "On {day}, move {title} from {hour} to {later}."),
                    List.of("Shift {title} on {day} from {hour} to {later}."));

    private static final Phrasings INVITE =
            new Phrasings(
                    List.of(
                            "Invite {name} on {day} at {hour}.",
                            "I want {name} to come on {day} at {hour}. Invite {name}.",
                            "Please invite {name} to my event on {day} at {hour}."),
                    List.of("Ask {name} to join on {day} at {hour}."));

    private static final Phrasings WHOM =
            new Phrasings(
                    List.of(
                            "Whom do I meet on {day}? Tell me the phone number.",
                            "I meet somebody on {day}. Which phone number is it?"),
                    List.of("Find the number of whom I meet on {day}."));

    private CalendarGym() {}

    /// {@return the gym}
    public static Gym gym() {
        ObjectNode empty = CalendarTools.state(Map.of());
        return new ToolGym(
                "calendar",
                "look up contacts, plan, move and cancel events",
                3,
                List.of(
                        new ToolKind("phone", 1, CalendarGym::phone),
                        new ToolKind("add", 1, CalendarGym::add),
                        Talk.greeting(TWO, empty),
                        Talk.told(TWO, empty),
                        new ToolKind("day", 2, CalendarGym::day),
                        new ToolKind("cancel", 2, CalendarGym::cancel),
                        new ToolKind("ask", 2, CalendarGym::ask),
                        new ToolKind("taken", 2, CalendarGym::taken),
                        new ToolKind("unknown", 2, CalendarGym::unknown),
                        new ToolKind("retry", 2, CalendarGym::retry),
                        new ToolKind("move", 3, CalendarGym::move),
                        new ToolKind("invite", 3, CalendarGym::invite)),
                List.of(new ToolKind("whom", 1, CalendarGym::whom)));
    }

    /// A calendar with an event, and a new one: on the same day, at a later hour that is free.
    private record Drawn(
            ObjectNode state,
            List<Tool> tools,
            String name,
            String phone,
            String stranger,
            String day,
            int hour,
            String title,
            int later,
            String newTitle) {
        private static final int FIRST_HOUR = 8;
        private static final int LAST_HOUR = 20;

        static Drawn of(Draw draw) {
            List<String> names = draw.several(Words.NAMES, 1 + 2 * draw.difficulty());
            Map<String, String> phones = new LinkedHashMap<>();
            for (String name : names.subList(1, names.size())) {
                phones.put(name, Integer.toString(draw.number(1000, 9999)));
            }
            ObjectNode state = CalendarTools.state(phones);
            List<String> titles = draw.several(TITLES, draw.difficulty() + 1);
            List<Integer> hours =
                    draw
                            .several(
                                    IntStream.rangeClosed(FIRST_HOUR, LAST_HOUR).boxed().toList(),
                                    draw.difficulty() + 1)
                            .stream()
                            .sorted()
                            .toList();
            String day = draw.pick(CalendarTools.DAYS);
            for (int i = 0; i < draw.difficulty(); i++) {
                put(state, day, hours.get(i), titles.get(i));
            }
            return new Drawn(
                    state,
                    draw.difficulty() == 1 ? TWO : FOUR,
                    names.get(1),
                    phones.getOrDefault(names.get(1), ""),
                    names.getFirst(),
                    day,
                    hours.getFirst(),
                    titles.getFirst(),
                    hours.getLast(),
                    titles.getLast());
        }

        private static void put(ObjectNode state, String day, int hour, String title) {
            state.withObject("/events/" + day).put(Integer.toString(hour), title);
        }

        ObjectNode with(int hour, String title) {
            ObjectNode goal = state.deepCopy();
            put(goal, day, hour, title);
            return goal;
        }

        ObjectNode without(ObjectNode from) {
            ObjectNode goal = from.deepCopy();
            goal.withObject("/events/" + day).remove(Integer.toString(hour));
            return goal;
        }

        String event() {
            return title + " " + day + " " + hour;
        }

        String newEvent() {
            return newTitle + " " + day + " " + later;
        }

        /// Of the event that is there.
        Map<String, String> slots() {
            return Map.of(
                    "name", name,
                    "phone", phone,
                    "day", day,
                    "hour", Integer.toString(hour),
                    "later", Integer.toString(later),
                    "title", title);
        }

        /// Of the event that is new.
        Map<String, String> newSlots() {
            return Map.of("day", day, "hour", Integer.toString(later), "title", newTitle);
        }

        Script.Call adding() {
            return call("add", "day", day, "hour", later, "title", newTitle);
        }
    }

    private static Script.Say number(Draw draw, Drawn drawn) {
        return say(
                draw.say(
                        draw.quoted(drawn.slots()),
                        "The number of {name} is {phone}.",
                        "{name} has the number {phone}.",
                        "It is {phone}."));
    }

    private static Script.Say planned(Draw draw, Drawn drawn) {
        return say(
                draw.say(
                        draw.quoted(drawn.newSlots()),
                        "Done. {title} is on {day} at {hour}.",
                        "I added {title} on {day}.",
                        "Added."));
    }

    private static Plan phone(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        return Plan.of(
                drawn.name + " " + drawn.phone,
                drawn.tools,
                drawn.state,
                draw.ask(PHONE, draw.quoted(drawn.slots())),
                NumberAnswer.of(Long.parseLong(drawn.phone)),
                Script.of(call("phone", "name", drawn.name), number(draw, drawn)));
    }

    private static Plan retry(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        Script.Call phone = call("phone", "name", drawn.name);
        return Plan.of(
                drawn.name + " " + drawn.phone,
                Plan.failingFirst(drawn.tools, "phone"),
                drawn.state,
                draw.ask(PHONE, draw.quoted(drawn.slots())),
                NumberAnswer.of(Long.parseLong(drawn.phone)),
                Script.of(phone, phone, number(draw, drawn)));
    }

    private static Plan unknown(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        Map<String, String> slots = draw.quoted(Map.of("name", drawn.stranger));
        return Plan.of(
                drawn.stranger,
                drawn.tools,
                drawn.state,
                draw.ask(PHONE, slots),
                Answers.all(
                        Answers.reporting(List.of(drawn.stranger), List.of()),
                        Answers.WITHOUT_NUMBERS),
                Script.of(
                        call("phone", "name", drawn.stranger),
                        say(
                                draw.say(
                                        slots,
                                        "You have no number of {name}.",
                                        "There is no contact {name}.",
                                        "I cannot find {name}."))));
    }

    private static Plan add(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        return Plan.of(
                        drawn.newEvent(),
                        drawn.tools,
                        drawn.state,
                        draw.ask(ADD, draw.quoted(drawn.newSlots())),
                        Answers.DONE,
                        Script.of(drawn.adding(), planned(draw, drawn)))
                .leaving(drawn.with(drawn.later, drawn.newTitle));
    }

    /// The day or the hour is missing, and the user knows it.
    private static Plan ask(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        boolean hour = draw.random().nextBoolean();
        Map<String, String> slots = draw.quoted(drawn.newSlots());
        String question =
                hour
                        ? draw.say(slots, "At what time?", "At what hour is {title}?")
                        : draw.say(slots, "On which day?", "On which day is {title}?");
        String told =
                hour
                        ? draw.say(slots, "At {hour}.", "{hour}", "It is at {hour}.")
                        : draw.say(slots, "On {day}.", "{day}", "It is on {day}.");
        return Plan.of(
                        drawn.newEvent(),
                        drawn.tools,
                        drawn.state,
                        draw.ask(hour ? NO_HOUR : NO_DAY, slots),
                        Answers.DONE,
                        Script.of(say(question), drawn.adding(), planned(draw, drawn)))
                .leaving(drawn.with(drawn.later, drawn.newTitle))
                .telling(told);
    }

    /// Something else is on at that time.
    private static Plan taken(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        Map<String, String> slots =
                draw.quoted(
                        Map.of(
                                "day", drawn.day,
                                "hour", Integer.toString(drawn.hour),
                                "title", drawn.newTitle,
                                "other", drawn.title));
        return Plan.of(
                drawn.newTitle + " for " + drawn.event(),
                drawn.tools,
                drawn.state,
                draw.ask(ADD, slots),
                Answers.reporting(List.of(drawn.title), List.of()),
                Script.of(
                        call("add", "day", drawn.day, "hour", drawn.hour, "title", drawn.newTitle),
                        say(
                                draw.say(
                                        slots,
                                        "I cannot add {title}: you have {other} then.",
                                        "That time is taken by {other}.",
                                        "You already have {other} on {day} at {hour}."))));
    }

    private static Plan day(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        ObjectNode events = drawn.state.withObject("/events/" + drawn.day);
        List<String> titles =
                events.properties().stream().map(one -> one.getValue().asString()).toList();
        String all =
                events.properties().stream()
                        .map(one -> one.getValue().asString() + " at " + one.getKey())
                        .collect(Collectors.joining(", "));
        return Plan.of(
                drawn.day + ": " + all,
                drawn.tools,
                drawn.state,
                draw.ask(DAY, draw.quoted(drawn.slots())),
                Answers.exactly(titles, TITLES),
                Script.of(
                        call("events", "day", drawn.day),
                        say(
                                draw.say(
                                        Map.of("all", all, "day", drawn.day),
                                        "You have {all}.",
                                        "On {day}: {all}.",
                                        "There is {all}."))));
    }

    private static Plan cancel(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        return Plan.of(
                        drawn.event(),
                        drawn.tools,
                        drawn.state,
                        draw.ask(CANCEL, draw.quoted(drawn.slots())),
                        Answers.DONE,
                        Script.of(
                                call("cancel", "day", drawn.day, "hour", drawn.hour),
                                say(
                                        draw.say(
                                                draw.quoted(drawn.slots()),
                                                "Done. {title} is cancelled.",
                                                "I cancelled it.",
                                                "Cancelled."))))
                .leaving(drawn.without(drawn.state));
    }

    private static Plan move(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        return Plan.of(
                        drawn.event() + " to " + drawn.later,
                        FOUR,
                        drawn.state,
                        draw.ask(MOVE, draw.quoted(drawn.slots())),
                        Answers.DONE,
                        Script.of(
                                call("cancel", "day", drawn.day, "hour", drawn.hour),
                                call(
                                        "add",
                                        "day",
                                        drawn.day,
                                        "hour",
                                        drawn.later,
                                        "title",
                                        drawn.title),
                                say(
                                        draw.say(
                                                draw.quoted(drawn.slots()),
                                                "Done. {title} is at {later} now.",
                                                "I moved {title} to {later}.",
                                                "Moved."))))
                .leaving(drawn.without(drawn.with(drawn.later, drawn.title)));
    }

    private static Plan invite(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        ObjectNode goal = drawn.state.deepCopy();
        goal.withObject("/invited").put(drawn.day + " " + drawn.hour, drawn.phone);
        return Plan.of(
                        drawn.name + " " + drawn.phone + " to " + drawn.event(),
                        List.of(CalendarTools.PHONE, CalendarTools.ADD, CalendarTools.INVITE),
                        drawn.state,
                        draw.ask(INVITE, draw.quoted(drawn.slots())),
                        Answers.DONE,
                        Script.of(
                                call("phone", "name", drawn.name),
                                call(
                                        "invite",
                                        "day",
                                        drawn.day,
                                        "hour",
                                        drawn.hour,
                                        "phone",
                                        drawn.phone),
                                say(
                                        draw.say(
                                                draw.quoted(drawn.slots()),
                                                "Done. {name} is invited.",
                                                "I invited {name}.",
                                                "Invited."))))
                .leaving(goal);
    }

    /// An event names a person, whose number is wanted.
    private static Plan whom(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        ObjectNode state = drawn.with(drawn.hour, drawn.title + " with " + drawn.name);
        return Plan.of(
                drawn.name + " " + drawn.phone + " " + drawn.event(),
                List.of(CalendarTools.PHONE, CalendarTools.EVENTS),
                state,
                draw.ask(WHOM, draw.quoted(drawn.slots())),
                NumberAnswer.of(Long.parseLong(drawn.phone)),
                Script.of(
                        call("events", "day", drawn.day),
                        call("phone", "name", drawn.name),
                        number(draw, drawn)));
    }
}
