package dev.baltoro.rl.loop;

import dev.baltoro.rl.loss.LossSample;
import dev.baltoro.rl.loss.LossSample.Share;
import dev.baltoro.rl.loss.Objective;
import dev.baltoro.rl.rollout.TokenRecord;
import dev.baltoro.tensor.kernel.TokenLoss;
import java.util.ArrayList;
import java.util.List;

/// The loss of one step on an iteration's rollouts.
///
/// Its slopes come of the log-probabilities that the step's own pass has just computed, so that the
/// batch need not be scored before. A ratio's denominator is the trainer's number at the weights
/// that drew the token: where these are the step's own, the same number, and the ratio is 1 to the
/// last bit. Of a token that older weights drew it is decoding's, since they are gone.
final class RolloutLoss implements TokenLoss {
    private final Objective objective;
    private final TrainingRows rows;
    private final List<double[]> advantages = new ArrayList<>();
    private final List<Share> shares = new ArrayList<>();
    private final float[] first;
    private final float[] taught;
    private final long version;
    private final int textBegin;
    private final float textSlope;
    private final int criticBegin;
    private final float criticSlope;

    /// Workers write and read the slopes of their own rows alone.
    private final float[] slopes;

    /// @param groups whose rewards differ, in the order of `rows`
    /// @param first log-probabilities at the weights that the iteration began with; of length 0 in
    ///   its first step, whose pass computes them
    /// @param taught the teacher's, of length 0 without one
    /// @param version updates that the iteration's first weights have had
    RolloutLoss(
            Objective objective,
            List<Group> groups,
            TrainingRows rows,
            float[] first,
            float[] taught,
            long version) {
        this.objective = objective;
        this.rows = rows;
        this.first = first;
        this.taught = taught;
        this.version = version;
        this.textBegin = rows.textRow() * rows.batch().sequenceLength();
        this.textSlope = rows.textTargets() > 0 ? objective.textSlope(rows.textTargets()) : 0;
        this.criticBegin = rows.criticRow() * rows.batch().sequenceLength();
        int verdicts = rows.criticTargets();
        this.criticSlope = verdicts > 0 ? objective.criticSlope(verdicts) : 0;
        this.slopes = new float[rows.batch().targets().length];
        int batchTokens = rows.chosenTokens();
        int successTokens = successTokens(rows);
        for (Group group : groups) {
            int size = group.rollouts().size();
            int next = shares.size();
            int groupTokens =
                    rows.samples().subList(next, next + size).stream()
                            .mapToInt(one -> one.tokens().length)
                            .sum();
            Share share = new Share(groups.size(), size, groupTokens, batchTokens, successTokens);
            for (double[] own : objective.advantages(group.worth())) {
                advantages.add(own);
                shares.add(share);
            }
        }
    }

    private static int successTokens(TrainingRows rows) {
        return rows.samples().stream()
                .filter(places -> places.rollout().isSuccess())
                .mapToInt(places -> places.tokens().length)
                .sum();
    }

    @Override
    public boolean looksAround() {
        return true;
    }

    @Override
    public void see(int begin, float[] logP) {
        for (int s = 0; s < rows.samples().size(); s++) {
            int[] at = rows.samples().get(s).batch();
            if (at.length > 0 && at[0] >= begin && at[0] < begin + logP.length) {
                float[] now = new float[at.length];
                for (int i = 0; i < at.length; i++) {
                    now[i] = logP[at[i] - begin];
                }
                score(s, now);
            }
        }
    }

    private void score(int s, float[] now) {
        TrainingRows.Places places = rows.samples().get(s);
        int[] at = places.batch();
        float[] drawn = first.length == 0 ? now : at(first, at);
        LossSample sample =
                new LossSample(
                        old(places, drawn, version),
                        now,
                        taught.length == 0 ? taught : at(taught, at),
                        places.rollout().isSuccess(),
                        shares.get(s));
        float[] own = objective.slopes(sample, advantages.get(s));
        for (int i = 0; i < at.length; i++) {
            slopes[at[i]] = own[i];
        }
    }

    /// {@return a sample's log-probabilities at the weights that drew it}
    ///
    /// @param drawn the trainer's at the weights of `version`
    static float[] old(TrainingRows.Places places, float[] drawn, long version) {
        TokenRecord record = places.rollout().tokens();
        float[] old = new float[drawn.length];
        for (int i = 0; i < old.length; i++) {
            int token = places.tokens()[i];
            old[i] = record.version(token) == version ? drawn[i] : record.logProbability(token);
        }
        return old;
    }

    /// {@return some places' values}
    static float[] at(float[] all, int[] places) {
        float[] some = new float[places.length];
        for (int i = 0; i < places.length; i++) {
            some[i] = all[places[i]];
        }
        return some;
    }

    @Override
    public float slope(int token, float logP) {
        if (token >= criticBegin) {
            return criticSlope;
        }
        return token >= textBegin ? textSlope : slopes[token];
    }
}
