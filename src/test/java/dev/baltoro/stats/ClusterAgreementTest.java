package dev.baltoro.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterAgreementTest {
    private static final int[] CLASSES = {0, 0, 0, 1, 1, 2, 2, 2, 2, 0};
    private static final int[] CLUSTERS = {1, 1, 0, 0, 0, 2, 2, 1, 2, 1};

    /// The figures are scikit-learn's; purity is counted by hand. Both compute in doubles.
    @Test
    void figuresAreThoseOfTheReference() {
        ClusterAgreement found = ClusterAgreement.of(CLASSES, CLUSTERS);
        assertThat(found.nmi()).isCloseTo(0.5961618204194685, within(1e-12));
        assertThat(found.ari()).isCloseTo(0.39114391143911437, within(1e-12));
        assertThat(found.purity()).isEqualTo(0.8);
    }

    @Test
    void namesOfClustersDoNotMatter() {
        int[] renamed = IntStream.of(CLUSTERS).map(c -> 70 - 9 * c).toArray();
        assertThat(ClusterAgreement.of(CLASSES, renamed))
                .isEqualTo(ClusterAgreement.of(CLASSES, CLUSTERS));
    }

    @Test
    void equalDivisionsAgreeAndUnrelatedOnesDoNot() {
        assertThat(ClusterAgreement.of(CLASSES, CLASSES).purity()).isEqualTo(1);
        assertThat(ClusterAgreement.of(CLASSES, CLASSES).nmi()).isCloseTo(1, within(1e-12));
        assertThat(ClusterAgreement.of(CLASSES, CLASSES).ari()).isCloseTo(1, within(1e-12));
        Random random = new Random(3);
        int[] a = random.ints(4_000, 0, 5).toArray();
        int[] b = random.ints(4_000, 0, 5).toArray();
        ClusterAgreement chance = ClusterAgreement.of(a, b);
        assertThat(chance.nmi()).isLessThan(0.01);
        assertThat(chance.ari()).isBetween(-0.01, 0.01);
    }

    @Test
    void oneClusterTellsNothing() {
        ClusterAgreement found = ClusterAgreement.of(CLASSES, new int[CLASSES.length]);
        assertThat(found).isEqualTo(new ClusterAgreement(0, 0.4, 0));
        assertThat(ClusterAgreement.of(new int[] {4}, new int[] {1}).nmi()).isEqualTo(1);
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        assertThatThrownBy(() -> ClusterAgreement.of(new int[0], new int[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClusterAgreement.of(new int[2], new int[3]))
                .hasMessageContaining("2 classes and 3 clusters");
    }
}
