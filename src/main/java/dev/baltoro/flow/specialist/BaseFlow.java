package dev.baltoro.flow.specialist;

import dev.baltoro.agent.catalog.MeasuredTools;
import dev.baltoro.data.read.Document;
import dev.baltoro.data.shard.DatasetManifest;
import dev.baltoro.flow.Host;
import dev.baltoro.model.K2Config;
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

    /// Of a request to invented tools, with its share of the declarations: counted on 24,000.
    private static final double REQUEST_TOKENS = 143;

    /// More requests than the steps have room for, since how long they are is a guess.
    private static final double SPARE = 1.15;

    /// {@return the run's folder, in which the finished model is}
    public Path run() throws IOException {
        Path run = folder.resolve(PRETRAIN);
        if (isDone(folder)) {
            host.say("the base is there already, in " + run);
            return run;
        }
        Files.createDirectories(folder);
        if (Files.exists(run.resolve(RunFolder.RECIPE))) {
            try (PretrainingRun training = PretrainingRun.resume(run, host.samples())) {
                Path unused = host.train(training);
            }
        } else {
            Recipe inTime = inTime();
            text(recipe.own().requests().orElseGet(() -> requests(inTime)));
            try (PretrainingRun training = PretrainingRun.start(run, inTime, host.samples())) {
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

    private void text(int requests) throws IOException {
        BaseRecipe.Own own = recipe.own();
        DatasetManifest manifest =
                QuickstartCorpus.prepare(
                        folder.resolve(DATA),
                        new VocabularyPlan(own.vocabulary(), own.copying()),
                        own.text(),
                        documents(requests),
                        host::say);
        manifest.domains()
                .forEach((name, domain) ->
                        host.say(
                                "  %-12s %,9d documents %,11d tokens"
                                        .formatted(
                                                name,
                                                domain.train().documents(),
                                                domain.train().tokens())));
    }

    private Map<String, Supplier<Stream<Document>>> documents(int count) {
        long seed = recipe.own().seed();
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

    /// {@return pretraining's recipe with as many steps as fit into the time}
    private Recipe inTime() throws IOException {
        Recipe whole = recipe.pretrain(folder.resolve(DATA), mix());
        K2Config config = Contexts.config(whole, recipe.own().vocabulary(), note -> {});
        StepSpeed speed = StepSpeed.measure(whole, config);
        int steps = speed.stepsIn(minutes);
        host.say(
                "%.0f minutes are %,d steps of %,d tokens, %.2f s each"
                        .formatted(minutes, steps, whole.batch().tokens(), speed.seconds()));
        return Recipe.parse(whole.toYaml(), List.of("stages.0.steps=" + steps));
    }

    /// {@return as many requests as the steps read once}
    static int requests(Recipe recipe) {
        Map<String, Double> mix = recipe.data().mix();
        double all = mix.values().stream().mapToDouble(Double::doubleValue).sum();
        double most = Math.max(mix.getOrDefault(TOOLS, 0.0), mix.getOrDefault(CORPUS, 0.0));
        double share = mix.isEmpty() ? 1 : most / all;
        double requests = SPARE * share * recipe.tokens() / REQUEST_TOKENS;
        return (int) Math.clamp(Math.ceil(requests), 1, BaseRecipe.REQUESTS_MAX);
    }
}
