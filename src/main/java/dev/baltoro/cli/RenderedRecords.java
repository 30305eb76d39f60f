package dev.baltoro.cli;

import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.Rejection;
import dev.baltoro.data.read.RejectionReason;
import dev.baltoro.data.read.SourceItem;
import dev.baltoro.data.sample.FirstFit;
import dev.baltoro.data.shard.ConversationEncoder;
import dev.baltoro.data.shard.TokenEncoder.Encoded;
import dev.baltoro.data.shard.TokenEncoder.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What records become, as lines of JSON.
final class RenderedRecords implements Consumer<SourceItem> {
    private final ConversationEncoder encoder;
    private final boolean pack;
    private final Consumer<String> lines;
    private final List<Encoded> kept = new ArrayList<>();

    /// @param pack whether records are kept for [#finish] instead of being shown one by one
    /// @param lines takes each line
    RenderedRecords(ConversationEncoder encoder, boolean pack, Consumer<String> lines) {
        this.encoder = encoder;
        this.pack = pack;
        this.lines = lines;
    }

    @Override
    public void accept(SourceItem item) {
        switch (item) {
            case Rejection rejection -> quarantine(rejection);
            case Document document -> {
                switch (encoder.encodeDocument(document)) {
                    case Refused(String why) ->
                            quarantine(document.rejected(RejectionReason.REFUSED, why));
                    case Encoded encoded -> train(document, encoded);
                }
            }
        }
    }

    private void quarantine(Rejection rejection) {
        String label = rejection.reason().label().replace('_', ' ');
        String reason =
                switch (rejection.reason()) {
                    case REFUSED -> rejection.detail();
                    case UNREADABLE ->
                            label + ": " + new String(rejection.excerpt(), StandardCharsets.UTF_8);
                    default -> label;
                };
        ObjectNode line = line("quarantine");
        line.put("line", rejection.line()).put("reason", reason);
        lines.accept(line.toString());
    }

    private void train(Document document, Encoded encoded) {
        if (pack) {
            kept.add(encoded);
            return;
        }
        ObjectNode line = line("train").put("line", document.line());
        put(encoded, line.putArray("tokens"), line.putArray("mask"));
        lines.accept(line.toString());
    }

    private void put(Encoded encoded, ArrayNode tokens, ArrayNode mask) {
        int[] ids = encoded.ids();
        BitSet learned = encoded.learned().orElseThrow();
        for (int i = 0; i <= ids.length; i++) {
            tokens.add(i < ids.length ? ids[i] : encoder.endOfDocument());
            mask.add(learned.get(i) ? 1 : 0);
        }
    }

    /// Shows the rows that the kept records are packed into, in their order.
    ///
    /// @param context tokens of a row
    void finish(int context) {
        if (!pack) {
            return;
        }
        FirstFit fit = new FirstFit(context);
        for (int i = 0; i < kept.size(); i++) {
            fit.add(i, kept.get(i).ids().length + 1);
        }
        ObjectNode line = line("train");
        ArrayNode rows = line.putArray("rows");
        for (int[] documents : fit.rows()) {
            ObjectNode row = rows.addObject();
            ArrayNode tokens = row.putArray("tokens");
            ArrayNode mask = row.putArray("mask");
            ArrayNode lengths = row.putArray("documents");
            ArrayNode positions = row.putArray("positions");
            for (int document : documents) {
                put(kept.get(document), tokens, mask);
                int length = kept.get(document).ids().length + 1;
                lengths.add(length);
                for (int i = 0; i < length; i++) {
                    positions.add(i);
                }
            }
        }
        lines.accept(line.toString());
    }

    private static ObjectNode line(String verdict) {
        return JsonMapper.shared().createObjectNode().put("verdict", verdict);
    }
}
