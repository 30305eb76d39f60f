package dev.baltoro.agent.domain;

import dev.baltoro.agent.embedding.Embeddings;
import dev.baltoro.agent.embedding.TextEmbedder;
import dev.baltoro.agent.embedding.Vectors;
import dev.baltoro.agent.mcp.McpTool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// The vectors of subjects and of their tools, each of length 1.
///
/// A tool is its name and the first sentence of its description. A server is the mean of its tools
/// and, as much again, its own name with the names of its tools.
///
/// @param subjects a vector each
/// @param tools for each subject a vector for each of its tools
record SubjectVectors(List<float[]> subjects, List<List<float[]>> tools) {
    SubjectVectors {
        subjects = List.copyOf(subjects);
        tools = List.copyOf(tools);
    }

    /// {@return how many texts these subjects have embedded}
    static int texts(List<Subject> subjects) {
        int tools = subjects.stream().mapToInt(one -> one.tools().size()).sum();
        boolean servers = subjects.getFirst().kind() == Subject.Kind.SERVER;
        return tools + (servers ? subjects.size() : 0);
    }

    static SubjectVectors of(List<Subject> subjects, TextEmbedder embedder, IntConsumer progress)
            throws InterruptedException {
        List<String> texts = new ArrayList<>();
        for (Subject subject : subjects) {
            subject.tools().forEach(tool -> texts.add(text(tool)));
            if (subject.kind() == Subject.Kind.SERVER) {
                texts.add(listing(subject));
            }
        }
        List<float[]> vectors = Embeddings.of(texts, embedder, progress);
        List<float[]> own = new ArrayList<>();
        List<List<float[]>> tools = new ArrayList<>();
        int next = 0;
        for (Subject subject : subjects) {
            List<float[]> part = vectors.subList(next, next + subject.tools().size());
            next += part.size();
            float[] vector = Vectors.unit(sum(part));
            if (subject.kind() == Subject.Kind.SERVER) {
                Vectors.add(vector, vectors.get(next++));
            }
            own.add(Vectors.unit(vector));
            tools.add(part);
        }
        return new SubjectVectors(own, tools);
    }

    /// {@return what is embedded of a tool}
    static String text(McpTool tool) {
        return ToolWords.spaced(tool.name()) + ": " + ToolWords.firstSentence(tool.description());
    }

    private static String listing(Subject subject) {
        List<String> names =
                subject.tools().stream().map(tool -> ToolWords.spaced(tool.name())).toList();
        return subject.server() + ". " + String.join("; ", names);
    }

    static float[] sum(List<float[]> vectors) {
        float[] sum = new float[vectors.getFirst().length];
        vectors.forEach(vector -> Vectors.add(sum, vector));
        return sum;
    }
}
