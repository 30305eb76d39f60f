package dev.baltoro.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/// Times are given, not measured: nothing here depends on the machine.
class MeasuredTeamSizeTest {
    private static final int STEPS = 20_000;
    private static final long SEED = 3;

    /// What a run of steps took, and how many of them had each size.
    private record Run(double nanos, int[] steps) {}

    private static Run run(MeasuredTeamSize size, int most, IntToDoubleFunction nanos) {
        Random noise = new Random(SEED);
        double sum = 0;
        int[] steps = new int[most + 1];
        for (int i = 0; i < STEPS; i++) {
            int members = size.members(8, true);
            double took = nanos.applyAsDouble(members) * (1 + 0.02 * noise.nextGaussian());
            size.took(8, true, members, (long) took);
            sum += took;
            steps[members]++;
        }
        return new Run(sum, steps);
    }

    /// The figures of a small model on a virtual machine: 0.9 ms alone, 4 ms with two.
    @Test
    void stepsThatHandOversMakeSlowerTakeWhatOneThreadTakes() {
        var size = new MeasuredTeamSize(2, 1e6, 42, 80_000);
        Run run = run(size, 2, members -> members == 1 ? 0.9e6 : 4e6);
        assertThat(run.nanos() / STEPS).isLessThan(1.015 * 0.9e6);
    }

    /// A second core that gains one percent is one that others could use.
    @Test
    void ofSizesThatAreAboutEqualTheSmallerStays() {
        for (double bytes : new double[] {1e3, 1e8}) {
            var size = new MeasuredTeamSize(2, bytes, 42, 100);
            Run run = run(size, 2, members -> members == 1 ? 1e6 : 0.99e6);
            assertThat(run.steps()[1]).as("%s bytes", bytes).isGreaterThan(STEPS * 9 / 10);
        }
    }

    /// A hand-over that was measured in a lucky moment.
    @Test
    void aWrongBeginningIsCorrectedAfterAFewSteps() {
        var size = new MeasuredTeamSize(2, 1e8, 42, 100);
        Run run = run(size, 2, members -> members == 1 ? 0.9e6 : 4e6);
        assertThat(run.nanos() / STEPS).isLessThan(1.015 * 0.9e6);
    }

    /// A hand-over that was measured while something else had the cores.
    @Test
    void aHandOverMeasuredInABadMomentDoesNotForbidMoreThreadsForever() {
        var size = new MeasuredTeamSize(2, 1e6, 42, 700_000);
        Run run = run(size, 2, members -> 2e6 / members);
        assertThat(run.steps()[2]).isGreaterThan(STEPS * 3 / 4);
    }

    /// While the compiler is at work steps are fifty times slower, and cores are taken.
    @Test
    void fewStepsAreLostWhileCodeIsBeingCompiled() {
        for (double bytes : new double[] {1e3, 1e8}) {
            var size = new MeasuredTeamSize(2, bytes, 22, 300);
            double sum = 0;
            double alone = 0;
            for (int i = 0; i < 400; i++) {
                double one = 0.2e6 * (1 + 50 * Math.exp(-i / 30.0));
                int members = size.members(1, true);
                double took = members == 1 ? one : 4 * one;
                size.took(1, true, members, (long) took);
                sum += took;
                alone += one;
            }
            double begin = bytes > 1e7 ? 5 * 3 * 0.2e6 * 51 : 0; // begins with two threads
            assertThat(sum).isLessThan(1.1 * alone + begin);
        }
    }

    @Test
    void aMachineThatBecomesBusyCostsAFewSteps() {
        var size = new MeasuredTeamSize(2, 1e7, 22, 300);
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            int members = size.members(1, true);
            double took = members == 1 ? 0.9e6 : i < 5000 ? 0.5e6 : 4e6;
            size.took(1, true, members, (long) took);
            sum += took;
        }
        assertThat(sum).isLessThan(1.02 * (5000 * 0.5e6 + 5000 * 0.9e6));
    }

    @Test
    void largeStepsUseAllThreads() {
        var size = new MeasuredTeamSize(8, 1e8, 100, 2000);
        Run run = run(size, 8, members -> 20e6 / members + 100 * 2000);
        assertThat(run.nanos() / STEPS).isLessThan(1.02 * (20e6 / 8 + 2e5));
    }

    @Test
    void theBestSizeMayLieBetween() {
        var size = new MeasuredTeamSize(16, 1e7, 100, 500);
        IntToDoubleFunction nanos = members -> 2e6 / members + 0.2e6 * members;
        Run run = run(size, 16, nanos);
        assertThat(run.steps()[4]).isGreaterThan(STEPS * 9 / 10);
    }

    @Test
    void stepsOfOtherSizesHaveTheirOwn() {
        var size = new MeasuredTeamSize(2, 1e6, 10, 1000);
        for (int i = 0; i < 500; i++) {
            int few = size.members(1, true);
            size.took(1, true, few, few == 1 ? 100_000 : 300_000);
            int many = size.members(64, true);
            size.took(64, true, many, many == 1 ? 9_000_000 : 5_000_000);
        }
        int alone = 0;
        int together = 0;
        for (int i = 0; i < 100; i++) {
            alone += size.members(1, true) == 1 ? 1 : 0;
            together += size.members(64, true) == 2 ? 1 : 0;
            size.took(1, true, size.members(1, true), 100_000);
            size.took(64, true, size.members(64, true), 5_000_000);
        }
        assertThat(alone).isGreaterThan(80);
        assertThat(together).isGreaterThan(80);
    }

    @Test
    void oneThreadNeedsNoChoice() {
        var size = new MeasuredTeamSize(1, 1e9, 42, 0);
        size.took(3, false, 1, 10);
        assertThat(size.members(3, false)).isEqualTo(1);
        assertThat(size.members(0, false)).isEqualTo(1);
    }
}
