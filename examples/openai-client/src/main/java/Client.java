import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import java.util.List;
import java.util.Map;

/// OpenAI's own Java client against `baltoro serve`: a streamed answer, then a tool call.
public final class Client {
    public static void main(String[] arguments) {
        OpenAIClient client =
                OpenAIOkHttpClient.builder().baseUrl(arguments[0]).apiKey("none").build();
        String model = client.models().list().data().getFirst().id();
        System.out.println("model: " + model);

        ChatCompletionCreateParams question =
                ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessage(arguments[1])
                        .maxCompletionTokens(40)
                        .build();
        try (StreamResponse<ChatCompletionChunk> answer =
                client.chat().completions().createStreaming(question)) {
            answer.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .forEach(System.out::print);
        }
        System.out.println();

        ChatCompletionCreateParams call =
                question.toBuilder()
                        .maxCompletionTokens(100)
                        .addTool(weather())
                        .toolChoice(ChatCompletionToolChoiceOption.Auto.REQUIRED)
                        .build();
        client.chat().completions().create(call).choices().getFirst().message().toolCalls().stream()
                .flatMap(List::stream)
                .map(made -> made.asFunction().function())
                .forEach(made -> System.out.println(made.name() + " " + made.arguments()));
        client.close();
    }

    private static ChatCompletionFunctionTool weather() {
        Map<String, Object> properties =
                Map.of(
                        "city", Map.of("type", "string", "maxLength", 20),
                        "unit", Map.of("enum", List.of("celsius", "fahrenheit")));
        return ChatCompletionFunctionTool.builder()
                .function(
                        FunctionDefinition.builder()
                                .name("get_weather")
                                .parameters(
                                        FunctionParameters.builder()
                                                .putAdditionalProperty(
                                                        "type", JsonValue.from("object"))
                                                .putAdditionalProperty(
                                                        "properties", JsonValue.from(properties))
                                                .putAdditionalProperty(
                                                        "required",
                                                        JsonValue.from(List.of("city", "unit")))
                                                .putAdditionalProperty(
                                                        "additionalProperties",
                                                        JsonValue.from(false))
                                                .build())
                                .build())
                .build();
    }
}
