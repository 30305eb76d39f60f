package dev.baltoro.cli;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.data.shard.DatasetManifest;
import dev.baltoro.flow.EngineSamples;
import dev.baltoro.tensor.DType;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.corpus.QuickstartCorpus;
import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.recipe.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `baltoro quickstart`: from nothing to a small trained model.
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description = {
            "Train a first small model on real text, in a few minutes on two cores.",
            "Prepares definitions (WordNet), code (the JDK's own source) and worked arithmetic,"
                    + " trains the nano preset with MuonClip, and shows what it learned."
        },
        footerHeading = "%nExample:%n",
        footer = "  baltoro quickstart --run runs/quickstart")
final class QuickstartCommand implements Runnable {
    /// Ids of the tokenizer that is trained on the text.
    static final int VOCABULARY = 4096;

    /// Where the prepared text lies if nothing else is said.
    static final Path DATA = Path.of("data/quickstart");

    private static final String RECIPE = "/dev/baltoro/cli/quickstart.yaml";

    @Spec private CommandSpec spec;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "run folder to make (default: ${DEFAULT-VALUE})")
    private Path run = Path.of("runs/quickstart");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder of the prepared text (default: ${DEFAULT-VALUE})")
    private Path data = DATA;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "set a key of the recipe, such as stages.0.steps=100; repeatable")
    private List<String> set = new ArrayList<>();

    @Override
    public void run() {
        PrintWriter log = spec.commandLine().getErr();
        try {
            if (Files.exists(run.resolve("recipe.yaml"))) {
                throw new Failure(
                        "a run is already in %s; go on with: baltoro pretrain --resume %s, or choose another folder with --run"
                                .formatted(run, run));
            }
            DatasetManifest manifest =
                    QuickstartCorpus.prepare(data, VOCABULARY, line -> say(log, line));
            manifest.domains()
                    .forEach((name, domain) ->
                            say(
                                    log,
                                    String.format(
                                            Locale.ROOT,
                                            "  %-12s %,9d documents %,11d tokens to learn, %,8d held out",
                                            name,
                                            domain.train().documents(),
                                            domain.train().tokens(),
                                            domain.heldOut().tokens())));
            try (PretrainingRun training =
                    PretrainingRun.start(run, recipe(manifest), new EngineSamples())) {
                Path model = Training.toTheEnd(training, DType.BF16, spec);
                show(training, log);
                next(model, training.report(), log);
                spec.commandLine().getOut().println(model);
            }
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    private Recipe recipe(DatasetManifest manifest) throws IOException {
        List<String> overrides = new ArrayList<>();
        overrides.add("data.shards=" + data);
        if (!manifest.domains().containsKey("code")) {
            overrides.add("data.mix={knowledge: 0.6, mathematics: 0.4}");
        }
        overrides.addAll(set);
        try (InputStream text = QuickstartCommand.class.getResourceAsStream(RECIPE)) {
            if (text == null) {
                throw new IllegalStateException("the build has no " + RECIPE);
            }
            return Recipe.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8), overrides);
        }
    }

    private static void show(PretrainingRun training, PrintWriter log) throws IOException {
        say(log, "");
        say(log, "held-out loss, in nats a token, beside what token frequencies alone reach:");
        Map<String, Double> losses = training.training().heldOut();
        losses.forEach((domain, loss) ->
                say(
                        log,
                        String.format(
                                Locale.ROOT,
                                "  %-12s %.3f   (unigram entropy %.3f)",
                                domain,
                                loss,
                                training.unigramEntropy().get(domain))));
        Tokenizer tokenizer = training.tokenizer().orElseThrow();
        Recipe.Generation asked = training.recipe().generate();
        List<String> texts =
                new EngineSamples().write(training.training().model(), tokenizer, asked, 1);
        for (int i = 0; i < texts.size(); i++) {
            say(log, "");
            say(log, "> " + asked.prompts().get(i).strip().replace("\n", "\n> "));
            say(log, texts.get(i).strip());
        }
    }

    private static void next(Path model, Path report, PrintWriter log) {
        say(log, "");
        say(log, "next:");
        say(log, "  open " + report + "   (curves, heads, experts)");
        say(log, "  ./baltoro chat --model " + model + "   (talk with it here)");
        say(log, "  ./baltoro serve --model " + model + "   (OpenAI's API, and a chat page)");
        say(log, "  ./baltoro generate --model " + model + " --prompt \"castle (noun):\"");
        say(log, "  ./baltoro plan " + model + "   (what it is made of, beside Kimi K2's cousins)");
        say(log, "  ./baltoro pretrain --help   (your own recipes and text)");
    }

    private static void say(PrintWriter log, String line) {
        log.println(line);
        log.flush();
    }
}
