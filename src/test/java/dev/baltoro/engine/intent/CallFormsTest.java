package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.intent.CallForm.Shape;
import dev.baltoro.text.chat.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Calls that were never met together are made of those that were met.
class CallFormsTest {
    private static final String FROM = "link.links[].from";
    private static final String TO = "link.links[].to";
    private static final String NAME = "open.name";

    private static Shape slot(int span) {
        return new Shape.Slot(span, ValueForm.Plain.SAME);
    }

    private static Shape link(int span) {
        return new Shape.Members(Map.of("from", slot(span), "to", slot(span + 1)));
    }

    private static CallForm links(Shape... items) {
        return new CallForm(
                List.of(
                        new CallForm.Call(
                                "link",
                                new Shape.Members(
                                        Map.of("links", new Shape.Items(List.of(items)))))));
    }

    private static CallForm open(ValueForm form) {
        return new CallForm(
                List.of(
                        new CallForm.Call(
                                "open",
                                new Shape.Members(Map.of("name", new Shape.Slot(0, form))))));
    }

    private static final CallForms FORMS = forms();

    private static CallForms forms() {
        Map<String, List<CallForms.Counted>> forms = new HashMap<>();
        forms.put(
                CallForms.key("link", List.of(FROM, TO)),
                List.of(new CallForms.Counted(links(link(0)), 100)));
        forms.put(
                CallForms.key("link", List.of(FROM, TO, FROM, TO)),
                List.of(new CallForms.Counted(links(link(0), link(2)), 20)));
        forms.put(
                CallForms.key("open", List.of(NAME)),
                List.of(
                        new CallForms.Counted(open(ValueForm.Plain.SAME), 50),
                        new CallForms.Counted(open(ValueForm.Plain.KNOWN), 5)));
        return new CallForms(
                Map.of("link", List.of(FROM, TO), "open", List.of(NAME)),
                forms,
                FixedValues.none(),
                WordMeanings.EMPTY);
    }

    /// {@return the calls that the words of a request make, each of which is one value}
    private static List<String> calls(String name, String facts, String request, String... labels) {
        ReadText read = ReadText.of(List.of(new Message.System(facts), new Message.User(request)));
        int first = read.words().size() - read.requestWords();
        List<SlotSpans.Span> spans = new ArrayList<>();
        for (String label : labels) {
            spans.add(new SlotSpans.Span(first + spans.size(), first + spans.size() + 1, label));
        }
        List<CallForms.Made> made =
                FORMS.of(name, new SlotSpans(spans), read, Features.ofRequest(read));
        return made.stream()
                .limit(1)
                .flatMap(likeliest -> likeliest.calls().stream())
                .map(call -> call.name() + call.argumentsJson())
                .map(text -> text.replace("\"", ""))
                .toList();
    }

    @Test
    void threeItemsAreOneCallOfAToolThatTakesSeveral() {
        List<String> calls = calls("link", "", "a b c d e f", FROM, TO, FROM, TO, FROM, TO);
        assertThat(calls).hasSize(1);
        assertThat(calls.getFirst()).contains("from:a").contains("from:c").contains("to:f");
    }

    @Test
    void callsOfOneToolThatTakesOneValueAreSeveral() {
        assertThat(calls("open", "", "a b", NAME, NAME))
                .containsExactly("open{name:a}", "open{name:b}");
    }

    @Test
    void callsOfTwoToolsStandInTheOrderOfTheirWords() {
        assertThat(calls("link+open", "", "x a b", NAME, FROM, TO))
                .hasSize(2)
                .first()
                .isEqualTo("open{name:x}");
        assertThat(calls("link+open", "", "a b", FROM, TO)).isEmpty(); // nothing to open
    }

    @Test
    void aPartOfAKnownNameIsTheWholeNameInCallsThatWereNeverMetSo() {
        assertThat(calls("link+open", "Known: Haruto Greco.", "haruto a b", NAME, FROM, TO))
                .first()
                .isEqualTo("open{name:Haruto Greco}");
    }
}
