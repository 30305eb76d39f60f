package dev.baltoro.cli.bench;

import dev.baltoro.cli.model.ModelFolder;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.cli.terminal.ServeLog;
import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.GenerationDefaults;
import dev.baltoro.model.K2Model;
import dev.baltoro.serve.bench.Soak;
import dev.baltoro.tensor.NativeMemory;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `baltoro bench soak`: a server and its clients, for minutes.
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Wear a server down with clients that stay, leave, dawdle or send nonsense, and count what",
            "is left over: every answer is compared with a lone client's."
        },
        footerHeading = "%nExample:%n",
        footer = "  baltoro bench soak --model runs/nano/model --minutes 10")
final class BenchSoakCommand implements Runnable {
    private static final double MINUTES_MAX = 24 * 60;
    private static final int CLIENTS_MAX = 1000;
    private static final int ROWS = 10;

    @Spec private CommandSpec spec;

    @Mixin private ModelFolder model = new ModelFolder();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "how long (default: ${DEFAULT-VALUE})")
    private double minutes = 10;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "how many ask at once (default: ${DEFAULT-VALUE})")
    private int clients = 64;

    @Override
    public void run() {
        if (!(minutes > 0 && minutes <= MINUTES_MAX) || clients < 1 || clients > CLIENTS_MAX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--minutes is %s and --clients %d; use up to %.0f and %d"
                            .formatted(minutes, clients, MINUTES_MAX, CLIENTS_MAX));
        }
        ServeLog.quiet();
        try (K2Model loaded = model.loadForInference()) {
            Tokenizer tokenizer = Tokenizer.load(model.path());
            try (Engine engine = Engine.open(loaded, tokenizer, EngineOptions.standard())) {
                soak(
                        new ChatEngine(
                                engine,
                                tokenizer,
                                new ChatEncoder(tokenizer, ChatTemplate.K2),
                                "soak",
                                new GenerationDefaults(Set.of(), SamplingParameters.DEFAULT)));
            }
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void soak(ChatEngine engine) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "seconds  complete      left   refused     wrong   running  stray pages   tensors  native MB   heap MB    tokens/s");
        Duration time = Duration.ofMillis((long) (minutes * 60_000));
        Soak.Row last =
                new Soak(engine, clients).run(time, time.dividedBy(ROWS), row -> print(out, row));
        print(out, last);
        if (last.wrong() > 0 || last.strayPages() > 0 || last.engine().running() > 0) {
            throw new Failure(
                    "%d answers were wrong, %d pages and %d sequences are left over"
                            .formatted(last.wrong(), last.strayPages(), last.engine().running()));
        }
    }

    private static void print(PrintWriter out, Soak.Row row) {
        Runtime runtime = Runtime.getRuntime();
        out.printf(
                Locale.ROOT,
                "%7d %9d %9d %9d %9d %9d %12d %9d %10d %9d %11.0f%n",
                row.seconds(),
                row.complete(),
                row.left(),
                row.refused(),
                row.wrong(),
                row.engine().running(),
                row.strayPages(),
                NativeMemory.liveTensors(),
                NativeMemory.liveBytes() >> 20,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                (double) row.engine().completionTokens() / Math.max(1, row.seconds()));
        out.flush();
    }
}
