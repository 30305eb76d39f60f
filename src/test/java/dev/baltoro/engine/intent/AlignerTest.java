package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Values that stand in a request otherwise than in its call: each form is learned from requests
/// and filled with the words of another one.
class AlignerTest {
    private static final int REQUESTS = 40;
    private static final long SEED = 11;

    private record Asked(String facts, String request, List<ToolCall> calls) {
        ReadText read() {
            List<Message> messages = new ArrayList<>();
            if (!facts.isEmpty()) {
                messages.add(new Message.System(facts));
            }
            messages.add(new Message.User(request));
            return ReadText.of(messages);
        }
    }

    private static ToolCall call(String tool, String json) {
        return ToolCall.of(tool, 0, json.replace('\'', '"'));
    }

    private static Asked asked(String request, ToolCall... calls) {
        return new Asked("", request, List.of(calls));
    }

    /// {@return the arguments that the form of one request makes of its own words}
    private static List<String> refilled(Function<SplittableRandom, Asked> draw, Asked last) {
        ValueCounts counts = new ValueCounts();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < REQUESTS; i++) {
            Asked asked = draw.apply(random);
            counts.count(asked.read(), asked.calls);
        }
        counts.count(last.read(), last.calls);
        counts.settle();
        Optional<Aligner.Aligned> aligned = new Aligner(counts).align(last.read(), last.calls);
        assertThat(aligned).as("seed %d: %s", SEED, last.request).isPresent();
        return aligned
                .get()
                .form()
                .filled(aligned.get().slots(), last.read(), counts.lexicon())
                .orElseThrow()
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void aDayInWordsIsAValue() {
        List<String> months = List.of("May", "June", "July");
        List<String> filled =
                refilled(
                        random -> {
                            int day = 10 + random.nextInt(18);
                            int month = random.nextInt(3);
                            return asked(
                                    "which weekday was the %dth of %s 2024"
                                            .formatted(day, months.get(month)),
                                    call(
                                            "weekday",
                                            "{'date':'2024-0%d-%d'}".formatted(5 + month, day)));
                        },
                        asked(
                                "which weekday was 3 March 1961",
                                call("weekday", "{'date':'1961-03-03'}")));
        assertThat(filled).containsExactly("{\"date\":\"1961-03-03\"}");
    }

    @Test
    void aNumberInWordsAndItsOppositeAreValues() {
        List<String> filled =
                refilled(
                        random -> {
                            int days = 20 + random.nextInt(70);
                            return asked(
                                    "%d days before it".formatted(days),
                                    call("add", "{'days':-%d}".formatted(days)));
                        },
                        asked("a hundred and fifty days before it", call("add", "{'days':-150}")));
        assertThat(filled).containsExactly("{\"days\":-150}");
    }

    @Test
    void aPathIsOfAFolderAndTheNameOfAnotherPath() {
        List<String> filled =
                refilled(
                        random -> {
                            String name = "f" + random.nextInt(1000);
                            String folder = "d" + random.nextInt(1000);
                            return asked(
                                    "move /srv/x/%s.md to /srv/%s".formatted(name, folder),
                                    call(
                                            "move",
                                            "{'source':'/srv/x/%s.md','destination':'/srv/%s/%s.md'}"
                                                    .formatted(name, folder, name)));
                        },
                        asked(
                                "move /opt/a/plan.txt to /opt/lib/why",
                                call(
                                        "move",
                                        "{'source':'/opt/a/plan.txt','destination':'/opt/lib/why/plan.txt'}")));
        assertThat(filled)
                .containsExactly(
                        "{\"source\":\"/opt/a/plan.txt\",\"destination\":\"/opt/lib/why/plan.txt\"}");
    }

    @Test
    void aFormulaIsOfNumbersWithSignsBetween() {
        List<String> filled =
                refilled(
                        random -> {
                            int one = 10 + random.nextInt(80);
                            int other = 100 + random.nextInt(800);
                            return asked(
                                    "%d chairs at %d each".formatted(one, other),
                                    call("math", "{'expression':'%d*%d'}".formatted(other, one)));
                        },
                        asked(
                                "twenty-seven chairs at 1,450 each",
                                call("math", "{'expression':'1450*27'}")));
        assertThat(filled).containsExactly("{\"expression\":\"1450*27\"}");
    }

    @Test
    void aChangedLineIsOfTheLineThatIsKnownAndTheNewPart() {
        List<String> filled =
                refilled(
                        random -> {
                            int old = 1000 + random.nextInt(1000);
                            int now = 3000 + random.nextInt(1000);
                            return new Asked(
                                    "It has `width = %d`.".formatted(old),
                                    "make the width %d".formatted(now),
                                    List.of(
                                            call(
                                                    "edit",
                                                    "{'old':'width = %d','new':'width = %d'}"
                                                            .formatted(old, now))));
                        },
                        new Asked(
                                "It has `width = 12`.",
                                "make the width 77",
                                List.of(call("edit", "{'old':'width = 12','new':'width = 77'}"))));
        assertThat(filled).containsExactly("{\"old\":\"width = 12\",\"new\":\"width = 77\"}");
    }

    @Test
    void aCityIsATimeZone() {
        List<String> filled =
                refilled(
                        random -> {
                            List<String> cities = List.of("Tokyo", "Seoul", "Manila", "Dubai");
                            String city = cities.get(random.nextInt(cities.size()));
                            return asked(
                                    "time in " + city,
                                    call("now", "{'zone':'Asia/%s'}".formatted(city)));
                        },
                        asked("time in Sao Paulo", call("now", "{'zone':'America/Sao_Paulo'}")));
        assertThat(filled).containsExactly("{\"zone\":\"America/Sao_Paulo\"}");
    }
}
