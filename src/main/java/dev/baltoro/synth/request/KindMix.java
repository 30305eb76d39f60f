package dev.baltoro.synth.request;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.synth.value.Draws;

/// How often each kind of request is written; the weights need not sum to anything.
public record KindMix(
        double single, double multiStep, double parallel, double noTool, double askBack) {
    /// About what people ask for.
    public static final KindMix USUAL = new KindMix(50, 10, 10, 14, 16);

    public KindMix {
        if (single < 0
                || multiStep < 0
                || parallel < 0
                || noTool < 0
                || askBack < 0
                || single + multiStep + parallel + noTool + askBack <= 0) {
            throw new IllegalArgumentException("weights are numbers from 0, one of them above");
        }
    }

    RequestKind pick(Draws draw) {
        return switch (draw.weighted(single, multiStep, parallel, noTool, askBack)) {
            case 0 -> RequestKind.SINGLE;
            case 1 -> RequestKind.MULTI_STEP;
            case 2 -> RequestKind.PARALLEL;
            case 3 -> RequestKind.NO_TOOL;
            default -> RequestKind.ASK_BACK;
        };
    }
}
