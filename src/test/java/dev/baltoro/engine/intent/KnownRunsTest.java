package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownRunsTest {
    private static List<String> runs(String facts, String request) {
        ReadText read = ReadText.of(List.of(new Message.System(facts), new Message.User(request)));
        byte[] known = KnownRuns.of(read);
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            if (known[i] == KnownRuns.BEGINS) {
                int to = i + 1;
                while (to < known.length && known[to] == KnownRuns.GOES_ON) {
                    to++;
                }
                runs.add(new Place(i, to).text(read));
            }
        }
        return runs;
    }

    @Test
    void namesOfTheConversationAreRunsHoweverManyWordsTheyHave() {
        assertThat(
                        runs(
                                "Saved: Fitzgerald-Rao wedding, Petal & Stem, Still Life with Lemon.",
                                "petal & stem supplies the fitzgerald-rao wedding, not still life with lemon"))
                .containsExactly("petal & stem", "fitzgerald-rao wedding", "still life with lemon");
    }

    @Test
    void twoNamesOfAListAreTwoRuns() {
        assertThat(runs("Fleet notes: Lena, Truck 22.", "Lena, Truck 22"))
                .containsExactly("Lena", "Truck 22");
        assertThat(runs("jobs saved: Dave's van, Mrs Patel", "Mrs Patel owns Dave's van"))
                .containsExactly("Mrs Patel", "Dave's van");
    }

    @Test
    void aTitleBelongsToItsName() {
        assertThat(
                        runs(
                                "In memory: Mrs. Vos (patient), Dr. Lindqvist.",
                                "dr. lindqvist treats Mrs. Vos"))
                .containsExactly("dr. lindqvist", "Mrs. Vos");
    }

    @Test
    void wordsThatNameNothingAreNew() {
        assertThat(runs("The database has Price in it.", "what has the database in it")).isEmpty();
    }
}
