import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.engine.chat.LocalModel;
import dev.baltoro.langchain4j.BaltoroStreamingChatModel;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// Asks a model in this process a question; it may call a Java method before it answers.
public final class Ask {
    /// What the model may call.
    static final class Weather {
        enum Unit {
            CELSIUS,
            FAHRENHEIT
        }

        @Tool("Says what the weather is like.")
        String weather(@P("the city's name") String city, Unit unit) {
            return unit == Unit.CELSIUS ? "sunny, 21 degrees" : "sunny, 70 degrees";
        }
    }

    interface Assistant {
        TokenStream answer(String question);
    }

    public static void main(String[] arguments) throws Exception {
        try (LocalModel model = LocalModel.open(Path.of(arguments[0]))) {
            DecodingOptions options =
                    DecodingOptions.of(Sampling.OPEN.withSeed(1)).withMaxTokens(60);
            Assistant assistant =
                    AiServices.builder(Assistant.class)
                            .streamingChatModel(
                                    new BaltoroStreamingChatModel(model.chat(), options))
                            .tools(new Weather())
                            .chatRequestTransformer(Ask::callOnce)
                            .build();
            CompletableFuture<Object> end = new CompletableFuture<>();
            assistant
                    .answer(arguments[1])
                    .onPartialResponse(System.out::print)
                    .onToolExecuted(run ->
                            System.out.printf(
                                    "called %s %s -> %s%n",
                                    run.request().name(), run.request().arguments(), run.result()))
                    .onCompleteResponse(response -> {
                        System.out.printf("%n%s%n", response.tokenUsage());
                        end.complete(response);
                    })
                    .onError(end::completeExceptionally)
                    .start();
            end.get();
        }
    }

    /// A first model has never seen a tool and would not call one: the first turn must, the second
    /// must not. With a model that knows tools, leave this out.
    private static ChatRequest callOnce(ChatRequest request) {
        boolean first = request.messages().getLast() instanceof UserMessage;
        ChatRequestParameters choice =
                ChatRequestParameters.builder()
                        .toolChoice(first ? ToolChoice.REQUIRED : ToolChoice.NONE)
                        .build();
        return request.toBuilder().parameters(request.parameters().overrideWith(choice)).build();
    }
}
