package dev.baltoro.synth.request;

import dev.baltoro.agent.request.RequestContext;
import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequest.Difficulty;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Inventions;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.SpokenLanguage;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import java.util.Optional;

/// Writes requests for a list of tools as people type them, with the calls that answer them.
///
/// A request is a pure function of the tools, the surroundings, the seed and its index. Without a
/// model: what is said comes from a phrasebook's grammar, what is named from composed values, so
/// that two requests are hardly ever the same.
public final class RequestWriter {
    /// Draws until a request's values fit its tool's schema.
    private static final int TRIES_MAX = 50;

    private static final long CHAINS = 0x636861696E73L;

    private static final double REAL_SHARE = 0.5;
    private static final double SILENT_FOLDERS = 0.07;
    private static final double SILENT_ENTITIES = 0.35;
    private static final double FOREIGN_SHARE = 0.08;

    private final Offers offers;
    private final Surroundings real;
    private final long seed;
    private final Phrases split;
    private final KindMix mix;
    private final boolean folders;
    private final boolean entities;
    private final DraftWriter drafts;
    private final Framing framing;
    private final Teller teller;

    private RequestWriter(
            Phrasebook book,
            Offers offers,
            Surroundings real,
            long seed,
            Phrases split,
            KindMix mix) {
        this.offers = offers;
        this.real = real;
        this.seed = seed;
        this.split = split;
        this.mix = mix;
        this.folders =
                offers.speakOf(Slots::ofFolders)
                        || offers.all().stream().anyMatch(RequestWriter::hasPath);
        this.entities = offers.speakOf(Slots::ofEntities);
        this.drafts = new DraftWriter(book, offers, split);
        this.framing = new Framing(book, split);
        this.teller = new Teller(book, split);
    }

    private static boolean hasPath(Offer offer) {
        return offer.tool().parameters().stream()
                .anyMatch(name -> name.matches("(?i).*(path|file).*"));
    }

    /// {@return a writer of requests to train on}
    ///
    /// @param surroundings what really exists; half of the requests speak of it, the others of
    ///   invented things. All are invented if nothing is known.
    /// @throws IllegalArgumentException if there is no tool that can be asked for
    public static RequestWriter of(
            List<ToolDeclaration> tools, Surroundings surroundings, long seed) {
        return of(Phrasebook.standard(), tools, surroundings, seed);
    }

    static RequestWriter of(
            Phrasebook book, List<ToolDeclaration> tools, Surroundings surroundings, long seed) {
        return find(book, tools, surroundings, seed)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "none of the %d tools can be asked for; declare at least one"
                                        .formatted(tools.size())));
    }

    /// {@return a writer of requests to train on, about invented things; empty if there is no tool
    /// that can be asked for}
    public static Optional<RequestWriter> find(List<ToolDeclaration> tools, long seed) {
        return find(Phrasebook.standard(), tools, Surroundings.NONE, seed);
    }

    private static Optional<RequestWriter> find(
            Phrasebook book, List<ToolDeclaration> tools, Surroundings surroundings, long seed) {
        Offers offers = Offers.of(book, tools);
        return offers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new RequestWriter(
                                book, offers, surroundings, seed, Phrases.TRAIN, KindMix.USUAL));
    }

    /// {@return the same writer with other phrases}
    public RequestWriter with(Phrases phrases) {
        return new RequestWriter(drafts.book(), offers, real, seed, phrases, mix);
    }

    /// {@return the same writer with another mixture of kinds}
    public RequestWriter with(KindMix kinds) {
        return new RequestWriter(drafts.book(), offers, real, seed, split, kinds);
    }

    /// {@return request number `index`}
    ///
    /// @throws IllegalStateException if the tools' values were never drawn as their schemas want
    ///   them
    public ToolRequest write(long index) {
        return find(index)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no request could be written for %s (seed %d, index %d)"
                                        .formatted(offers.toolNames(), seed, index)));
    }

    /// {@return request number `index`; empty if the tools' values were never drawn as their
    /// schemas want them}
    public Optional<ToolRequest> find(long index) {
        Draws draw = new Draws(SplitMix64.mix(seed, index));
        RequestKind kind = mix.pick(draw);
        for (int i = 0; i < TRIES_MAX; i++) {
            // A kind that these tools do not allow, such as two steps where there is one tool,
            // gives way to a single call.
            Situation situation = situation(draw);
            Optional<Draft> draft =
                    drafts.write(i < TRIES_MAX / 2 ? kind : RequestKind.SINGLE, situation);
            if (draft.isPresent()) {
                return Optional.of(
                        request("s" + seed + "-" + index, draft.get(), situation, false));
            }
        }
        return Optional.empty();
    }

    /// {@return request number `index` of another kind: one of its calls has [GivenValue#NUMBER] in
    /// place of what an earlier one gives back; empty if these tools have nothing of the kind}
    public Optional<ToolRequest> chain(long index) {
        Draws draw = new Draws(SplitMix64.mix(SplitMix64.mix(seed, CHAINS), index));
        for (int i = 0; offers.haveChained() && i < TRIES_MAX; i++) {
            Situation situation = situation(draw);
            Optional<Draft> draft = drafts.chain(situation);
            if (draft.isPresent()) {
                return Optional.of(request("c" + seed + "-" + index, draft.get(), situation, true));
            }
        }
        return Optional.empty();
    }

    private Situation situation(Draws draw) {
        Surroundings around = Surroundings.NONE;
        if (!real.isEmpty() && draw.chance(REAL_SHARE)) {
            around = real;
        } else {
            if (folders) {
                around = around.with(Inventions.folders(draw));
            }
            if (entities) {
                around = around.with(Inventions.entities(draw));
            }
        }
        SpokenLanguage language = SpokenLanguage.ENGLISH;
        if (draw.chance(FOREIGN_SHARE)) {
            language = draw.pick(List.of(SpokenLanguage.values()));
        }
        boolean silent = draw.chance(folders ? SILENT_FOLDERS : SILENT_ENTITIES);
        return new Situation(draw, around, language, silent);
    }

    private ToolRequest request(String id, Draft draft, Situation situation, boolean needsResults) {
        Speech speech =
                switch (draft.frame()) {
                    case WHOLE -> framing.frame(draft.core(), situation, draft.kind());
                    case TYPED -> Framing.typed(draft.core(), situation);
                };
        RequestContext context =
                new RequestContext(
                        teller.tell(situation, draft.facts()),
                        draft.turns(),
                        situation.surroundings().roots());
        return new ToolRequest(
                id,
                speech.text(),
                context,
                draft.calls(),
                draft.accept(),
                draft.free(),
                draft.kind(),
                difficulty(draft, situation),
                needsResults,
                draft.reply(),
                draft.about());
    }

    private static Difficulty difficulty(Draft draft, Situation situation) {
        int hard = situation.needs().size() + draft.calls().size() + draft.turns().size() / 2;
        return hard < 3 ? Difficulty.EASY : hard < 5 ? Difficulty.MEDIUM : Difficulty.HARD;
    }
}
