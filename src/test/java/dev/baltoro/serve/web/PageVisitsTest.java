package dev.baltoro.serve.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.serve.http.RequestException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/// How long pages and their calls are known.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageVisitsTest {
    private Instant now = Instant.EPOCH;
    private final PageVisits visits = new PageVisits(() -> now);
    private TinyChat model;

    @BeforeAll
    void open() {
        model = new TinyChat(1);
    }

    @AfterAll
    void close() {
        model.close();
    }

    private ProposedCall call() {
        return new ProposedCall(
                new LightTools().tools().getFirst(),
                JsonMapper.shared().createObjectNode(),
                model.chat());
    }

    @Test
    void callExpires() {
        PageVisit visit = visits.require(visits.open(Optional.empty()));
        String ticket = visit.propose(call(), now);
        String other = visit.propose(call(), now);
        now = now.plus(PageVisit.DECISION_TIME);
        assertThat(visit.settle(other, Consent.NOT_ASKED, now).tool().name()).isEqualTo("look");
        now = now.plusMillis(1);
        assertThatThrownBy(() -> visit.settle(ticket, Consent.RUN, now))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("30 minutes");
    }

    @Test
    void onlyTheLatestCallsWait() {
        PageVisit visit = visits.require(visits.open(Optional.empty()));
        List<String> tickets = new ArrayList<>();
        for (int i = 0; i <= PageVisit.CALLS_MAX; i++) {
            tickets.add(visit.propose(call(), now));
        }
        assertThat(tickets).doesNotHaveDuplicates();
        assertThatThrownBy(() -> visit.settle(tickets.getFirst(), Consent.RUN, now))
                .isInstanceOf(RequestException.class);
        for (String ticket : tickets.subList(1, tickets.size())) {
            assertThat(visit.settle(ticket, Consent.RUN, now).arguments()).isEmpty();
        }
    }

    @Test
    void pageThatIsNotUsedForLongIsForgotten() {
        String used = visits.open(Optional.empty());
        String idle = visits.open(Optional.empty());
        now = now.plus(PageVisits.IDLE_TIME);
        visits.require(used);
        now = now.plus(Duration.ofMinutes(1));
        visits.require(used);
        assertThatThrownBy(() -> visits.require(idle)).hasMessageContaining("load the page again");
        assertThat(visits.open(Optional.of(idle))).isNotEqualTo(idle);
        assertThat(visits.open(Optional.of(used))).isEqualTo(used);
    }

    @Test
    void oldestPageMakesRoom() {
        PageVisits few = new PageVisits(() -> now);
        List<String> pages = new ArrayList<>();
        for (int i = 0; i <= PageVisits.PAGES_MAX; i++) {
            now = now.plusSeconds(1);
            pages.add(few.open(Optional.empty()));
        }
        assertThatThrownBy(() -> few.require(pages.getFirst()))
                .isInstanceOf(RequestException.class);
        for (String page : pages.subList(1, pages.size())) {
            assertThat(few.require(page)).isNotNull();
        }
    }
}
