package dev.baltoro.serve.web;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.serve.http.ApiError;
import dev.baltoro.serve.http.HttpExchange;
import dev.baltoro.serve.http.RequestException;
import dev.baltoro.serve.http.Route;
import dev.baltoro.serve.http.RouteModule;
import dev.baltoro.serve.openai.ChatCompletions;
import dev.baltoro.text.openai.Fields;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the chat page asks of the server where the server has tools: who it is, an answer in which
/// these tools may be called, and that a call be run.
///
/// Nobody else gets a tool run. Only the server's own pages are let in ([SameOrigin]), with a key
/// where there are keys, and the secret that a page was given when it opened. A call is run only by
/// a ticket, which the server gives out for calls that it has seen the model propose, with the
/// arguments of then, once. A tool that may change something needs the user's consent beside it.
final class PageToolRoutes implements RouteModule {
    /// Answers with calls that follow each other without a word of the user's.
    static final int ROUNDS_MAX = 16;

    private final ModelRegistry models;
    private final AnswerTimes times;
    private final Map<String, PageTool> tools = new HashMap<>();
    private final List<PageTool> listed;
    private final PageVisits visits;
    private final ToolRuns runs;

    PageToolRoutes(ModelRegistry models, AnswerTimes times, PageTools tools, InstantSource clock) {
        this.models = models;
        this.times = times;
        this.listed = tools.tools();
        listed.forEach(tool -> this.tools.put(tool.name(), tool));
        this.visits = new PageVisits(clock);
        this.runs = new ToolRuns(tools);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/page/open", own(this::open)),
                Route.post("/page/answer", own(this::answer)),
                Route.post("/page/call", own(this::call)));
    }

    private static Route.Handler own(Route.Handler handler) {
        return exchange -> {
            SameOrigin.require(exchange);
            exchange.setHeader("Cache-Control", "no-store");
            handler.handle(exchange);
        };
    }

    private void open(HttpExchange exchange) throws IOException {
        Fields body = Fields.body(exchange.readJson());
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.put("page", visits.open(body.string("page"))).put("rounds", ROUNDS_MAX);
        ArrayNode list = answer.putArray("tools");
        for (PageTool tool : listed) {
            JsonNode function = JsonMapper.shared().readTree(tool.declaration().json());
            list.addObject()
                    .put("name", tool.name())
                    .put("source", tool.source())
                    .put("effect", tool.effect().word())
                    .set("description", function.at("/function/description"));
        }
        exchange.json(answer);
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        Fields body = Fields.body(exchange.readJson());
        PageVisit visit = visits.require(body.requiredString("page"));
        Fields request =
                body.object("request").orElseThrow(() -> body.missing("request", "an object"));
        if (!(request.node() instanceof ObjectNode asked)) {
            throw body.wrong("request", "an object");
        }
        ChatEngine model = models.require(request.requiredString("model"));
        declare(request, asked);
        asked.put("stream", true);
        new ChatCompletions(models, times.and(exchange::made))
                .handle(
                        asked,
                        exchange,
                        words ->
                                new ProposingFormat(
                                        words,
                                        (name, arguments) ->
                                                propose(visit, model, name, arguments)));
    }

    /// Adds the server's tools to those that the user has declared.
    private void declare(Fields request, ObjectNode asked) {
        if (!request.get("tools").isArray()) {
            asked.putArray("tools");
        }
        ArrayNode declared = (ArrayNode) asked.get("tools");
        for (JsonNode tool : declared) {
            String name = tool.at("/function/name").asString("");
            if (tools.containsKey(name)) {
                throw Fields.refused(
                        "tools",
                        "\"%s\" is the name of a tool that the server has; name yours otherwise"
                                .formatted(name));
            }
        }
        listed.forEach(
                tool -> declared.add(JsonMapper.shared().readTree(tool.declaration().json())));
    }

    private Optional<ObjectNode> propose(
            PageVisit visit, ChatEngine model, String name, ObjectNode arguments) {
        return Optional.ofNullable(tools.get(name))
                .map(tool -> {
                    var call = new ProposedCall(tool, arguments, model);
                    return JsonMapper.shared()
                            .createObjectNode()
                            .put("ticket", visit.propose(call, visits.now()))
                            .put("source", tool.source())
                            .put("effect", tool.effect().word());
                });
    }

    private void call(HttpExchange exchange) throws IOException, InterruptedException {
        Fields body = Fields.body(exchange.readJson());
        PageVisit visit = visits.require(body.requiredString("page"));
        String ticket = body.requiredString("ticket");
        Consent consent = Consent.of(body);
        if (!runs.enter()) {
            throw new RequestException(
                    ApiError.of(
                            429,
                            "rate_limit_error",
                            "%d calls run already; try again later".formatted(ToolRuns.RUNNING_MAX),
                            "too_many_calls"));
        }
        try {
            ProposedCall call = visit.settle(ticket, consent, visits.now());
            exchange.json(consent == Consent.REFUSE ? refused() : runs.run(call, exchange));
        } finally {
            runs.leave();
        }
    }

    private static ObjectNode refused() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("content", "The user refused this call. It was not run.")
                .put("refused", true);
    }
}
