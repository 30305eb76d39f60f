package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.Message;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HalfNamesTest {
    private static final String FILES =
            "Use /srv/orchard only. harvest/ has \"row 3.md\" and \"row 4.md\", maps/ has pond.png."
                    + " Also there: budget.csv, plan.txt and old/plan 2019.txt";
    private static final String STORE =
            "Stored: Mira Holt (person), Chess Barn (venue), pump-07 (machine), あさひ丸 (ship).";

    private static String read(String facts, String request) {
        ReadText read = ReadText.of(List.of(new Message.System(facts), new Message.User(request)));
        return read.text().substring(read.request());
    }

    @Test
    void aPartOfAFilesNameBecomesThePathThatIsKnown() {
        assertThat(read(FILES, "who is in row 4")).isEqualTo("who is in harvest/row 4.md");
        assertThat(read(FILES, "show me the pond picture"))
                .isEqualTo("show me the maps/pond.png picture");
        assertThat(read(FILES, "the 2019 plan, please")).isEqualTo("the old/plan 2019.txt, please");
        assertThat(read(FILES, "open pond dot png")).isEqualTo("open maps/pond.png");
        assertThat(read(FILES, "Budget, what's in it?")).isEqualTo("budget.csv, what's in it?");
    }

    @Test
    void aFolderIsMeantByItsLastName() {
        assertThat(read(FILES, "what's in the orchard folder?"))
                .isEqualTo("what's in /srv/orchard?");
        assertThat(read(FILES, "buy an orchard")).isEqualTo("buy an orchard");
    }

    @Test
    void anEntryIsMeantByAWordOfItsNameOrByWhatItIs() {
        assertThat(read(STORE, "mira moved")).isEqualTo("Mira Holt moved");
        assertThat(read(STORE, "delete the pump")).isEqualTo("delete the pump-07");
        assertThat(read(STORE, "note on the ship: leaks")).isEqualTo("note on the あさひ丸: leaks");
        assertThat(read(STORE, "he plays chess")).isEqualTo("he plays chess");
    }

    @Test
    void whatMayBeTwoThingsOrSomethingNewStaysAsItIs() {
        assertThat(read(FILES, "show me the row")).isEqualTo("show me the row");
        assertThat(read(FILES, "a new budget")).isEqualTo("a new budget");
        assertThat(read(FILES, "move plan.txt to budget-old.csv"))
                .isEqualTo("move plan.txt to budget-old.csv");
        assertThat(read(FILES, "write \"the pond is full\" there"))
                .isEqualTo("write \"the pond is full\" there");
    }

    @Test
    void daysTimesAndPlainWordsAreNoNames() {
        String runs = "runs/ has run_04.csv and run_05.csv. Also schedule.csv and notes.txt.";
        for (String request :
                List.of(
                        "set an alarm for 10:05",
                        "what was on 2024-05-04",
                        "schedule a meeting with Tom",
                        "give me the size of the barn")) {
            assertThat(read(runs, request)).isEqualTo(request);
        }
        String prose =
                "You are helpful. The calendar is shared (read only). Priority: High. Task: Help the user.";
        assertThat(read(prose, "add it to the calendar, then tell the user"))
                .isEqualTo("add it to the calendar, then tell the user");
        String people =
                "Persons: Will Smith, May Chen. Write to ada@example.org or see github.com.";
        assertThat(read(people, "will it rain in may? open an issue on github"))
                .isEqualTo("will it rain in may? open an issue on github");
    }

    @Test
    void ofTwoThingsWithOneNameNeitherIsMeant() {
        assertThat(read("docs/readme.md and src/readme.md exist.", "open the readme"))
                .isEqualTo("open the readme");
    }

    @Test
    void aValueThatHasMoreWordsIsWhatTheUserSaid() {
        ReadText read =
                ReadText.of(
                        List.of(
                                new Message.System(STORE),
                                new Message.User("write down that mira is ill")));
        int all = read.words().size();
        assertThat(new Place(all - 4, all - 2).text(read)).isEqualTo("Mira Holt");
        assertThat(new Place(all - 4, all).text(read)).isEqualTo("mira is ill");
        assertThat(read.said(read.request(), read.text().length()))
                .isEqualTo("write down that mira is ill");
    }

    @Test
    void namesOfSignsAloneAndVeryLongFactsAreNoTrouble() {
        String found = "[{\"name\": \"/\", \"entityType\": \"folder\"}]";
        ReadText read =
                ReadText.of(
                        List.of(
                                new Message.ToolResult("a", found),
                                new Message.System("a.b.".repeat(50_000) + "x/".repeat(50_000)),
                                new Message.User("open the folder")));
        assertThat(read.text()).endsWith("open the folder");
    }

    @Test
    void wordsOfAKnownValueStay() {
        ReadText read =
                ReadText.of(
                        List.of(
                                new Message.System(STORE),
                                new Message.User("write down: mira is ill")),
                        Set.of("mira is ill"));
        assertThat(read.text()).endsWith("write down: mira is ill");
    }
}
