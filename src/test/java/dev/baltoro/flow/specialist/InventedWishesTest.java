package dev.baltoro.flow.specialist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.request.RequestContext;
import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.flow.specialist.InventedWishes.Asked;
import dev.baltoro.synth.tool.InventedServer;
import dev.baltoro.synth.tool.InventedTools;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Requests to invented servers in their domain's words.
class InventedWishesTest {
    private static final InventedServer SERVER = InventedTools.server(1, 3);

    private static List<Asked> drawn(InventedServer server, boolean told) {
        InventedWishes wishes = new InventedWishes(server);
        return IntStream.range(0, 300)
                .mapToObj(i -> wishes.draw(new SplittableRandom(i), "r" + i, told))
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void allKindsAreAskedAndEachSaysWhichToolsItTakes() {
        List<Asked> drawn = drawn(SERVER, true);
        assertThat(drawn).hasSizeGreaterThan(270); // some draws cannot be granted
        assertThat(drawn)
                .extracting(asked -> asked.request().kind())
                .contains(
                        RequestKind.SINGLE,
                        RequestKind.PARALLEL,
                        RequestKind.MULTI_STEP,
                        RequestKind.ASK_BACK,
                        RequestKind.NO_TOOL);
        for (Asked asked : drawn) {
            assertThat(asked.tools())
                    .containsAll(
                            asked.request().expected().stream().map(WantedCall::name).toList());
            if (asked.request().kind() == RequestKind.ASK_BACK) {
                assertThat(asked.tools()).hasSize(1); // so that it can be told from no tool at all
            }
        }
    }

    @Test
    void noCallNeedsAResultThatIsNotThereYet() {
        assertThat(drawn(SERVER, true)).noneMatch(asked -> asked.request().needsResults());
    }

    @Test
    void aServerThatOffersAFewToolsIsAskedForTheseAlone() {
        InventedServer few = SERVER.offering(SERVER.tools().subList(0, 2));
        Set<String> names =
                few.tools().stream()
                        .map(tool -> tool.declaration().name())
                        .collect(Collectors.toSet());
        assertThat(drawn(few, true))
                .isNotEmpty()
                .allMatch(asked -> names.containsAll(asked.tools()));
    }

    @Test
    void withoutFactsNothingIsSaidBeforeTheRequest() {
        assertThat(drawn(SERVER, false))
                .isNotEmpty()
                .allMatch(asked -> asked.request().context().equals(RequestContext.NONE));
        assertThat(drawn(SERVER, true))
                .anyMatch(asked -> !asked.request().context().facts().isEmpty());
    }
}
