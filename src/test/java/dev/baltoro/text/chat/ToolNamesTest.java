package dev.baltoro.text.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ToolNamesTest {
    private static final long SEED = 17;

    private static ToolNames names(List<String> names) {
        return ToolNames.of(
                names.stream()
                        .map(name -> ToolDeclaration.function(name, "", "{\"type\":\"object\"}"))
                        .toList());
    }

    @Test
    void nameThatFitsIsKeptWhateverOthersAreCalled() {
        ToolNames names = names(List.of("a b", "a/b", "a_b", "a_b_2"));
        assertThat(names.shown("a_b")).isEqualTo("a_b");
        assertThat(names.shown("a_b_2")).isEqualTo("a_b_2");
        assertThat(names.shown("a b")).isEqualTo("a_b_3");
        assertThat(names.shown("a/b")).isEqualTo("a_b_4");
        assertThat(names.given("a_b_4")).isEqualTo("a/b");
    }

    @Test
    void everyNameHasOneInK2sAlphabetThatLeadsBackToIt() {
        Random random = new Random(SEED);
        List<String> bits = List.of("a", "_", " ", "/", "é", "🏔", "x".repeat(63), ".", "2", ":");
        for (int round = 0; round < 500; round++) {
            Set<String> given = new HashSet<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                StringBuilder name = new StringBuilder();
                for (int j = random.nextInt(4); j >= 0; j--) {
                    name.append(bits.get(random.nextInt(bits.size())));
                }
                given.add(name.toString());
            }
            List<String> order = new ArrayList<>(given);
            ToolNames names = names(order);
            Set<String> shown = new HashSet<>();
            for (String name : order) {
                String inPrompt = names.shown(name);
                String what = "seed %d, round %d: %s".formatted(SEED, round, order);
                assertThat(inPrompt).as(what).matches("[a-zA-Z0-9_.-]{1,64}");
                assertThat(shown.add(inPrompt)).as(what).isTrue();
                assertThat(names.given(inPrompt)).as(what).isEqualTo(name);
            }
        }
    }

    @Test
    void declarationAndChoiceAreRenamedTogether() {
        ToolDeclaration tool = ToolDeclaration.function("list tasks", "", "{\"type\":\"object\"}");
        ToolUse use = new ToolUse(List.of(tool), new ToolChoice.Named("list tasks"), false);
        ToolUse shown = ToolNames.of(use.tools()).shown(use);
        assertThat(shown.tools().getFirst().json()).contains("\"name\":\"list_tasks\"");
        assertThat(shown.choice()).isEqualTo(new ToolChoice.Named("list_tasks"));
        assertThat(shown.parallel()).isFalse();
    }
}
