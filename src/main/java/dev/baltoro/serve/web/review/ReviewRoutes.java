package dev.baltoro.serve.web.review;

import dev.baltoro.serve.http.ApiError;
import dev.baltoro.serve.http.HttpExchange;
import dev.baltoro.serve.http.RequestException;
import dev.baltoro.serve.http.Route;
import dev.baltoro.serve.http.RouteModule;
import dev.baltoro.serve.web.SameOrigin;
import dev.baltoro.synth.review.ExportPolicy;
import dev.baltoro.synth.review.Move;
import dev.baltoro.synth.review.ReviewFolder;
import dev.baltoro.synth.review.ReviewItem;
import dev.baltoro.synth.review.ReviewVerdict;
import dev.baltoro.synth.review.SamplePlan;
import dev.baltoro.text.openai.FieldException;
import dev.baltoro.text.openai.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What the review's pages ask of the server. Only its own pages are let in ([SameOrigin]) where
/// something is written; what is only read is kept from other sites by the browser.
///
/// A reviewer is who says so: this tells reviewers apart, and does not keep them from each other.
final class ReviewRoutes implements RouteModule {
    private static final String JSON_LINES = "application/jsonl; charset=utf-8";

    private final ReviewFolder folder;

    ReviewRoutes(ReviewFolder folder) {
        this.folder = folder;
    }

    /// Answers a request of the page's with a document.
    private interface Answer {
        ObjectNode to(Fields body) throws IOException;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/api/open", own(this::open)),
                Route.post("/api/go", own(this::go)),
                Route.post("/api/verdict", own(this::verdict)),
                Route.post("/api/undo", own(this::undo)),
                Route.post("/api/agreement", own(_ -> ReviewJson.agreement(folder.agreement()))),
                Route.get("/export/{policy}", this::export));
    }

    private Route.Handler own(Answer answer) {
        return exchange -> {
            SameOrigin.require(exchange);
            exchange.setHeader("Cache-Control", "no-store");
            Fields body = Fields.body(exchange.readJson());
            ObjectNode document;
            try {
                document = answer.to(body);
            } catch (FieldException e) { // says itself which field
                throw e;
            } catch (IOException e) { // of the folder's files: not the client's connection
                throw failed(e);
            } catch (UncheckedIOException e) {
                throw failed(Objects.requireNonNull(e.getCause()));
            } catch (IllegalArgumentException e) {
                throw new RequestException(
                        ApiError.of(
                                400,
                                ApiError.INVALID_REQUEST,
                                String.valueOf(e.getMessage()),
                                "invalid_value"));
            }
            exchange.json(document);
        };
    }

    private static RequestException failed(IOException cause) {
        return new RequestException(
                ApiError.of(
                        500, "server_error", String.valueOf(cause.getMessage()), "review_failed"));
    }

    private ObjectNode open(Fields body) {
        ObjectNode answer =
                ReviewJson.object()
                        .put("folder", String.valueOf(folder.folder().getFileName()))
                        .put("trajectories", folder.size());
        folder.reviewers().forEach(answer.putArray("reviewers")::add);
        body.string("reviewer")
                .map(ReviewFolder::reviewer)
                .ifPresent(name ->
                        answer.put("reviewer", name)
                                .set("progress", ReviewJson.progress(folder.progress(name))));
        return answer;
    }

    private ObjectNode go(Fields body) throws IOException {
        String reviewer = reviewer(body);
        Move move =
                Move.of(body.requiredString("move"))
                        .orElseThrow(() -> body.wrong("move", "at, next, previous or open"));
        int from = body.integer("from", 0, SamplePlan.SIZE_MAX).orElse(0);
        return answer(reviewer, folder.go(reviewer, move, from, body.flag("show", false)));
    }

    private ObjectNode verdict(Fields body) throws IOException {
        String reviewer = reviewer(body);
        ReviewVerdict verdict =
                ReviewVerdict.of(body.requiredString("verdict"))
                        .orElseThrow(() -> body.wrong("verdict", "accept, reject or unsure"));
        return answer(
                reviewer,
                Optional.of(
                        folder.judge(
                                reviewer,
                                body.requiredString("id"),
                                verdict,
                                body.string("reason").orElse(""))));
    }

    private ObjectNode undo(Fields body) throws IOException {
        String reviewer = reviewer(body);
        return answer(reviewer, folder.undo(reviewer));
    }

    private static String reviewer(Fields body) {
        return ReviewFolder.reviewer(body.requiredString("reviewer"));
    }

    private ObjectNode answer(String reviewer, Optional<ReviewItem> item) {
        ObjectNode answer = ReviewJson.object();
        answer.set("item", ReviewJson.item(item));
        answer.set("progress", ReviewJson.progress(folder.progress(reviewer)));
        return answer;
    }

    private void export(HttpExchange exchange) throws IOException {
        String word = exchange.pathVariable("policy");
        ExportPolicy policy =
                ExportPolicy.of(word)
                        .orElseThrow(() ->
                                new RequestException(
                                        ApiError.invalid(
                                                "policy",
                                                "the policy is not majority, any or all")));
        exchange.setHeader("Cache-Control", "no-store");
        exchange.setHeader("X-Content-Type-Options", "nosniff");
        exchange.setHeader("Content-Disposition", "attachment; filename=\"accepted.jsonl\"");
        exchange.pour(
                JSON_LINES,
                out -> {
                    try {
                        folder.accepted(policy).write(out);
                    } catch (UncheckedIOException e) { // half a file must not look whole
                        throw e.getCause();
                    }
                });
    }
}
