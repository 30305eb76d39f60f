package dev.baltoro.agent.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.embedding.Embeddings;
import dev.baltoro.agent.embedding.SentenceModel;
import dev.baltoro.agent.embedding.VectorFile;
import dev.baltoro.agent.toolbelt.SearchRecall.Query;
import dev.baltoro.agent.toolbelt.ToolSearch.By;
import dev.baltoro.agent.toolbelt.ToolSearch.Meanings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolSearchTest {
    @TempDir private Path folder;

    @Test
    void wordsOfANameCountForMoreThanThoseOfADescription() {
        ToolShelf shelf = new ToolShelf();
        shelf.add(
                "s",
                Shelves.tools(
                        "list_things: Lists things, for instance invoices, letters, invoices",
                        "payInvoice: Pays",
                        "other: Says nothing of it"),
                (name, _) -> BeltAnswer.of(name));
        assertThat(ToolSearch.byWords(shelf).find("invoices, please", 5))
                .extracting(ShelvedTool::name)
                .containsExactly("payInvoice", "list_things");
        assertThat(ToolSearch.byWords(shelf).find("the of a", 5)).isEmpty();
    }

    @Test
    void whatHasOtherWordsIsFoundByItsMeaning() throws IOException, InterruptedException {
        ToolShelf shelf = Shelves.small();
        try (SentenceModel model = SentenceModel.load()) {
            List<float[]> vectors = Embeddings.of(ToolSearch.texts(shelf), model, _ -> {});
            ToolSearch search = ToolSearch.byBoth(shelf, new Meanings(vectors, model));
            String asked = "will it rain in Bergen tomorrow?";
            assertThat(search.find(asked, 1, By.WORDS)).isEmpty();
            for (By by : List.of(By.MEANING, By.BOTH)) {
                assertThat(search.find(asked, 1, by))
                        .extracting(ShelvedTool::name)
                        .containsExactly("get_forecast");
            }
            List<Query> queries =
                    List.of(new Query(asked, "get_forecast"), new Query("post a note", "search"));
            SearchRecall recall = SearchRecall.of(search, By.MEANING, queries);
            assertThat(recall.first().successes()).isEqualTo(1);
            assertThat(recall.ten().successes()).isEqualTo(2); // of five tools all are found
            assertThat(SearchRecall.of(search, By.WORDS, queries).ten().successes()).isZero();
            assertThatThrownBy(() ->
                            ToolSearch.byBoth(shelf, new Meanings(vectors.subList(0, 2), model)))
                    .hasMessageContaining("2 vectors for 5 tools");
        }
    }

    @Test
    void vectorsAreKeptForTheSameTextsAndMadeAnewForOthers()
            throws IOException, InterruptedException {
        Path file = folder.resolve("vectors.bin");
        AtomicInteger computed = new AtomicInteger();
        try (SentenceModel model = SentenceModel.load()) {
            List<String> texts = List.of("one", "two", "three");
            List<float[]> made = VectorFile.of(texts, model, file, _ -> computed.incrementAndGet());
            assertThat(computed).hasValue(3);
            List<float[]> kept = VectorFile.of(texts, model, file, _ -> computed.incrementAndGet());
            assertThat(computed).hasValue(3);
            for (int i = 0; i < 3; i++) {
                assertThat(kept.get(i)).isEqualTo(made.get(i));
            }
            VectorFile.of(
                    List.of("one", "two", "four"), model, file, _ -> computed.incrementAndGet());
            assertThat(computed).hasValue(6);
            Files.writeString(file, "broken");
            VectorFile.of(texts, model, file, _ -> computed.incrementAndGet());
            assertThat(computed).hasValue(9);
        }
    }
}
