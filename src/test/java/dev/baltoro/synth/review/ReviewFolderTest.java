package dev.baltoro.synth.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.synth.review.Agreement.Comparison;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReviewFolderTest {
    private static final String ANN = "Ann";
    private static final String BEN = "Ben";

    @TempDir Path folder;
    private final List<String> notes = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    private ReviewFolder open(SamplePlan plan) throws IOException {
        return ReviewFolder.open(folder, Optional.of(plan), clock(), notes::add);
    }

    private ReviewFolder reopen() throws IOException {
        notes.clear();
        return ReviewFolder.open(folder, Optional.empty(), clock(), notes::add);
    }

    private InstantSource clock() {
        return () -> now;
    }

    private static ReviewItem next(ReviewFolder review, String reviewer, int from)
            throws IOException {
        return review.go(reviewer, Move.OPEN, from, false).orElseThrow();
    }

    @Test
    void findingsAreHiddenUntilThereIsAVerdictOrTheReviewerAsks() throws IOException {
        SampleTrajectories.write(folder, 6);
        try (ReviewFolder review = open(new SamplePlan(0, 0, 1))) {
            ReviewItem first = next(review, ANN, 0);
            assertThat(first.findings()).isEmpty();
            assertThat(first.trajectory().propertyNames())
                    .containsExactlyInAnyOrder("task", "messages", "states");
            assertThat(first.own()).isEmpty();

            ReviewItem judged = review.judge(ANN, first.id(), ReviewVerdict.REJECT, " it lies ");
            assertThat(judged.findings().orElseThrow().rules().has("accepted")).isTrue();
            assertThat(judged.own().orElseThrow().reason()).isEqualTo("it lies");
            assertThat(judged.own().orElseThrow().blind()).isTrue();

            ReviewItem changed = review.judge(ANN, first.id(), ReviewVerdict.ACCEPT, "");
            assertThat(changed.own().orElseThrow().blind()).isFalse();

            ReviewItem second = review.go(ANN, Move.NEXT, 1, true).orElseThrow();
            assertThat(second.findings()).isPresent();
            assertThat(review.judge(ANN, second.id(), ReviewVerdict.ACCEPT, "").own().orElseThrow())
                    .satisfies(own -> assertThat(own.blind()).isFalse());
            assertThat(review.agreement().led()).isEqualTo(2);
            // What she said before she saw them still counts.
            assertThat(review.agreement().withRules().getFirst().counts()[1]).contains(1);

            ReviewItem seenByBen = review.judge(BEN, first.id(), ReviewVerdict.UNSURE, "");
            assertThat(seenByBen.findings().orElseThrow().others())
                    .extracting(GivenVerdict::reviewer, GivenVerdict::verdict)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(ANN, ReviewVerdict.ACCEPT));
        }
    }

    @Test
    void undoTakesBackTheLastVerdictAndBringsBackTheOneBefore() throws IOException {
        SampleTrajectories.write(folder, 3);
        try (ReviewFolder review = open(new SamplePlan(0, 0, 1))) {
            String first = next(review, ANN, 0).id();
            review.judge(ANN, first, ReviewVerdict.ACCEPT, "good");
            review.judge(ANN, first, ReviewVerdict.ACCEPT, "good"); // says nothing new
            review.judge(ANN, first, ReviewVerdict.REJECT, "no");
            review.judge(BEN, first, ReviewVerdict.UNSURE, "");

            ReviewItem undone = review.undo(ANN).orElseThrow();
            assertThat(undone.id()).isEqualTo(first);
            assertThat(undone.own().orElseThrow().verdict()).isEqualTo(ReviewVerdict.ACCEPT);
            assertThat(review.undo(ANN).orElseThrow().own()).isEmpty();
            assertThat(review.undo(ANN)).isEmpty();
            assertThat(review.reviewers()).containsExactly(BEN);
        }
    }

    @Test
    void verdictsSurviveReopeningAndOthersOfTheFile() throws IOException {
        SampleTrajectories.write(folder, 5);
        String id;
        try (ReviewFolder review = open(new SamplePlan(0, 3, 1))) {
            id = next(review, ANN, 0).id();
            review.judge(ANN, id, ReviewVerdict.ACCEPT, "");
        }
        try (ReviewFolder review = reopen()) {
            assertThat(review.progress(ANN).mine()).isEqualTo(1);
            assertThat(notes)
                    .singleElement()
                    .asString()
                    .contains("5 of 5", "seed 3", "1 have a verdict");
        }
        SampleTrajectories.write(folder, 9); // more trajectories
        try (ReviewFolder review = reopen()) {
            assertThat(review.progress(ANN).mine()).isEqualTo(1);
            assertThat(review.progress(ANN).sample()).isEqualTo(5); // the sample stays
            assertThat(review.size()).isEqualTo(9);
        }
        SampleTrajectories.write( // another trajectory under the same id
                folder,
                9,
                n -> {
                    var line = SampleTrajectories.of(n);
                    return line.path("id").asString().equals(id) ? line.put("more", 1) : line;
                });
        try (ReviewFolder review = reopen()) {
            assertThat(review.progress(ANN).mine()).isZero();
            assertThat(notes.getFirst())
                    .startsWith("1 verdicts are of trajectories that are no longer");
        }
    }

    @Test
    void fileThatChangesUnderAnOpenReviewIsNoticed() throws IOException {
        SampleTrajectories.write(folder, 5);
        try (ReviewFolder review = open(new SamplePlan(0, 0, 1))) {
            Path file = folder.resolve("trajectories.jsonl");
            String text = Files.readString(file);
            Files.writeString(file, text.replace("Steppe", "Desert"));
            assertThatThrownBy(() -> next(review, ANN, 0)).hasMessageContaining("start again");
        }
    }

    @Test
    void twoReviewersAtOnceNeverGetTheSameUnlessItIsShared() throws Exception {
        SampleTrajectories.write(folder, 200);
        Set<String> shared = ConcurrentHashMap.newKeySet();
        List<List<String>> seen = new ArrayList<>();
        try (ReviewFolder review = open(new SamplePlan(0, 4, 0.2));
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<List<String>>> both = new ArrayList<>();
            for (String reviewer : List.of(ANN, BEN)) {
                both.add(threads.submit(() -> reviewAll(review, reviewer, shared)));
            }
            for (Future<List<String>> one : both) {
                seen.add(one.get());
            }
            assertThat(shared).hasSize(40);
            Set<String> common = new HashSet<>(seen.getFirst());
            common.retainAll(seen.getLast());
            assertThat(common).isEqualTo(shared);
            assertThat(seen.getFirst().size() + seen.getLast().size()).isEqualTo(240);
            assertThat(review.progress(ANN).reviewed()).isEqualTo(200);
            assertThat(review.agreement().between())
                    .singleElement()
                    .satisfies(pair -> assertThat(pair.pairs()).isEqualTo(40));
        }
    }

    private static List<String> reviewAll(ReviewFolder review, String reviewer, Set<String> shared)
            throws IOException {
        List<String> ids = new ArrayList<>();
        for (var item = review.go(reviewer, Move.OPEN, 0, false);
                item.isPresent();
                item = review.go(reviewer, Move.OPEN, item.get().position(), false)) {
            ReviewItem one = item.get();
            if (one.shared()) {
                shared.add(one.id());
            }
            ids.add(one.id());
            review.judge(reviewer, one.id(), ReviewVerdict.ACCEPT, "");
        }
        return ids;
    }

    @Test
    void whatWasLeftWithoutAVerdictGoesToOthersAfterAWhile() throws IOException {
        SampleTrajectories.write(folder, 1);
        try (ReviewFolder review = open(new SamplePlan(0, 0, 0))) {
            String id = next(review, ANN, 0).id();
            assertThat(review.go(BEN, Move.OPEN, 0, false)).isEmpty();
            now = now.plus(ReviewQueue.CLAIM_TIME).plus(Duration.ofSeconds(1));
            assertThat(next(review, BEN, 0).id()).isEqualTo(id);
            assertThat(review.go(ANN, Move.OPEN, 0, false)).isEmpty();
            review.judge(BEN, id, ReviewVerdict.ACCEPT, "");
            review.undo(BEN);
            now = now.plus(ReviewQueue.CLAIM_TIME).plus(Duration.ofSeconds(1));
            assertThat(next(review, ANN, 0).id()).isEqualTo(id);
        }
    }

    @Test
    void reviewerWhoOnlyWalksThroughHoldsButAFew() throws IOException {
        SampleTrajectories.write(folder, 30);
        try (ReviewFolder review = open(new SamplePlan(0, 0, 0))) {
            for (int from = 0; from < 30; from++) {
                assertThat(review.go(ANN, Move.NEXT, from, false)).isPresent();
            }
            assertThat(review.progress(BEN).open()).isEqualTo(30 - ReviewQueue.CLAIMS_MAX);
            assertThat(next(review, BEN, 0).position()).isEqualTo(1);
        }
    }

    @Test
    void stepsLeadThroughTheSampleAndBack() throws IOException {
        SampleTrajectories.write(folder, 4);
        try (ReviewFolder review = open(new SamplePlan(3, 0, 1))) {
            assertThat(next(review, ANN, 0).position()).isEqualTo(1);
            assertThat(review.go(ANN, Move.NEXT, 1, false).orElseThrow().position()).isEqualTo(2);
            assertThat(review.go(ANN, Move.NEXT, 3, false)).isEmpty();
            assertThat(review.go(ANN, Move.PREVIOUS, 3, false).orElseThrow().position())
                    .isEqualTo(2);
            assertThat(review.go(ANN, Move.PREVIOUS, 1, false)).isEmpty();
            assertThat(next(review, ANN, 3).position()).isEqualTo(1); // around
            assertThat(review.go(ANN, Move.AT, 3, false).orElseThrow().position()).isEqualTo(3);
        }
    }

    /// Over the three trajectories of this test: Ann says accept, accept, reject; Ben accept,
    /// reject, unsure; rules accept number 0 and 2, the judge all three.
    @Test
    void agreementCountsPairs() throws IOException {
        SampleTrajectories.write(folder, 3);
        try (ReviewFolder review = open(new SamplePlan(0, 0, 1))) {
            judgeAll(review, ANN, ReviewVerdict.ACCEPT, ReviewVerdict.ACCEPT, ReviewVerdict.REJECT);
            judgeAll(review, BEN, ReviewVerdict.ACCEPT, ReviewVerdict.REJECT, ReviewVerdict.UNSURE);
            Agreement agreement = review.agreement();
            assertThat(agreement.between()).hasSize(1);
            Comparison pair = agreement.between().getFirst();
            assertThat(List.of(pair.first(), pair.second())).containsExactly(ANN, BEN);
            assertThat(pair.counts()).isDeepEqualTo(new long[][] {{1, 1, 0}, {0, 0, 1}, {0, 0, 0}});
            assertThat(agreement.withRules())
                    .extracting(Comparison::first)
                    .containsExactly(Agreement.MAJORITY, ANN, BEN);
            // Together: accept; one against one; reject, since unsure is no vote.
            assertThat(agreement.withRules().getFirst().counts())
                    .isDeepEqualTo(new long[][] {{1, 0}, {1, 0}, {0, 1}});
            assertThat(agreement.withRules().get(1).counts())
                    .isDeepEqualTo(new long[][] {{1, 1}, {1, 0}, {0, 0}});
            assertThat(agreement.withJudge().get(2).counts())
                    .isDeepEqualTo(new long[][] {{1, 0}, {1, 0}, {1, 0}});
            assertThat(agreement.judgeWithRules().counts())
                    .isDeepEqualTo(new long[][] {{2, 1}, {0, 0}});
            assertThat(agreement.strata())
                    .extracting(Agreement.Stratum::name)
                    .containsExactly("library/easy", "library/hard", "shop/easy");
            assertThat(agreement.strata().getFirst().reviewers().orElseThrow())
                    .hasToString("100.0 % [20.7, 100.0], 1 of 1");
            assertThat(agreement.strata().get(1).reviewers()).isEmpty();
        }
    }

    private static void judgeAll(ReviewFolder review, String reviewer, ReviewVerdict... verdicts)
            throws IOException {
        for (int i = 0; i < verdicts.length; i++) {
            review.judge(reviewer, "t-%05d".formatted(i), verdicts[i], "");
        }
    }

    @Test
    void exportHasWhatThePolicyAcceptsAndChangesNothingInIt() throws IOException {
        SampleTrajectories.write(folder, 6);
        try (ReviewFolder review = open(new SamplePlan(0, 0, 1))) {
            judgeAll(
                    review,
                    ANN,
                    ReviewVerdict.ACCEPT,
                    ReviewVerdict.ACCEPT,
                    ReviewVerdict.ACCEPT,
                    ReviewVerdict.UNSURE);
            judgeAll(
                    review,
                    BEN,
                    ReviewVerdict.ACCEPT,
                    ReviewVerdict.REJECT,
                    ReviewVerdict.UNSURE,
                    ReviewVerdict.UNSURE);
            judgeAll(review, "Cy", ReviewVerdict.ACCEPT, ReviewVerdict.REJECT);
            assertThat(exported(review, ExportPolicy.MAJORITY))
                    .containsExactly("t-00000", "t-00002");
            assertThat(exported(review, ExportPolicy.ALL)).containsExactly("t-00000");
            assertThat(exported(review, ExportPolicy.ANY))
                    .containsExactly("t-00000", "t-00001", "t-00002");
            JsonNode line = lines(review, ExportPolicy.ALL).getFirst();
            assertThat(line.path("provenance").toString())
                    .isEqualTo("{\"seed\":1.50,\"teacher\":\"template\"}");
            assertThat(line.path("review").path("policy").asString()).isEqualTo("all");
            assertThat(line.path("review").path("verdicts")).hasSize(3);
            assertThat(line.path("review").path("verdicts").get(0).path("at").asString())
                    .isEqualTo("2026-01-02T03:04:05Z");
        }
    }

    private static List<String> exported(ReviewFolder review, ExportPolicy policy)
            throws IOException {
        return lines(review, policy).stream().map(line -> line.path("id").asString()).toList();
    }

    private static List<JsonNode> lines(ReviewFolder review, ExportPolicy policy)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long count = review.accepted(policy).write(out);
        List<JsonNode> lines =
                out.toString(StandardCharsets.UTF_8)
                        .lines()
                        .<JsonNode>map(TrajectoryHead.JSON::readTree)
                        .toList();
        assertThat(lines).hasSize((int) count);
        return lines;
    }

    @Test
    void badFoldersAndFilesAreToldInOneLine() throws IOException {
        assertRefused(folder.resolve("none"), "does not exist; name a folder with trajectories");
        assertRefused(folder, "has no trajectories.jsonl");
        Path file = folder.resolve("trajectories.jsonl");
        Files.writeString(file, "\n \n");
        assertRefused(file, "is not a folder");
        assertRefused(folder, "holds no trajectory");
        String good = SampleTrajectories.of(0).toString();
        Files.writeString(file, good + "\nnot json\n");
        assertRefused(folder, "line 2: not JSON");
        Files.writeString(file, good.replace("\"messages\"", "\"massages\"") + "\n");
        assertRefused(folder, "line 1: messages is missing");
        Files.writeString(file, good.replace("\"update\"", "\"upsert\"") + "\n");
        assertRefused(folder, "line 1: states[0].changes[0].op is \"upsert\"; use delete, insert");
        Files.writeString(file, good.replace("\"after_message\":5", "\"after_message\":7") + "\n");
        assertRefused(folder, "after_message is 7; use a whole number from 0 to 6");
        Files.writeString(file, good + "\n" + good + "\n");
        assertRefused(folder, "lines 1 and 2 have one id, \"t-00000\"");
        Files.writeString(file, good + "\n");
        Files.writeString(folder.resolve("review.sqlite"), "this is no database. ".repeat(200));
        assertRefused(folder, "review.sqlite", "move it away");
    }

    private void assertRefused(Path where, String... parts) {
        assertThatThrownBy(() ->
                        ReviewFolder.open(where, Optional.empty(), clock(), notes::add).close())
                .isInstanceOf(IOException.class)
                .message()
                .contains(parts)
                .hasLineCount(1);
    }

    @Test
    void tornLastLineIsLeftOutAndTold() throws IOException {
        SampleTrajectories.write(folder, 3);
        Files.writeString(
                folder.resolve("trajectories.jsonl"), "{\"id\": \"half", StandardOpenOption.APPEND);
        try (ReviewFolder review = open(new SamplePlan(0, 0, 1))) {
            assertThat(review.size()).isEqualTo(3);
            assertThat(notes.getFirst()).startsWith("line 4 is not whole and is left out");
        }
    }

    @Test
    void namesThatLookAlikeAreOne() {
        assertThat(ReviewFolder.reviewer("  Zoe\u0308  Kay ")).isEqualTo("Zo\u00eb Kay");
        assertThatThrownBy(() -> ReviewFolder.reviewer(" ")).hasMessageContaining("1 to 60");
        assertThatThrownBy(() -> ReviewFolder.reviewer("a\u0000b")).hasMessageContaining("1 to 60");
    }
}
