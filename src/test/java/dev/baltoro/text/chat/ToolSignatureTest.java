package dev.baltoro.text.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToolSignatureTest {
    @Test
    void typesDefaultsFormatsAndNestedObjectsAreShown() {
        assertThat(
                        signature(
                                "Adds a task. More is told elsewhere.",
                                """
                                {"type":"object","required":["title","where"],"properties":{
                                "due":{"type":["string","null"],"format":"date"},
                                "limit":{"type":"integer","default":10},
                                "mode":{"enum":["fast","slow"],"type":"string"},
                                "tags":{"type":"array","items":{"type":"string"}},
                                "title":{"type":"string"},
                                "where":{"$ref":"#/$defs/place"}},
                                "$defs":{"place":{"type":"object","required":["city"],
                                "properties":{"city":{"type":"string"},"floor":{"anyOf":[{"type":"integer"},
                                {"type":"null"}]}}}}}
                                """))
                .isEqualTo(
                        "add(due?: date, limit?: integer = 10, mode?: fast|slow, tags?: string[], title: string, "
                                + "where: {city: string, floor?: integer})  Adds a task.");
    }

    @Test
    void schemaThatRefersToItselfEnds() {
        assertThat(
                        signature(
                                "",
                                """
                                {"type":"object","properties":{"tree":{"$ref":"#/$defs/node"}},
                                "$defs":{"node":{"type":"object","properties":{"next":{"$ref":"#/$defs/node"}}}}}
                                """))
                .isEqualTo("add(tree?: {next?: {next?: {next?: object}}})");
    }

    @Test
    void optionalParametersGoFirstWhereAllAreTooMany() {
        String many =
                IntStream.range(0, 60)
                        .mapToObj("\"optional_parameter_%02d\":{\"type\":\"string\"}"::formatted)
                        .collect(Collectors.joining(","));
        String signature =
                signature(
                        "x".repeat(1_000),
                        "{\"type\":\"object\",\"required\":[\"zone\"],\"properties\":{%s,\"zone\":{\"type\":\"string\"}}}"
                                .formatted(many));
        assertThat(signature).hasSizeLessThanOrEqualTo(ToolSignature.CHARS_MAX);
        assertThat(signature)
                .contains("optional_parameter_00?: string")
                .contains("zone: string, …)");
    }

    private static String signature(String description, String schema) {
        return ToolSignature.of(ToolDeclaration.function("add", description, schema));
    }
}
