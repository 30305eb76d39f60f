package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.ChildJvm;
import dev.baltoro.cli.mcp.McpPageTools;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.FatalConstraint;
import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.Pause;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.model.checkpoint.HuggingFaceExport;
import dev.baltoro.serve.http.ServerOptions;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import dev.baltoro.text.tokenizer.BpeTrainer;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServeCommandTest {
    private static final long SECONDS_MAX = 120;
    private static final Pattern STARTED =
            Pattern.compile("serving (\\S+) on (http://\\S+) \\(OpenAI base URL \\2/v1");

    @TempDir private static Path folder;

    @Test
    void misuseIsOneLine() {
        for (List<String> wrong :
                List.of(
                        List.of("--host", "0.0.0.0"),
                        List.of("--port", "99999"),
                        List.of("--max-batch", "0"),
                        List.of("--api-key", " "))) {
            Ran ran = Ran.of("serve", "--model", folder, wrong.get(0), wrong.get(1));
            assertThat(ran.code()).as(wrong.toString()).isEqualTo(2);
            assertThat(ran.err()).hasLineCount(1).contains("see baltoro serve --help");
        }
        Ran ran = Ran.of("serve", "--model", folder, "--api-key-file", folder.resolve("none"));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).hasLineCount(1).contains("does not exist");
    }

    @Test
    void engineThatFailsEndsTheServerWithAnError() throws Exception {
        ServeCommand command = new ServeCommand();
        StringWriter err = new StringWriter();
        var unused = new CommandLine(command).setErr(new PrintWriter(err, true));
        try (TinyChat model = new TinyChat(1)) {
            Engine engine = model.chat().engine();
            var request =
                    new GenerationRequest(
                            new int[] {1, 2, 3},
                            5,
                            SamplingParameters.GREEDY,
                            Set.of(),
                            List.of(),
                            Optional.of(new FatalConstraint()),
                            0);
            Pause pause = engine.pause().join();
            try (TokenStream stream = engine.generate(request)) {
                pause.close();
                assertThatThrownBy(() ->
                                command.serve(
                                        model.chat(),
                                        ServerOptions.local(),
                                        McpPageTools.open(List.of(), note -> {})))
                        .isInstanceOf(Failure.class)
                        .hasMessageContaining("the engine failed")
                        .hasMessageContaining("nothing is left");
                assertThatThrownBy(stream::next).isInstanceOf(EngineException.class);
            }
        }
        assertThat(err.toString()).contains("serving tiny on").doesNotContain("stopped");
    }

    /// SIGTERM takes the way of Ctrl-C's SIGINT.
    @Test
    @Tag("slow") // a process of its own
    void serverSaysWhereItIsAnswersAndStops() throws Exception {
        write(folder);
        Path log = folder.resolve("child.log");
        Process child =
                new ProcessBuilder(
                                ChildJvm.command(
                                        Main.class,
                                        "serve",
                                        "--model",
                                        folder.toString(),
                                        "--name",
                                        "ice",
                                        "--port",
                                        "0"))
                        .redirectError(log.toFile())
                        .redirectOutput(folder.resolve("child.out").toFile())
                        .start();
        try {
            String address = address(child, log);
            HttpResponse<String> models;
            try (HttpClient client = HttpClient.newHttpClient()) {
                models =
                        client.send(
                                HttpRequest.newBuilder(URI.create(address + "/v1/models")).build(),
                                HttpResponse.BodyHandlers.ofString());
            }
            assertThat(models.body()).contains("\"id\":\"ice\"");
            child.destroy();
            assertThat(child.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).as(Files.readString(log)).isZero();
            assertThat(Files.readString(log)).contains("GET /v1/models 200").endsWith("stopped\n");
            assertThat(folder.resolve("child.out")).isEmptyFile();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static String address(Process child, Path log) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        while (child.isAlive() && System.nanoTime() < end) {
            Matcher started = STARTED.matcher(Files.readString(log));
            if (started.find()) {
                return started.group(2);
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no start: " + Files.readString(log));
    }

    private static void write(Path folder) throws IOException {
        Tokenizer tokenizer =
                new BpeTrainer(300, 1, BpeTrainer.Progress.SILENT)
                        .train(List.of("the glacier melts, the glacier grows").iterator());
        tokenizer.save(folder);
        K2Config config =
                Presets.named("nano")
                        .withOverrides(
                                Map.of(
                                        "vocab_size", tokenizer.vocabSize(),
                                        "hidden_size", 64,
                                        "num_hidden_layers", 2,
                                        "bos_token_id", 0,
                                        "eos_token_id", tokenizer.requireSpecialId("[EOS]")));
        try (K2Model model = K2Model.random(config, new Seed(3), DType.F32)) {
            HuggingFaceExport.write(
                    folder,
                    config,
                    model.weights(),
                    DType.F32,
                    SafetensorsFolder.DEFAULT_SHARD_BYTES);
        }
    }
}
