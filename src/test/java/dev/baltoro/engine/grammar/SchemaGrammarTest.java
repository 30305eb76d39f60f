package dev.baltoro.engine.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.text.tokenizer.K2Vocabulary;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaGrammarTest {
    private static final long SEED = 7;
    private static final String END = "<|im_end|>";
    private static final Tokenizer TOKENIZER = Walk.tokenizer();
    private static final Grammars GRAMMARS = new Grammars(TOKENIZER);

    private static boolean accepts(String schema, String json) {
        return Walk.accepts(TOKENIZER, GRAMMARS.jsonSchema(schema).start(), json + END);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "true",
                "{\"type\":\"string\"}",
                "{\"type\":[\"integer\",\"null\"]}",
                "{\"type\":\"object\"}",
                "{\"type\":\"string\",\"minLength\":3,\"maxLength\":5}",
                "{\"type\":\"string\",\"pattern\":\"^[a-z]{2,4}-[0-9]+$\"}",
                "{\"type\":\"string\",\"pattern\":\"b+|^x\",\"minLength\":4,\"maxLength\":8}",
                "{\"type\":\"string\",\"pattern\":\"^(\\\\p{Lu}|東)[^a-z\\\"]*é$\"}",
                "{\"type\":\"integer\",\"minimum\":-17,\"maximum\":230}",
                "{\"type\":\"integer\",\"exclusiveMinimum\":5,\"multipleOf\":7}",
                "{\"type\":\"number\",\"minimum\":0.25,\"exclusiveMaximum\":1}",
                "{\"type\":\"number\",\"minimum\":-3.5,\"maximum\":-3.25}",
                "{\"type\":\"number\",\"multipleOf\":0.01,\"minimum\":-2}",
                "{\"type\":\"number\",\"minimum\":999999999999999,\"maximum\":1e20}",
                "{\"enum\":[\"a\",\"é\\\"\",1,null,{\"b\":[1.50]}]}",
                "{\"const\":\"日本\"}",
                "{\"type\":\"array\",\"items\":{\"type\":\"boolean\"},\"minItems\":2,\"maxItems\":4}",
                "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"string\"},{\"type\":\"integer\"}],\"items\":false,\"minItems\":1}",
                "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"},\"minProperties\":1,\"maxProperties\":3}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},\"ab\":{\"type\":\"string\"},\"日\":{}},\"required\":[\"ab\"],\"additionalProperties\":{\"type\":\"null\"}}",
                "{\"type\":\"object\",\"patternProperties\":{\"^x\":{\"type\":\"integer\"},\"y$\":{\"minimum\":3}},\"additionalProperties\":false}",
                "{\"type\":\"object\",\"propertyNames\":{\"pattern\":\"^[a-c]+$\"},\"minProperties\":1}",
                "{\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":{\"v\":{\"type\":\"integer\"},\"next\":{\"anyOf\":[{\"$ref\":\"#/$defs/n\"},{\"type\":\"null\"}]}},\"required\":[\"v\",\"next\"]}},\"$ref\":\"#/$defs/n\"}",
                "{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}",
                "{\"oneOf\":[{\"type\":\"object\",\"properties\":{\"k\":{\"const\":\"a\"},\"x\":{\"type\":\"integer\"}},\"required\":[\"k\",\"x\"]},{\"type\":\"object\",\"properties\":{\"k\":{\"const\":\"b\"}},\"required\":[\"k\"]},{\"type\":\"string\"}]}",
                "{\"allOf\":[{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"minimum\":3}},\"required\":[\"a\"]},{\"properties\":{\"b\":{\"type\":\"boolean\"},\"a\":{\"maximum\":9}}}]}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}},\"anyOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}]}",
                "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"},\"text\":{\"type\":\"string\"},\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"],\"oneOf\":[{\"required\":[\"id\"]},{\"required\":[\"text\"]}]}",
                "{\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"number\"}]}",
                "{\"oneOf\":[{\"type\":\"string\",\"maxLength\":3},{\"type\":\"string\",\"minLength\":2}]}",
                "{\"oneOf\":[{\"type\":\"string\"},{\"minimum\":3}]}",
                "{\"type\":\"string\",\"oneOf\":[{\"enum\":[\"a\",\"b\"]},{\"pattern\":\"^[a-c]$\"}]}",
                "{\"type\":\"object\",\"properties\":{\"d\":{\"type\":\"object\",\"properties\":{\"k\":{\"enum\":[\"x\",\"y\"]},\"n\":{\"type\":\"integer\"}},\"required\":[\"k\"]}},\"required\":[\"d\"],\"oneOf\":[{\"properties\":{\"d\":{\"properties\":{\"k\":{\"const\":\"x\"}}}}},{\"properties\":{\"d\":{\"properties\":{\"k\":{\"const\":\"y\"}}}}}]}",
                "{\"type\":[\"string\",\"number\",\"null\"],\"not\":{\"type\":\"string\"}}",
                "{\"type\":[\"string\",\"integer\"],\"not\":{\"enum\":[\"a\",\"\",1,2,-3]}}",
                "{\"type\":\"number\",\"not\":{\"const\":0}}",
                "{\"type\":\"object\",\"properties\":{\"a\":{},\"b\":{},\"c\":{}},\"not\":{\"required\":[\"a\",\"b\"]}}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{}},\"required\":[\"a\"],\"not\":{\"properties\":{\"a\":{\"minimum\":3}}}}",
                "{\"not\":{\"anyOf\":[{\"type\":\"object\"},{\"type\":\"array\"},{\"const\":null}]}}",
                "{\"type\":[\"object\",\"array\",\"null\"],\"not\":{\"enum\":[{},[],[1,2],null]}}",
                "{\"type\":\"string\",\"maxLength\":6,\"not\":{\"pattern\":\"^[a-m]\"}}",
                "{\"type\":\"string\",\"not\":{\"anyOf\":[{\"minLength\":5},{\"maxLength\":2}]}}",
                "{\"type\":\"integer\",\"minimum\":0,\"maximum\":300,\"not\":{\"anyOf\":[{\"multipleOf\":2},{\"multipleOf\":7}]}}",
                "{\"type\":\"number\",\"not\":{\"type\":\"integer\"}}",
                "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"not\":{\"items\":{\"minimum\":5}}}",
                "{\"type\":\"array\",\"items\":{\"type\":\"boolean\"},\"not\":{\"minItems\":2}}",
                "{\"type\":\"object\",\"properties\":{\"kind\":{\"enum\":[\"a\",\"b\",\"c\"]},\"x\":{\"type\":\"integer\"},\"y\":{\"type\":\"string\"}},\"required\":[\"kind\"],\"if\":{\"properties\":{\"kind\":{\"const\":\"a\"}}},\"then\":{\"required\":[\"x\"]},\"else\":{\"required\":[\"y\"]}}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"string\"}},\"if\":{\"required\":[\"a\"]},\"then\":{\"required\":[\"b\"]}}",
                "{\"type\":\"object\",\"properties\":{\"k\":{\"enum\":[1,2,3]},\"p\":{},\"q\":{}},\"required\":[\"k\"],\"allOf\":[{\"if\":{\"properties\":{\"k\":{\"const\":1}}},\"then\":{\"required\":[\"p\"]}},{\"if\":{\"properties\":{\"k\":{\"const\":2}}},\"then\":{\"required\":[\"q\"]}},{\"if\":{\"properties\":{\"k\":{\"enum\":[2,3]}}},\"else\":{\"properties\":{\"q\":false}}}]}",
                "{\"type\":\"object\",\"properties\":{\"a\":{},\"b\":{},\"c\":{}},\"dependentRequired\":{\"a\":[\"b\"],\"b\":[\"a\",\"c\"]}}",
                "{\"type\":\"object\",\"properties\":{\"a\":{},\"b\":{}},\"dependentSchemas\":{\"a\":{\"properties\":{\"b\":{\"type\":\"integer\"}},\"required\":[\"b\"]}}}",
                "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"contains\":{\"const\":7},\"maxItems\":4}",
                "{\"type\":\"array\",\"items\":{\"enum\":[1,2,3]},\"contains\":{\"const\":2},\"minContains\":2,\"maxContains\":3,\"minItems\":3}",
                "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"null\"},{\"type\":\"integer\"}],\"contains\":{\"type\":\"integer\"},\"minContains\":2,\"maxItems\":5}",
                "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"null\"}],\"unevaluatedItems\":{\"type\":\"integer\"}}",
                "{\"type\":\"object\",\"properties\":{\"a\":{}},\"anyOf\":[{\"properties\":{\"b\":{\"type\":\"integer\"}},\"required\":[\"b\"]},{\"properties\":{\"c\":{}}}],\"unevaluatedProperties\":false}",
                "{\"type\":\"object\",\"properties\":{\"a\":{}},\"unevaluatedProperties\":{\"type\":\"integer\"},\"allOf\":[{\"properties\":{\"z\":{\"type\":\"null\"}}}]}",
                "{\"enum\":[1,\"a\",{\"k\":1},{\"k\":2,\"l\":[]},[1]],\"not\":{\"required\":[\"l\"]},\"anyOf\":[{\"type\":\"object\"},{\"minimum\":1}]}",
                "{\"$defs\":{\"s\":{\"type\":\"string\",\"maxLength\":4}},\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/s\",\"minLength\":2}},\"required\":[\"a\"]}",
                "{\"type\":\"integer\",\"allOf\":[{\"multipleOf\":4},{\"multipleOf\":6}]}",
                "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"maxLength\":6},\"minItems\":1,\"maxItems\":5,\"uniqueItems\":true}",
                "{\"type\":\"array\",\"items\":{\"enum\":[\"a\",\"b\",3,null,\"\\u0061b\"]},\"minItems\":3,\"uniqueItems\":true}",
                "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"pattern\":\"^[ab]$\"},\"uniqueItems\":true,\"minItems\":2}",
                "{\"type\":\"array\",\"items\":{\"type\":[\"integer\",\"string\"],\"minimum\":-3,\"maximum\":3,\"maxLength\":1},\"uniqueItems\":true,\"minItems\":3,\"maxItems\":6}",
                "{\"type\":\"array\",\"items\":{\"type\":\"number\"},\"uniqueItems\":true}",
                "{\"type\":\"array\",\"items\":{\"anyOf\":[{\"type\":\"string\",\"minLength\":2,\"maxLength\":2},{\"type\":\"boolean\"},{\"const\":\"a\"}]},\"uniqueItems\":true,\"minItems\":4}",
                "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"uniqueItems\":true,\"minItems\":1,\"maxItems\":50}",
                "{\"type\":\"object\",\"propertyNames\":{\"enum\":[\"a\",\"b\"]},\"additionalProperties\":{\"type\":\"integer\"},\"minProperties\":1}",
                "{\"type\":\"object\",\"propertyNames\":{\"anyOf\":[{\"pattern\":\"^a\"},{\"const\":\"x\"}],\"not\":{\"maxLength\":2},\"description\":\"n\"},\"additionalProperties\":{\"type\":\"null\"}}",
                "{\"type\":\"object\",\"patternProperties\":{\"^a\":{\"type\":\"integer\"},\"^b\":{\"type\":\"string\"},\"^c\":{\"type\":\"null\"},\"^d\":{\"type\":\"boolean\"},\"e$\":{\"minimum\":3},\"^f\":false},\"additionalProperties\":false}",
                "{\"type\":\"string\",\"maxLength\":3,\"not\":{\"pattern\":\"\\\\s\"}}",
                "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"}},\"patternProperties\":{\"^[a-c]{1,3}$\":{\"type\":\"array\"}},\"additionalProperties\":{\"type\":\"string\"},\"minProperties\":2}",
                "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"minLength\":9,\"maxLength\":9},\"uniqueItems\":true,\"minItems\":2}",
                "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"pattern\":\"^[0-9a-f]{4}-[0-9a-f]{4}$\"},\"uniqueItems\":true,\"minItems\":2}",
                "{\"type\":\"object\",\"properties\":{\"a\":{},\"b\":{},\"c\":{\"enum\":[1,2]}},\"minProperties\":2,\"maxProperties\":2}"
            })
    void whateverIsDrawnIsValid(String schema) {
        Random random = new Random(SEED);
        Grammar grammar = GRAMMARS.jsonSchema(schema);
        Judge judge = new Judge(schema);
        for (int round = 0; round < 25; round++) {
            int[] tokens = Walk.random(grammar.start(), random, 30 + random.nextInt(200));
            String text = TOKENIZER.decode(tokens);
            assertThat(text).endsWith(END);
            String json = text.substring(0, text.length() - END.length());
            assertThat(judge.errors(json)).as("%s under %s", json, schema).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{} § {\"a\": [1, -2.5e10, true, null, \"\\u00e9\\uD83D\\uDE00\\n\"], \"a\":{}}",
                "{\"type\":\"object\"} § {}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"const\":1,\"minlength\":3}},\"required\":null,\"enum\":null,\"anyOf\":null} § {\"a\":1}",
                "{\"minimum\":5,\"exclusiveMinimum\":false} § 5",
                "{\"properties\":{\"a\":{\"required\":true},\"b\":{\"type\":\"any\"}}} § {\"a\":1,\"b\":{}}",
                "{\"type\":[\"string\",{\"enum\":[3]}]} § 3",
                "{\"type\":\"integer\"} § -170",
                "{\"type\":\"integer\",\"minimum\":10} § 123456789012345678",
                "{\"type\":\"integer\",\"multipleOf\":25} § -1175",
                "{\"type\":\"number\",\"minimum\":0,\"maximum\":1} § 0.333333333333",
                "{\"type\":\"number\",\"minimum\":0,\"maximum\":1} § 1.000",
                "{\"type\":\"number\",\"exclusiveMaximum\":-2.5} § -2.50001",
                "{\"type\":\"number\",\"multipleOf\":0.01} § 12.25",
                "{\"type\":\"number\"} § 6.02e23",
                "{\"items\":{\"type\":\"string\"},\"uniqueItems\":true} § [\"a\",\"ab\",\"\",\"b\"]",
                "{\"items\":{\"type\":\"number\"},\"uniqueItems\":true} § [1,10,0.5,-1,12.25]",
                "{\"type\":\"string\",\"maxLength\":2} § \"\\uD83D\\uDE00日\"",
                "{\"type\":\"string\",\"minLength\":2,\"maxLength\":2} § \"\\\"\\n\"",
                "{\"type\":\"string\",\"pattern\":\"^[A-Z]\\\\w*\\\\s?\\\\d{2}$\"} § \"Ab_c 12\"",
                "{\"type\":\"string\",\"pattern\":\"b.d\"} § \"abcde\"",
                "{\"type\":\"string\",\"pattern\":\"^(\\\\p{Script=Han}+|x)$\"} § \"東京\"",
                "{\"type\":\"string\",\"pattern\":\"^é$\"} § \"\\u00e9\"",
                "{\"enum\":[\"a\u00a0b\"],\"pattern\":\"\\\\s\"} § \"a\u00a0b\"",
                "{\"type\":\"string\",\"pattern\":\"^\\\\p{Sc}$\"} § \"€\"",
                "{\"type\":\"string\",\"pattern\":\"^(?!\\\\.)(?!.*\\\\.\\\\.)[a-z.]+@([a-z0-9-]+\\\\.)+[a-z]{2,}$\"} § \"a.b@c.de\"",
                "{\"enum\":[\"a\",2,{\"b\":1}]} § {\"b\":1}",
                "{\"properties\":{\"a\":{},\"b\":{},\"c\":{}},\"required\":[\"b\"]} § {\"b\":1,\"c\":2}",
                "{\"properties\":{\"a b\":{\"type\":\"string\"}},\"additionalProperties\":true} § {\"z\": 1, \"a b\": \"x\"}",
                "{\"type\":\"array\",\"prefixItems\":[{\"const\":1}],\"items\":{\"type\":\"string\"}} § [1,\"x\", \"y\"]",
                "{\"anyOf\":[{\"$ref\":\"#\"},{\"type\":\"string\"}]} § \"x\"",
                "{\"$ref\":\"#/definitions/a~1b%25\",\"definitions\":{\"a/b%\":{\"type\":\"null\"}}} § null",
                "{\"type\":\"string\",\"format\":\"date\",\"x-hint\":1,\"title\":\"t\"} § \"no date\""
            })
    void valuesOfASchemaMayCome(String schema, String json) {
        assertThat(accepts(schema, json)).as("%s under %s", json, schema).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"integer\"} § 012",
                "{\"minimum\":5,\"exclusiveMinimum\":true} § 5",
                "{\"maximum\":5,\"exclusiveMaximum\":true} § 5",
                "{\"properties\":{\"a\":{\"required\":true}}} § {}",
                "{\"type\":[\"string\",{\"enum\":[3]}]} § 4",
                "{\"type\":\"integer\"} § 1.5",
                "{\"type\":\"integer\",\"minimum\":10} § 9",
                "{\"type\":\"number\",\"exclusiveMinimum\":0} § 0.0",
                "{\"type\":\"string\",\"maxLength\":2} § \"abc\"",
                "{\"type\":\"string\",\"minLength\":2} § \"\\uD83D\\uDE00\"",
                "{\"type\":\"string\"} § \"\\uD83D\"",
                "{\"type\":\"string\"} § \"\\uDE00\"",
                "{\"type\":\"string\"} § \"\\x\"",
                "{\"type\":\"string\",\"pattern\":\"^a+$\"} § \"ab\"",
                "{\"type\":\"string\",\"not\":{\"pattern\":\"\\\\s\"}} § \"a\u00a0b\"",
                "{\"patternProperties\":{\"\\\\s\":{\"type\":\"null\"}},\"additionalProperties\":{}} § {\"\u3000\":1}",
                "{\"oneOf\":[{\"const\":\"\u3000\"},{\"type\":\"string\",\"pattern\":\"^\\\\s$\"}]} § \"\u3000\"",
                "{\"type\":\"string\",\"pattern\":\"^\\\\p{Sc}$\"} § \"^\"",
                "{\"type\":\"string\",\"pattern\":\"^(?!\\\\.)(?!.*\\\\.\\\\.)[a-z.]+@([a-z0-9-]+\\\\.)+[a-z]{2,}$\"} § \"a..b@c.de\"",
                "{\"type\":\"string\",\"pattern\":\"^a+$\"} § \"\\u0061\\u0062\"",
                "{\"type\":\"array\"} § [1 ,2]",
                "{\"type\":\"array\"} § [1,  2]",
                "{\"type\":\"array\",\"maxItems\":1} § [1,2]",
                "{\"items\":{\"type\":\"string\"},\"uniqueItems\":true} § [\"a\",\"b\",\"\\u0061\"]",
                "{\"items\":{\"type\":\"number\"},\"uniqueItems\":true} § [1,2,1]",
                "{\"items\":{\"enum\":[\"a\",\"b\"]},\"uniqueItems\":true} § [\"a\", \"a\"]",
                "{\"properties\":{\"a\":{},\"b\":{}}} § {\"b\":1,\"a\":2}",
                "{\"properties\":{\"a\":{}}} § {\"c\":1}",
                "{\"properties\":{\"a\":{}}} § {\"a\":1,\"a\":2}",
                "{\"properties\":{\"a\":{\"const\":1}},\"additionalProperties\":true} § {\"\\u0061\":2}",
                "{\"enum\":[\"a\",\"ab\"],\"minLength\":2} § \"a\"",
                "{\"type\":\"object\",\"required\":[\"a\"]} § {}"
            })
    void otherTextMayNotCome(String schema, String json) {
        assertThat(accepts(schema, json)).as("%s under %s", json, schema).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"array\",\"uniqueItems\":true} § #/uniqueItems: can be expressed for items that are strings",
                "{\"type\":\"array\",\"items\":{\"enum\":[1,1.0,2]},\"uniqueItems\":true,\"minItems\":4} § no JSON value",
                "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"uniqueItems\":true,\"minItems\":101} § #/uniqueItems: can be expressed for minItems up to 100",
                "{\"type\":\"array\",\"prefixItems\":[{}],\"uniqueItems\":true} § #/uniqueItems: cannot be expressed beside",
                "{\"not\":{}} § no JSON value",
                "{\"properties\":{\"a/b\":{\"if\":3,\"then\":{}}}} § #/properties/a~1b/if: a schema is",
                "{\"type\":\"array\",\"allOf\":[{\"contains\":{\"type\":\"null\"}},{\"contains\":{\"const\":1}}]} § /contains: only one",
                "{\"type\":\"number\",\"not\":{\"multipleOf\":0.3}} § the opposite of multipleOf",
                "{\"dependentRequired\":[\"a\"]} § #/dependentRequired: takes an object",
                "{\"dependentRequired\":{\"a\":[1]}} § #/dependentRequired/a: takes a list of property names",
                "{\"type\":\"text\"} § #/type",
                "{\"pattern\":\"(?<=ab)c\"} § #/pattern",
                "{\"pattern\":\"(a)\\\\1\"} § #/pattern",
                "{\"pattern\":\"a(b\"} § #/pattern",
                "{\"pattern\":\"a^b\"} § no JSON value",
                "{\"allOf\":[{\"pattern\":\"^[^\\\\s]$\"},{\"pattern\":\"^[\\\\u00a0\\\\u3000]$\"}]} § no JSON value",
                "{\"pattern\":\"(a|b)*a(a|b){20}\"} § #/pattern",
                "{\"$ref\":\"http://x/y\"} § #/$ref",
                "{\"$ref\":\"#/$defs/x\"} § #/$ref",
                "{\"type\":\"number\",\"multipleOf\":0.3} § #/multipleOf",
                "{\"type\":\"string\",\"minLength\":-1} § #/minLength",
                "{\"type\":\"number\",\"minimum\":1e20} § #/minimum: leaves only numbers of more than 15 digits",
                "{\"type\":[\"string\",\"number\"],\"exclusiveMaximum\":-999999999999999} § #/exclusiveMaximum",
                "{\"type\":\"number\",\"minimum\":999999999999999.5} § #/minimum",
                "{\"type\":\"number\",\"minimum\":1e-20,\"exclusiveMaximum\":1e-18} § #/minimum",
                "{\"properties\":{\"a\":{\"type\":\"integer\",\"minimum\":1e18}}} § #/properties/a/minimum: leaves only numbers of more than 18 digits",
                "{\"type\":\"number\",\"minimum\":3,\"maximum\":2} § no JSON value",
                "{\"type\":\"object\",\"minProperties\":2} § #/minProperties: may be 1 at most",
                "{\"properties\":{\"a\":{}},\"additionalProperties\":true,\"minProperties\":3} § #/minProperties: may be 2",
                "{\"properties\":{\"a\":{}},\"minProperties\":2} § no JSON value",
                "{\"type\":\"object\",\"minProperties\":\"2\"} § #/minProperties: takes an integer",
                "{\"$ref\":\"#/$defs/%zz\"} § #/$ref",
                "{\"type\":\"string\",\"minLength\":3,\"maxLength\":2} § no JSON value",
                "{\"type\":\"string\",\"minLength\":2,\"maxLength\":1,\"pattern\":\"a\"} § no JSON value",
                "{\"type\":\"array\",\"contains\":{\"const\":1},\"minContains\":2,\"maxContains\":1} § no JSON value",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#\"}},\"required\":[\"a\"]} § no JSON value",
                "{\"enum\":[\"a\"],\"type\":\"integer\"} § no JSON value",
                "false § no JSON value",
                "[1] § # a schema is",
                "{\"a\" § #: the schema is not JSON"
            })
    void whatCannotBeExpressedIsAnErrorThatNamesIt(String schema, String said) {
        assertThatThrownBy(() -> GRAMMARS.jsonSchema(schema))
                .isInstanceOf(SchemaException.class)
                .hasMessageNotContaining("\n")
                .message()
                .contains(said.replace("# a", "#: a"));
    }

    /// It has too many states, and each takes long to find: which limit ends it is the machine's.
    @Test
    void nestedRepetitionsAreRefusedInSeconds() {
        String schema = "{\"type\":\"string\",\"pattern\":\"^((a?b?c?){500}d?){500}$\"}";
        assertThatThrownBy(() -> GRAMMARS.jsonSchema(schema))
                .isInstanceOf(SchemaException.class)
                .hasMessageStartingWith("#/pattern: ");
    }

    @Test
    void whiteSpaceIsNeverMoreThanOneSpace() {
        Grammar grammar = GRAMMARS.jsonObject();
        assertThat(accepts("{\"type\":\"object\"}", "{ \"a\":1}")).isFalse();
        assertThat(grammar.start().allowed().allows(TOKENIZER.encode(" ")[0])).isFalse();
    }

    @Test
    void grammarsAreKept() {
        assertThat(GRAMMARS.jsonObject()).isSameAs(GRAMMARS.jsonObject());
    }

    /// K2's own vocabulary cuts text in other places than a small one.
    @Test
    void k2sVocabularyWritesAndIsHeldToo() {
        Tokenizer tokenizer = K2Vocabulary.tokenizer();
        Grammars grammars = new Grammars(tokenizer);
        String schema =
                "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"maxLength\":20},"
                        + "\"名前\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"pattern\":\"^\\\\p{Lu}\"}}},"
                        + "\"required\":[\"city\"]}";
        String json = "{\"city\": \"Beijing 北京 \\\"é\\\"\", \"名前\":[\"Ünal\",\"Kimi K2\"]}";
        assertThat(Walk.accepts(tokenizer, grammars.jsonSchema(schema).start(), json + END))
                .isTrue();
        Random random = new Random(SEED);
        Judge judge = new Judge(schema);
        for (int round = 0; round < 5; round++) {
            int[] tokens = Walk.random(grammars.jsonSchema(schema).start(), random, 100);
            String text = tokenizer.decode(tokens);
            assertThat(judge.errors(text.substring(0, text.length() - END.length())))
                    .as(text)
                    .isEmpty();
        }
    }

    @Test
    void longNamesAndPatternsAreRefused() {
        String name = "x".repeat(1_001);
        assertThatThrownBy(() -> GRAMMARS.jsonSchema("{\"required\":[\"" + name + "\"]}"))
                .hasMessage("#/properties: a name has more than 1000 characters");
        assertThatThrownBy(() -> GRAMMARS.jsonSchema("{\"pattern\":\"" + name + "\"}"))
                .hasMessage("#/pattern: the regular expression has 1001 characters; 1000 at most");
        assertThat(
                        accepts(
                                "{\"pattern\":\"^" + "y".repeat(999) + "\"}",
                                "\"" + "y".repeat(999) + "\""))
                .isTrue();
    }
}
