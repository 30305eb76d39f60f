package dev.baltoro.stats;

/// Student's two-sided t-test on paired differences: whether their mean differs from 0 by more than
/// chance.
///
/// @param mean mean of the differences
/// @param standardError of the mean
/// @param pairs how many differences
/// @param p probability of a mean at least this far from 0 if there were no difference
public record PairedT(double mean, double standardError, int pairs, double p) {
    private static final int FRACTION_TERMS_MAX = 300;
    private static final double FRACTION_TOLERANCE = 1e-14;
    private static final double TINY = 1e-300;

    /// Tests `a[i] - b[i]`, pair by pair.
    ///
    /// @throws IllegalArgumentException if there are fewer than two pairs or the lengths differ
    public static PairedT of(double[] a, double[] b) {
        if (a.length != b.length || a.length < 2) {
            throw new IllegalArgumentException(
                    "a paired test needs two or more pairs, got " + a.length + " and " + b.length);
        }
        int n = a.length;
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += (a[i] - b[i]) / n;
        }
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += Math.pow(a[i] - b[i] - mean, 2);
        }
        double error = Math.sqrt(squares / (n - 1) / n);
        if (error == 0) {
            return new PairedT(mean, 0, n, mean == 0 ? 1 : 0);
        }
        double t = mean / error;
        int freedom = n - 1;
        // P(|T| > t) is the regularised incomplete beta function at ν / (ν + t²).
        double p = incompleteBeta(freedom / (freedom + t * t), freedom / 2.0);
        return new PairedT(mean, error, n, p);
    }

    /// {@return the regularised incomplete beta function I_x(a, 1/2)}
    private static double incompleteBeta(double x, double a) {
        double b = 0.5;
        double front =
                Math.exp(
                        logGammaOfHalves(a + b)
                                - logGammaOfHalves(a)
                                - logGammaOfHalves(b)
                                + a * Math.log(x)
                                + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2)
                ? front * fraction(x, a, b) / a
                : 1 - front * fraction(1 - x, b, a) / b;
    }

    /// The continued fraction of the incomplete beta function, by Lentz's method.
    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= FRACTION_TERMS_MAX; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d);
            c = nonZero(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d);
            c = nonZero(1 + odd / c);
            value *= d * c;
            if (Math.abs(d * c - 1) < FRACTION_TOLERANCE) {
                break;
            }
        }
        return value;
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /// {@return ln Γ(x) for x = ½, 1, 1½, ..., by Γ(x) = (x − 1) Γ(x − 1)}
    private static double logGammaOfHalves(double x) {
        double sum = 0;
        double rest = x;
        while (rest > 1) {
            rest -= 1;
            sum += Math.log(rest);
        }
        return rest == 1 ? sum : sum + Math.log(Math.PI) / 2;
    }
}
