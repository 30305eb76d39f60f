package dev.baltoro.flow.specialist;

import dev.baltoro.agent.catalog.MeasuredTools;
import dev.baltoro.data.read.Document;
import dev.baltoro.data.shard.DatasetManifest;
import dev.baltoro.flow.Host;
import dev.baltoro.model.K2Config;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.corpus.QuickstartCorpus;
import dev.baltoro.train.corpus.VocabularyPlan;
import dev.baltoro.train.pretrain.Contexts;
import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The base that every specialist begins from: English, and how invented tools are called. Made
/// once; a step that is done is not done again.
///
/// @param folder of `data` and `pretrain`
/// @param minutes that pretraining may take
/// @param corpus what it learns from beside invented tools
public record BaseFlow(
        Path folder, BaseRecipe recipe, double minutes, ToolCorpus corpus, Host host) {
    /// Shards of the base's text.
    static final String DATA = "data";

    private static final String PRETRAIN = "pretrain";
    private static final String TOOLS = "tools";

    /// The domains of what the user names.
    private static final String CORPUS = "corpus";

    private static final String TEXTS = "texts";

    /// {@return the run's folder, in which the finished model is}
    public Path run() throws IOException {
        Path run = folder.resolve(PRETRAIN);
        if (isDone(folder)) {
            host.say("the base is there already, in " + run);
            return run;
        }
        Files.createDirectories(folder);
        Path shards = text();
        if (Files.exists(run.resolve(RunFolder.RECIPE))) {
            try (PretrainingRun training = PretrainingRun.resume(run, host.samples())) {
                Path unused = host.train(training);
            }
        } else {
            try (PretrainingRun training =
                    PretrainingRun.start(run, inTime(shards), host.samples())) {
                Path unused = host.train(training);
            }
        }
        host.say(CopyCheck.of(run.resolve(PretrainingRun.MODEL_FOLDER)).line());
        return run;
    }

    /// {@return whether a folder has a finished base}
    public static boolean isDone(Path folder) {
        return Files.isDirectory(folder.resolve(PRETRAIN).resolve(PretrainingRun.MODEL_FOLDER));
    }

    /// {@return the folder of a finished base's run}
    public static Path runIn(Path folder) {
        return folder.resolve(PRETRAIN);
    }

    private Path text() throws IOException {
        Path shards = folder.resolve(DATA);
        BaseRecipe.Own own = recipe.own();
        DatasetManifest manifest =
                QuickstartCorpus.prepare(
                        shards,
                        new VocabularyPlan(own.vocabulary(), own.copying()),
                        own.text(),
                        documents(),
                        host::say);
        manifest.domains()
                .forEach((name, domain) ->
                        host.say(
                                "  %-12s %,9d documents %,11d tokens"
                                        .formatted(
                                                name,
                                                domain.train().documents(),
                                                domain.train().tokens())));
        return shards;
    }

    private Map<String, Supplier<Stream<Document>>> documents() {
        long seed = recipe.own().seed();
        int count = recipe.own().requests();
        Map<String, Supplier<Stream<Document>>> documents = new LinkedHashMap<>();
        documents.put(TOOLS, () -> InventedConversations.documents(seed, count, corpus));
        tell(
                "invented tools",
                corpus.leftOutOfInvented(seed, InventedConversations.servers(count)));
        if (!corpus.servers().isEmpty()) {
            host.say(
                    "corpus: %,d servers, %,d tools"
                            .formatted(
                                    corpus.servers().size(),
                                    corpus.servers().stream().mapToInt(List::size).sum()));
            tell("tools of the corpus", corpus.leftOut());
            documents.put(CORPUS, () -> InventedConversations.documentsOf(corpus, seed, count));
        }
        if (!corpus.texts().isEmpty()) {
            documents.put(TEXTS, corpus::documents);
        }
        return documents;
    }

    private void tell(String what, Map<MeasuredTools.Reason, Integer> leftOut) {
        leftOut.forEach((reason, count) ->
                host.say(
                        "  %,d %s left out: the base is to be measured on such a %s"
                                .formatted(count, what, reason.name().toLowerCase(Locale.ROOT))));
    }

    /// {@return the weights of what the user names, beside the recipe's}
    private List<String> mix() {
        List<String> more = new ArrayList<>();
        if (!corpus.servers().isEmpty()) {
            more.add("data.mix.%s=%s".formatted(CORPUS, recipe.own().corpusWeight()));
        }
        if (!corpus.texts().isEmpty()) {
            more.add("data.mix.%s=%s".formatted(TEXTS, recipe.own().textsWeight()));
        }
        return more;
    }

    private Recipe inTime(Path shards) throws IOException {
        Recipe whole = recipe.pretrain(shards, mix());
        int vocabulary = Tokenizer.load(shards.resolve("tokenizer")).vocabSize();
        K2Config config = Contexts.config(whole, vocabulary, note -> {});
        StepSpeed speed = StepSpeed.measure(whole, config);
        int steps = speed.stepsIn(minutes);
        host.say(
                "%.0f minutes are %,d steps of %,d tokens, %.2f s each"
                        .formatted(minutes, steps, whole.batch().tokens(), speed.seconds()));
        return Recipe.parse(whole.toYaml(), List.of("stages.0.steps=" + steps));
    }
}
